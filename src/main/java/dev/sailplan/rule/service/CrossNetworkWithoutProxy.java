package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.ClientTls;
import dev.sailplan.document.DataPlane;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Consumption;
import dev.sailplan.reachability.Consumption.Consumer;
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
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC001",
        name = "cross-network-without-proxy",
        severity = ERROR,
        sometimes = WARNING,
        summary = "A service consumed from another network has proxied workloads there",
        message =
                "{amount} workloads of {service} on network {network} have no proxy and are invisible from other networks;"
                        + " clients in {clients} {consequence}",
        remedy =
                "Inject a proxy into these workloads (not possible on the host network), or run some in the client's network.",
        source = "Istio, Deployment Models: Multiple networks",
        since = "0.1")
final class CrossNetworkWithoutProxy implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().services().stream().flatMap(service -> judge(service, reachability));
    }

    private static Stream<Outcome> judge(Service service, Reachability reachability) {
        Topology topology = reachability.topology();
        Consumption consumption = reachability.consumption();
        List<Consumer> consumers = consumption.consumersOf(service).stream()
                .filter(consumer -> isSidecar(consumer.cluster()))
                .toList();
        List<Pointer> unknown = consumption.unknownConsumersOf(service);
        if (!service.workloads().isKnown()) {
            Stream<Cluster> clients = unknown.isEmpty()
                    ? consumers.stream().map(Consumer::cluster)
                    : topology.clusters().stream().filter(CrossNetworkWithoutProxy::isSidecar);
            boolean matters = clients.anyMatch(
                    client -> topology.networks().stream().anyMatch(network -> isOnOtherNetwork(client, network)));
            return matters ? Stream.of(Missing.of(service.workloads().at())) : Stream.empty();
        }
        Map<Network, List<Workload>> unproxied = unproxiedByNetwork(service);
        return unproxied.entrySet().stream().flatMap(entry -> {
            Case each = new Case(service, entry.getKey(), entry.getValue(), reachability);
            consumers.forEach(each::meet);
            boolean matters = topology.clusters().stream()
                    .anyMatch(client -> isSidecar(client) && isOnOtherNetwork(client, entry.getKey()));
            return each.outcomes(matters ? unknown : List.of());
        });
    }

    private static boolean isSidecar(Cluster client) {
        return client.dataPlane() == DataPlane.SIDECAR;
    }

    private static boolean isOnOtherNetwork(Cluster client, Network other) {
        return client.network().filter(own -> !own.isSameAs(other)).isPresent();
    }

    private static Map<Network, List<Workload>> unproxiedByNetwork(Service service) {
        Map<Network, List<Workload>> byNetwork = new LinkedHashMap<>();
        for (Workload workload : service.workloads().get()) {
            if (workload.proxy() == ProxyKind.NONE) {
                workload.network()
                        .filter(network -> !network.isImplicit())
                        .ifPresent(network -> byNetwork
                                .computeIfAbsent(network, key -> new ArrayList<>())
                                .add(workload));
            }
        }
        return byNetwork;
    }

    /** One service on one network, met by its consumers one after the other. */
    private static final class Case {

        private final Service service;
        private final Network network;
        private final List<Workload> unproxied;
        private final Reachability reachability;
        private final Set<Workload> invisible = new LinkedHashSet<>();
        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<Cluster> stranded = new LinkedHashSet<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Case(Service service, Network network, List<Workload> unproxied, Reachability reachability) {
            this.service = service;
            this.network = network;
            this.unproxied = unproxied;
            this.reachability = reachability;
        }

        void meet(Consumer consumer) {
            if (!CrossNetworkWithoutProxy.isOnOtherNetwork(consumer.cluster(), network)) {
                return;
            }
            Judgement loses = Judgement.of(false);
            for (Workload workload : unproxied) {
                Judgement served = reachability.isServed(consumer, service, workload);
                if (served.isYes()) {
                    invisible.add(workload);
                }
                loses = loses.or(() -> served);
            }
            if (loses.isYes()) {
                clients.add(consumer.cluster());
                judgeOthers(consumer);
            } else {
                needs.addAll(loses.needs());
            }
        }

        private void judgeOthers(Consumer consumer) {
            Judgement other = Judgement.of(false);
            for (Workload workload : service.workloads().get()) {
                boolean visible = !isOnOtherNetwork(consumer, workload) || isUsableFromElsewhere(workload);
                if (visible) {
                    other = other.or(() -> reachability.isServed(consumer, service, workload));
                }
            }
            if (other.isNo()) {
                stranded.add(consumer.cluster());
            } else if (other.isUnknown()) {
                needs.addAll(other.needs());
            }
        }

        private static boolean isOnOtherNetwork(Consumer consumer, Workload workload) {
            return workload.network()
                    .filter(other -> CrossNetworkWithoutProxy.isOnOtherNetwork(consumer.cluster(), other))
                    .isPresent();
        }

        /** A sidecar client goes through a gateway only with Istio mTLS, for which HBONE does not count. */
        private boolean isUsableFromElsewhere(Workload workload) {
            boolean mutual = service.clientTls()
                    .map(mode -> mode == ClientTls.ISTIO_MUTUAL)
                    .orElse(workload.mtls() != MtlsMode.DISABLE);
            return workload.proxy() == ProxyKind.SIDECAR && mutual;
        }

        Stream<Outcome> outcomes(List<Pointer> unknownConsumers) {
            List<Outcome> outcomes = new ArrayList<>();
            needs.addAll(unknownConsumers);
            if (!needs.isEmpty() && stranded.isEmpty()) {
                outcomes.add(new Missing(List.copyOf(needs)));
            }
            if (!clients.isEmpty()) {
                outcomes.add(violation());
            }
            return outcomes.stream();
        }

        private Violation violation() {
            List<Subject> subjects = new ArrayList<>();
            invisible.forEach(workload -> subjects.add(new Subject(workload.at(), service.id())));
            int workloads = invisible.stream().mapToInt(Workload::replicas).sum();
            Violation violation = Violation.of(subjects)
                    .with("amount", workloads + " of " + workloadsThere())
                    .with("service", service.name())
                    .with("network", network.name())
                    .with("clients", Phrase.of(stranded.isEmpty() ? clients : stranded));
            return stranded.isEmpty()
                    ? violation
                            .with("consequence", "are left with other endpoints only")
                            .as(WARNING)
                    : violation.with("consequence", "are left with no endpoint at all");
        }

        private int workloadsThere() {
            return service.workloads().get().stream()
                    .filter(workload ->
                            workload.network().filter(network::equals).isPresent())
                    .mapToInt(Workload::replicas)
                    .sum();
        }
    }
}
