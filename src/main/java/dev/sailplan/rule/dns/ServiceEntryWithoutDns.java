package dev.sailplan.rule.dns;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.finding.Severity;
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
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "DNS002",
        name = "service-entry-without-dns",
        severity = ERROR,
        sometimes = WARNING,
        summary = "A ServiceEntry whose host is called by name has DNS proxying",
        message =
                "A ServiceEntry alone names {services} in {clusters}, where DNS proxying is off; Kubernetes DNS does not read it,"
                        + " and {consequence}",
        remedy =
                "Switch on DNS proxying (ISTIO_META_DNS_CAPTURE) for the proxies of these clusters, or create a Service of that"
                        + " name there.",
        source = "Istio, Deployment Models: DNS with multiple clusters",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.dnsProxy",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "meshes.mcs.host",
            "meshes.mcs.serviceDiscovery",
            "services",
            "services.definedIn",
            "services.exportedIn",
            "services.serviceEntryIn",
            "services.workloads",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class ServiceEntryWithoutDns implements ReachabilityRule {

    /** Enough places to act on. */
    private static final int MOST_SUBJECTS = 100;

    /** The same clusters without DNS proxying: one cause, however many services they enter. */
    private record Cause(Severity severity, Set<Cluster> clusters) {}

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        Map<Cause, List<Service>> causes = new LinkedHashMap<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        reachability.topology().services().stream()
                .filter(service -> !service.serviceEntries().isEmpty())
                .forEach(service -> judge(service, reachability, causes, needs));
        List<Outcome> outcomes = new ArrayList<>();
        causes.forEach((cause, services) -> outcomes.add(violation(cause, services)));
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        return outcomes.stream();
    }

    private static void judge(
            Service service, Reachability reachability, Map<Cause, List<Service>> causes, Set<Pointer> needs) {
        Consumption consumption = reachability.consumption();
        Set<Cluster> callers = new LinkedHashSet<>();
        if (consumption.isDeclared()) {
            consumption.consumersOf(service).stream().map(Consumer::cluster).forEach(callers::add);
        }
        Set<Cluster> others = new LinkedHashSet<>(service.serviceEntries());
        others.removeAll(callers);
        add(service, unanswered(service, callers, reachability, needs), ERROR, causes);
        add(service, unanswered(service, others, reachability, needs), WARNING, causes);
        List<Pointer> unknown = consumption.isDeclared() ? consumption.unknownConsumersOf(service) : List.of();
        boolean matters = !unknown.isEmpty()
                && reachability.topology().clusters().stream()
                        .filter(cluster -> !callers.contains(cluster))
                        .anyMatch(cluster ->
                                !isUnanswered(cluster, service, reachability).isNo());
        needs.addAll(matters ? unknown : List.of());
    }

    private static void add(
            Service service, Set<Cluster> clusters, Severity severity, Map<Cause, List<Service>> causes) {
        if (!clusters.isEmpty()) {
            causes.computeIfAbsent(new Cause(severity, clusters), key -> new ArrayList<>())
                    .add(service);
        }
    }

    private static Set<Cluster> unanswered(
            Service service, Set<Cluster> clients, Reachability reachability, Set<Pointer> needs) {
        Set<Cluster> unanswered = new LinkedHashSet<>();
        for (Cluster client : clients) {
            Judgement judgement = isUnanswered(client, service, reachability);
            needs.addAll(judgement.needs());
            if (judgement.isYes()) {
                unanswered.add(client);
            }
        }
        return unanswered;
    }

    /** Whether a ServiceEntry names the service for clients in a cluster, and nothing there answers for the name. */
    private static Judgement isUnanswered(Cluster client, Service service, Reachability reachability) {
        if (client.isDnsProxy()) {
            return Judgement.of(false);
        }
        return reachability
                .hasServiceEntry(client, service)
                .and(() -> reachability.resolves(client, service).not());
    }

    private static Violation violation(Cause cause, List<Service> services) {
        List<Subject> subjects = new ArrayList<>();
        cause.clusters().stream()
                .sorted(Comparator.comparing(Element::name))
                .limit(MOST_SUBJECTS)
                .forEach(cluster -> subjects.add(cluster.subject("dnsProxy")));
        services.stream()
                .sorted(Comparator.comparing(Element::name))
                .limit(MOST_SUBJECTS)
                .forEach(service -> subjects.add(service.subject("serviceEntryIn")));
        return Violation.of(subjects)
                .as(cause.severity())
                .with("services", Phrase.of(services))
                .with("clusters", Phrase.of("cluster", cause.clusters()))
                .with("consequence", cause.severity() == ERROR ? "declared calls fail in the lookup" : "lookups fail")
                .repairedBy(cause.clusters().stream()
                        .map(cluster -> PatchOperation.add(cluster.at().field("dnsProxy"), true))
                        .toList());
    }
}
