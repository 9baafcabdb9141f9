package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

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
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "links",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "networks.gateways",
            "services",
            "services.definedIn",
            "services.headless",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.hostNetwork",
            "services.workloads.mtls",
            "services.workloads.network",
            "services.workloads.proxy",
            "services.workloads.replicas",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class CrossNetworkWithoutProxy implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().services().stream()
                .flatMap(service -> reachability.crossingsOf(
                        service,
                        client -> client.dataPlane() == DataPlane.SIDECAR,
                        workload -> workload.proxy() == ProxyKind.NONE))
                .flatMap(crossing -> judge(crossing, reachability));
    }

    private static Stream<Outcome> judge(Crossing crossing, Reachability reachability) {
        Service service = crossing.service();
        if (!service.workloads().isKnown()) {
            return Stream.of(Missing.of(service.workloads().at()));
        }
        Set<Cluster> stranded = new LinkedHashSet<>();
        Set<Pointer> needs = new LinkedHashSet<>(crossing.needs());
        for (Consumer consumer : crossing.served().keySet()) {
            Judgement other = reachability.hasEndpoint(consumer, service);
            needs.addAll(other.needs());
            if (other.isNo()) {
                stranded.add(consumer.cluster());
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        if (!needs.isEmpty() && stranded.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        if (!crossing.served().isEmpty()) {
            outcomes.add(violation(crossing, stranded));
        }
        return outcomes.stream();
    }

    private static Outcome violation(Crossing crossing, Set<Cluster> stranded) {
        Set<Workload> invisible =
                crossing.served().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Violation violation = Violation.of(crossing.workloads().stream()
                        .filter(invisible::contains)
                        .map(workload ->
                                new Subject(workload.at(), crossing.service().id()))
                        .toList())
                .with("amount", replicasOf(invisible) + " of " + replicasOf(crossing.workloads()))
                .with("service", crossing.service().name())
                .with("network", crossing.network().name())
                .with("clients", Phrase.of(stranded.isEmpty() ? crossing.clients() : stranded));
        return stranded.isEmpty()
                ? violation
                        .with("consequence", "are left with other endpoints only")
                        .as(WARNING)
                : violation.with("consequence", "are left with no endpoint at all");
    }

    private static int replicasOf(Collection<Workload> workloads) {
        return workloads.stream().mapToInt(Workload::replicas).sum();
    }
}
