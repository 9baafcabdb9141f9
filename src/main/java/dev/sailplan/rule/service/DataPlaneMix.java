package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC009",
        name = "data-plane-mix",
        severity = ERROR,
        summary = "A client and a server of different data planes do not need to cross networks",
        message =
                "Calls to {service} on network {network} would have to change the data plane between networks: {consequence}",
        remedy =
                "Use one data plane on both sides of calls between networks, or run workloads of the service on the clients'"
                        + " network.",
        source = "Istio, Ambient multicluster: no interoperability with sidecars across networks",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "services",
            "services.definedIn",
            "services.headless",
            "services.scope",
            "services.workloads",
            "services.workloads.network",
            "services.workloads.proxy",
            "services.workloads.replicas",
            "traffic"
        },
        since = "0.1")
final class DataPlaneMix implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        List<DataPlane> clients = Stream.of(DataPlane.values())
                .filter(plane ->
                        reachability.topology().clusters().stream().anyMatch(client -> client.dataPlane() == plane))
                .toList();
        return reachability.topology().services().stream().flatMap(service -> judge(service, clients, reachability));
    }

    private static Stream<Outcome> judge(Service service, List<DataPlane> clients, Reachability reachability) {
        Map<Network, Mix> mixes = new LinkedHashMap<>();
        for (DataPlane plane : clients) {
            boolean ambient = plane == DataPlane.AMBIENT;
            reachability
                    .crossingsOf(
                            service,
                            client -> client.dataPlane() == plane,
                            workload -> ambient != (workload.proxy() == ProxyKind.AMBIENT))
                    .forEach(crossing -> mixes.computeIfAbsent(crossing.network(), key -> new Mix(crossing))
                            .add(crossing, plane, reachability));
        }
        return mixes.values().stream().flatMap(Mix::outcomes);
    }

    /** The calls that would change the data plane on the way to one service on one network. */
    private static final class Mix {

        private final Service service;
        private final Network network;
        private final Set<Workload> workloads = new LinkedHashSet<>();
        private final Map<DataPlane, Set<Cluster>> clients = new EnumMap<>(DataPlane.class);
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Mix(Crossing crossing) {
            this.service = crossing.service();
            this.network = crossing.network();
        }

        void add(Crossing crossing, DataPlane plane, Reachability reachability) {
            needs.addAll(crossing.needs());
            crossing.served().forEach((consumer, called) -> {
                Judgement spared = plane == DataPlane.AMBIENT
                        ? Judgement.of(false)
                        : hasSidecars(crossing, consumer, reachability);
                needs.addAll(spared.needs());
                if (spared.isNo()) {
                    workloads.addAll(called);
                    clients.computeIfAbsent(plane, key -> new LinkedHashSet<>()).add(consumer.cluster());
                }
            });
        }

        /** A sidecar is not given ambient workloads, and so does without them where there are others. */
        private static Judgement hasSidecars(Crossing crossing, Consumer consumer, Reachability reachability) {
            Judgement has = Judgement.of(false);
            for (Workload workload : crossing.workloads()) {
                if (workload.proxy() == ProxyKind.SIDECAR) {
                    has = has.or(() -> reachability.isServed(consumer, crossing.service(), workload));
                }
            }
            return has;
        }

        Stream<Outcome> outcomes() {
            if (!workloads.isEmpty()) {
                return Stream.of(violation());
            }
            if (!service.workloads().isKnown()) {
                return Stream.of(Missing.of(service.workloads().at()));
            }
            return needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(List.copyOf(needs)));
        }

        private Outcome violation() {
            return Violation.of(workloads.stream()
                            .map(workload -> new Subject(workload.at(), service.id()))
                            .toList())
                    .with("service", service.name())
                    .with("network", network.name())
                    .with(
                            "consequence",
                            clients.entrySet().stream()
                                    .map(entry -> consequence(entry.getKey(), entry.getValue()))
                                    .collect(Collectors.joining("; ")));
        }

        private static String consequence(DataPlane plane, Set<Cluster> clients) {
            return plane == DataPlane.AMBIENT
                    ? "ambient clients in " + Phrase.of(clients) + " reach none of its workloads without HBONE"
                    : "sidecars in " + Phrase.of(clients) + " are given none of its ambient workloads";
        }
    }
}
