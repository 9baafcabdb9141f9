package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.AddressKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL003",
        name = "control-plane-address-not-stable",
        severity = ERROR,
        summary = "The address at which remote clusters reach a control plane is stable",
        message =
                "Control plane {controlPlane} is reached from remote {clusters} at an address that is not stable ({address});"
                        + " once it changes, new pods there get neither configuration nor certificates",
        remedy =
                "Give the control plane an address that outlives its pods and nodes (a load balancer with a reserved address,"
                        + " an east-west gateway that exposes it, or a host name) and install the remotes with that one.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes.address.kind",
            "controlPlanes.address.stable",
            "controlPlanes.address.value",
            "controlPlanes.cluster",
            "links",
            "links.ports",
            "links.routable",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes"
        },
        since = "0.1")
final class ControlPlaneAddressNotStable implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        ControlPlaneReach reach = new ControlPlaneReach(topology.links());
        return topology.controlPlanes().stream().flatMap(controlPlane -> judge(controlPlane, reach));
    }

    private static Stream<Outcome> judge(ControlPlane controlPlane, ControlPlaneReach reach) {
        Fact<Boolean> stable = controlPlane.isAddressStable();
        if (stable.orElse(false)) {
            return Stream.empty();
        }
        List<Cluster> using = new ArrayList<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        for (Cluster remote : remotesOf(controlPlane)) {
            Judgement uses = reach.usesAddress(remote, controlPlane);
            needs.addAll(uses.needs());
            if (uses.isYes()) {
                using.add(remote);
            }
        }
        if (!stable.isKnown()) {
            return using.isEmpty() && needs.isEmpty() ? Stream.empty() : Stream.of(Missing.of(stable.at()));
        }
        Stream<Outcome> violations = using.isEmpty() ? Stream.empty() : Stream.of(violation(controlPlane, using));
        return needs.isEmpty() ? violations : Stream.concat(violations, Stream.of(new Missing(List.copyOf(needs))));
    }

    private static List<Cluster> remotesOf(ControlPlane controlPlane) {
        return controlPlane.servedClusters().stream()
                .filter(cluster -> cluster.role().isRemote())
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
    }

    private static Outcome violation(ControlPlane controlPlane, List<Cluster> remotes) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(controlPlane.isAddressStable().at(), controlPlane.id()));
        remotes.stream().limit(Violation.MOST_SUBJECTS).forEach(remote -> subjects.add(remote.subject()));
        return Violation.of(subjects)
                .with("clusters", Phrase.of("cluster", remotes))
                .with("controlPlane", controlPlane.name())
                .with("address", addressOf(controlPlane));
    }

    private static String addressOf(ControlPlane controlPlane) {
        String kind = controlPlane
                .addressKind()
                .asOptional()
                .map(AddressKind::toString)
                .orElse("");
        String value = controlPlane.address().orElse("");
        String text = (kind + " " + value).strip();
        return text.isEmpty() ? "which is not stated" : text;
    }
}
