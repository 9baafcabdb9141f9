package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.AddressKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL014",
        name = "external-address-kind",
        severity = ERROR,
        summary =
                "An external control plane is reached by a host name with a valid certificate, or by address without one",
        message =
                "External control plane {controlPlane} of {clusters} has an address of kind {kind}, but {address} is {form};"
                        + " {consequence}",
        remedy =
                "Either give it a host name of its own with a certificate that proxies and API servers can verify (kind:"
                        + " dnsName), or its IP address, passed through without a certificate (the kind of the address).",
        source = "Istio, Install Istio with an External Control Plane",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes.address",
            "controlPlanes.address.kind",
            "controlPlanes.address.value",
            "controlPlanes.cluster",
            "controlPlanes.mesh"
        },
        since = "0.1")
final class ExternalAddressKind implements TopologyRule {

    /** What has a host name or an IP address, depending on the platform. */
    private static final Set<AddressKind> LOAD_BALANCERS =
            Set.of(AddressKind.INTERNAL_LOAD_BALANCER, AddressKind.PUBLIC_LOAD_BALANCER);

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.controlPlanes().stream()
                .filter(ControlPlane::isExternal)
                .filter(controlPlane -> !controlPlane.servedClusters().isEmpty())
                .flatMap(ExternalAddressKind::judge);
    }

    private static Stream<Outcome> judge(ControlPlane controlPlane) {
        Fact<AddressKind> kind = controlPlane.addressKind();
        Fact<String> address = controlPlane.address();
        if (kind.asOptional().filter(LOAD_BALANCERS::contains).isPresent()) {
            return Stream.empty();
        }
        List<Pointer> needs = Stream.of(kind, address)
                .filter(fact -> !fact.isKnown())
                .<Pointer>map(Fact::at)
                .distinct()
                .toList();
        if (!needs.isEmpty()) {
            return Stream.of(new Missing(needs));
        }
        boolean number = AddressRange.isAddress(address.get());
        return isMixed(kind.get(), number) ? Stream.of(violation(controlPlane, number)) : Stream.empty();
    }

    private static boolean isMixed(AddressKind kind, boolean number) {
        return (kind == AddressKind.DNS_NAME) == number;
    }

    private static Outcome violation(ControlPlane controlPlane, boolean number) {
        Fact<AddressKind> kind = controlPlane.addressKind();
        Fact<String> address = controlPlane.address();
        return Violation.of(new Subject(address.at(), controlPlane.id()), new Subject(kind.at(), controlPlane.id()))
                .with("controlPlane", controlPlane.name())
                .with("clusters", Phrase.of("cluster", controlPlane.servedClusters()))
                .with("kind", kind.get())
                .with("address", address.get())
                .with("form", number ? "an IP address" : "a host name")
                .with(
                        "consequence",
                        number
                                ? "no certificate for a host name is valid there, so proxies and API servers refuse it"
                                : "without a certificate for that name, proxies and API servers refuse it");
    }
}
