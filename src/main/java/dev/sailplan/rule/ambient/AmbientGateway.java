package dev.sailplan.rule.ambient;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
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
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

@RuleInfo(
        code = "AMB004",
        name = "ambient-gateway",
        severity = ERROR,
        summary = "A gateway that ambient clients on other networks need offers HBONE, and exposes no control plane",
        message = "{gateways} of network {network} {problem}; {consequence}",
        remedy =
                "Install an east-west gateway of class istio-east-west and write its HBONE port down, usually 15008. Expose control"
                        + " planes and API servers through a gateway of its own without HBONE.",
        source = "Istio, Ambient multicluster: Install an ambient east-west gateway",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.resolvable",
            "services",
            "services.definedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.proxy",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class AmbientGateway implements ReachabilityRule {

    /** Where Istio's east-west gateways take HBONE. */
    private static final int HBONE_PORT = 15008;

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        boolean ambient = reachability.topology().clusters().stream().anyMatch(AmbientGateway::isAmbient);
        return ambient
                ? reachability.topology().networks().stream()
                        .flatMap(network -> Stream.concat(withoutHbone(network, reachability), exposers(network)))
                : Stream.empty();
    }

    private static boolean isAmbient(Cluster cluster) {
        return cluster.dataPlane() == DataPlane.AMBIENT;
    }

    private static List<Gateway> gatewaysOf(Network network) {
        return network.gateways().orElse(List.of());
    }

    private static Stream<Outcome> withoutHbone(Network network, Reachability reachability) {
        boolean suspect = gatewaysOf(network).stream()
                .anyMatch(gateway -> gateway.hbonePort() == 0 && !gateway.isForControlAlone());
        boolean served = gatewaysOf(network).stream().anyMatch(gateway -> gateway.exposes(Exposure.SERVICES));
        if (!suspect || !served) {
            return Stream.empty();
        }
        Need need = new Need();
        Set<Gateway> gateways = new LinkedHashSet<>();
        Function<Call, Entrances> entrances = reachability.entrancesInto(network);
        reachability.crossingsInto(network, AmbientGateway::isAmbient).forEach(crossing -> {
            crossing.calls()
                    .filter(Call::isWithinDataPlane)
                    .forEach(call -> meet(entrances.apply(call), call, need, gateways));
            need.lack(crossing.needsOfOtherCalls());
        });
        return need.outcome(() -> lacksHbone(network, gateways, need));
    }

    private static void meet(Entrances entrances, Call call, Need need, Set<Gateway> gateways) {
        Judgement stranded = entrances.haveNoPort().and(call::exists);
        need.add(call, stranded);
        if (stranded.isYes()) {
            gateways.addAll(entrances.gateways());
        }
    }

    private static Violation lacksHbone(Network network, Collection<Gateway> gateways, Need need) {
        boolean one = gateways.size() == 1;
        return violation(network, gateways, "hbonePort")
                .with("problem", (one ? "offers" : "offer") + " no port for HBONE")
                .with(
                        "consequence",
                        "ambient clients in " + Phrase.of("cluster", need.clients())
                                + " are given none of the endpoints of " + Phrase.of(need.services()))
                .repairedBy(gateways.stream()
                        .map(gateway -> PatchOperation.add(gateway.at().field("hbonePort"), HBONE_PORT))
                        .toList());
    }

    /** Gateways for HBONE where there is any, that are to carry what is not HBONE. */
    private static Stream<Outcome> exposers(Network network) {
        return gatewaysOf(network).stream()
                .filter(gateway -> gateway.hbonePort() != 0 && exposesControl(gateway))
                .filter(gateway -> network.clusters().stream().anyMatch(AmbientGateway::isAmbient)
                        || gateway.cluster().filter(AmbientGateway::isAmbient).isPresent())
                .map(AmbientGateway::exposesControlPlane);
    }

    private static boolean exposesControl(Gateway gateway) {
        return gateway.exposes(Exposure.CONTROL_PLANE) || gateway.exposes(Exposure.API_SERVER);
    }

    private static Outcome exposesControlPlane(Gateway gateway) {
        boolean controlPlane = gateway.exposes(Exposure.CONTROL_PLANE);
        boolean apiServer = gateway.exposes(Exposure.API_SERVER);
        String what = controlPlane && apiServer
                ? "control planes and API servers"
                : controlPlane ? "control planes" : "API servers";
        return violation(gateway.network(), List.of(gateway), "exposes")
                .with("problem", "is for HBONE and is to expose " + what)
                .with(
                        "consequence",
                        "it carries nothing but HBONE between ambient workloads, so that connections to " + what
                                + " are closed");
    }

    private static Violation violation(Network network, Collection<Gateway> gateways, String field) {
        List<Subject> subjects = gateways.stream()
                .sorted(Comparator.comparing(Gateway::name))
                .map(gateway -> gateway.subject(field))
                .toList();
        return Violation.of(subjects)
                .with("gateways", Phrase.of("Gateway", gateways))
                .with("network", network.name());
    }
}
