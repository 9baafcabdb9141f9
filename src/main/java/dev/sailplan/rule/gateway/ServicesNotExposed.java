package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Exposure;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY005",
        name = "services-not-exposed",
        severity = ERROR,
        summary = "Gateways expose services, and their hosts cover those that are used from other networks",
        message =
                "Calls from {clients} to {services} are sent to {gateways} of network {network}, where these services are"
                        + " not exposed; the connections are closed, and Istio reports nothing",
        remedy =
                "Expose services at the gateway and let its hosts cover them, or take the gateway out of the network: Istio"
                        + " sends calls there whatever it exposes.",
        source = "Istio, Install Multicluster: Expose services",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.hosts",
            "services",
            "services.definedIn",
            "services.headless",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.proxy",
            "traffic"
        },
        since = "0.1")
final class ServicesNotExposed implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        NotExposed notExposed = new NotExposed(reachability);
        return reachability.topology().networks().stream()
                .filter(network -> !network.gateways().orElse(List.of()).isEmpty())
                .flatMap(network -> GatewayDefect.exposesServices(network)
                        ? judgeGateways(network, notExposed, reachability)
                        : judgeNetwork(network, reachability));
    }

    /** A network whose gateways are there for other things has none for services. */
    private static Stream<Outcome> judgeNetwork(Network network, Reachability reachability) {
        Judgement used = reachability.isUsedFromElsewhere(network);
        if (used.isNo()) {
            return Stream.empty();
        }
        if (used.isUnknown()) {
            return Stream.of(Missing.of(used));
        }
        List<Gateway> gateways = network.gateways().get();
        List<Crossing> certain = Uses.certain(reachability.crossingsInto(network));
        return Stream.of(Violation.of(Uses.subjects(gateways, "exposes"))
                .with("gateways", Phrase.of("gateway", gateways))
                .with("network", network.name())
                .with("clients", Phrase.of("cluster", Uses.clients(certain)))
                .with("services", Phrase.of(Uses.services(certain)))
                .repairedBy(gateways.size() == 1 ? exposing(gateways.get(0)) : List.of()));
    }

    private static List<PatchOperation> exposing(Gateway gateway) {
        List<String> exposes = Stream.of(Exposure.values())
                .filter(what -> what == Exposure.SERVICES || gateway.exposes(what))
                .map(Exposure::toString)
                .toList();
        return List.of(PatchOperation.add(gateway.at().field("exposes"), exposes));
    }

    private static Stream<Outcome> judgeGateways(Network network, NotExposed notExposed, Reachability reachability) {
        boolean mayMatter = reachability
                .servicesOn(network)
                .anyMatch(service -> GatewayDefect.gatewaysOf(
                        network,
                        gateway -> notExposed.concerns(gateway)
                                && !notExposed.affects(gateway, service).isNo()));
        return mayMatter
                ? notExposed.of(
                        network,
                        gateway -> Violation.of(
                                        gateway.subject(GatewayDefect.exposesServices(gateway) ? "hosts" : "exposes"))
                                .with("gateways", Phrase.of("gateway", List.of(gateway)))
                                .with("network", network.name()))
                : Stream.empty();
    }

    private static final class NotExposed extends GatewayDefect {

        NotExposed(Reachability reachability) {
            super(reachability);
        }

        @Override
        boolean concerns(Gateway gateway) {
            return !gateway.isForControlAlone();
        }

        @Override
        Judgement affects(Gateway gateway, Service service) {
            return Judgement.of(!exposesServices(gateway) || !gateway.coversHost(service.host()));
        }
    }
}
