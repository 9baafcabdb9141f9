package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY001",
        name = "network-without-gateway",
        severity = ERROR,
        summary = "A network whose services are used from another network has a gateway",
        message = "Network {network} has no gateway for calls from {clients} to {services}; {consequence}",
        remedy = "Install an east-west gateway in a cluster of the network and list it in the network's gateways.",
        source = "Istio, Deployment Models: Multiple networks",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "links",
            "meshes.clusterLocalHosts",
            "meshes.dataPlane",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "meshes.mcs.autoExport",
            "meshes.mcs.serviceDiscovery",
            "meshes.notClusterLocalHosts",
            "networks.gateways",
            "services",
            "services.definedIn",
            "services.exportedIn",
            "services.headless",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.network",
            "services.workloads.replicas",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class NetworkWithoutGateway implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().networks().stream()
                .filter(network -> network.gateways().orElse(List.of()).isEmpty())
                .flatMap(network -> judge(network, reachability));
    }

    private static Stream<Outcome> judge(Network network, Reachability reachability) {
        Judgement used = reachability.isUsedFromElsewhere(network);
        if (used.isNo()) {
            return Stream.empty();
        }
        if (network.gateways().isKnown() && used.isYes()) {
            return Stream.of(violation(network, reachability));
        }
        List<Pointer> needs = new ArrayList<>(used.needs());
        if (!network.gateways().isKnown()) {
            needs.add(network.gateways().at());
        }
        return Stream.of(new Missing(needs));
    }

    private static Outcome violation(Network network, Reachability reachability) {
        List<Crossing> certain = Uses.certain(reachability.crossingsInto(network));
        return Violation.of(network.subject("gateways"))
                .with("network", network.name())
                .with("clients", Phrase.of("cluster", Uses.clients(certain)))
                .with("services", Phrase.of(Uses.services(certain)))
                .with("consequence", consequence(List.copyOf(Uses.clients(certain))));
    }

    private static String consequence(List<Cluster> clients) {
        boolean ambient = clients.stream().anyMatch(client -> client.dataPlane() == DataPlane.AMBIENT);
        boolean sidecar = clients.stream().anyMatch(client -> client.dataPlane() == DataPlane.SIDECAR);
        boolean dropped = clients.stream()
                .allMatch(client -> client.firstControlPlane()
                        .filter(ControlPlane::isAmbientMultiNetwork)
                        .isPresent());
        if (dropped && sidecar) {
            return "with ambient multi-network on, neither sidecars nor ambient clients are given its endpoints";
        }
        String raw = "sidecars are given raw pod addresses that no route leads to and time out";
        String none = "ambient clients are given none of its endpoints";
        return ambient && sidecar ? raw + ", " + none : ambient ? none : raw;
    }
}
