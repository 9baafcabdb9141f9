package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.Entrances;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Need;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY007",
        name = "gateway-port-not-discovered",
        severity = ERROR,
        summary = "A gateway that sidecars on other networks need offers a port for them",
        message =
                "No port for sidecars is offered by {gateways} of network {network} for calls from {clients} to {services};"
                        + " {consequence}",
        remedy =
                "Let the gateway's Service list port 15443, or another one that its label networking.istio.io/gatewayPort"
                        + " names, and write it down as the gateway's port.",
        source = "Istio, Install Multicluster: Install the east-west gateway; label networking.istio.io/gatewayPort",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.features.AMBIENT_ENABLE_MULTI_NETWORK",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.port",
            "networks.gateways.resolvable",
            "services",
            "services.definedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.proxy",
            "traffic"
        },
        since = "0.1")
final class GatewayPortNotDiscovered implements ReachabilityRule {

    private static final String DROPPED = "they are given none of its endpoints";
    private static final String RAW = "they are given raw pod addresses that no route leads to, and time out";

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().networks().stream()
                .filter(GatewayDefect::exposesServices)
                .filter(network -> GatewayDefect.gatewaysOf(network, GatewayPortNotDiscovered::hasNoPort))
                .filter(network -> GatewayDefect.isElsewhere(reachability, network, GatewayDefect::isSidecar))
                .flatMap(network -> judge(network, reachability));
    }

    private static boolean hasNoPort(Gateway gateway) {
        return gateway.port() == 0 && !gateway.isForControlAlone();
    }

    private static Stream<Outcome> judge(Network network, Reachability reachability) {
        Need need = new Need();
        Set<Gateway> gateways = new LinkedHashSet<>();
        Function<Call, Entrances> entrances = reachability.entrancesInto(network);
        for (Crossing crossing : reachability.crossingsInto(network)) {
            crossing.calls()
                    .filter(call -> GatewayDefect.isSidecar(call.consumer().cluster()) && call.isWithinDataPlane())
                    .forEach(call -> meet(entrances.apply(call), call, need, gateways));
            need.lack(crossing.needsOfOtherCalls());
        }
        return need.outcome(() -> Violation.of(Uses.subjects(gateways, "port"))
                .with("gateways", Phrase.of("gateway", gateways))
                .with("network", network.name())
                .with("consequence", consequence(need.clients()))
                .repairedBy(gateways.stream()
                        .map(gateway -> PatchOperation.add(gateway.at().field("port"), Gateway.MTLS_PORT))
                        .toList()));
    }

    private static void meet(Entrances entrances, Call call, Need need, Set<Gateway> gateways) {
        Judgement stranded = entrances.haveNoPort().and(call::exists);
        need.add(call, stranded);
        if (stranded.isYes()) {
            gateways.addAll(entrances.gateways());
        }
    }

    /** With ambient multi-network on, endpoints without a gateway are dropped for every client. */
    private static String consequence(Set<Cluster> clients) {
        long dropped = clients.stream()
                .filter(client -> client.firstControlPlane()
                        .filter(ControlPlane::isAmbientMultiNetwork)
                        .isPresent())
                .count();
        if (dropped == 0) {
            return RAW;
        }
        return dropped == clients.size() ? DROPPED : RAW + ", or are given none of its endpoints";
    }
}
