package dev.sailplan.rule.dns;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

@RuleInfo(
        code = "DNS001",
        name = "name-does-not-resolve",
        severity = ERROR,
        summary = "A service is defined in every cluster that calls it, or DNS proxying answers for it there",
        message =
                "{service} is called from {clusters}, where {why}; lookups of its name fail before Istio sees a request",
        remedy =
                "Create the Service in each of these clusters too, where it needs no pods; or switch on DNS proxying there, for"
                        + " a control plane that reads a cluster in which it is defined.",
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
final class NameDoesNotResolve implements ReachabilityRule {

    /** Enough places to act on. */
    private static final int MOST_SUBJECTS = 100;

    /** Without declared traffic a service is called where it is defined, and a ServiceEntry without DNS is DNS002's. */
    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.consumption().isDeclared()
                ? reachability.topology().services().stream().flatMap(service -> judge(service, reachability))
                : Stream.empty();
    }

    private static Stream<Outcome> judge(Service service, Reachability reachability) {
        Set<Cluster> unresolved = new LinkedHashSet<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        for (Consumer consumer : reachability.consumption().consumersOf(service)) {
            Judgement fails = fails(consumer.cluster(), service, reachability);
            needs.addAll(fails.needs());
            if (fails.isYes()) {
                unresolved.add(consumer.cluster());
            }
        }
        List<Pointer> unknown = reachability.consumption().unknownConsumersOf(service);
        boolean matters = !unknown.isEmpty()
                && reachability.topology().clusters().stream()
                        .filter(cluster -> !unresolved.contains(cluster))
                        .anyMatch(cluster ->
                                !fails(cluster, service, reachability).isNo());
        needs.addAll(matters ? unknown : List.of());
        List<Outcome> outcomes = new ArrayList<>();
        if (!unresolved.isEmpty()) {
            outcomes.add(violation(service, unresolved));
        }
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        return outcomes.stream();
    }

    /** Whether the name does not resolve, and no ServiceEntry would make it resolve with DNS proxying. */
    private static Judgement fails(Cluster client, Service service, Reachability reachability) {
        Judgement resolves = reachability.resolves(client, service);
        if (resolves.isYes()) {
            return Judgement.of(false);
        }
        Judgement entered = reachability.hasServiceEntry(client, service);
        return entered.not().and(resolves::not);
    }

    private static Violation violation(Service service, Set<Cluster> clusters) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(service.subject("definedIn"));
        clusters.stream()
                .sorted(Comparator.comparing(Element::name))
                .limit(MOST_SUBJECTS)
                .forEach(cluster -> subjects.add(cluster.subject()));
        return Violation.of(subjects)
                .with("service", service.name())
                .with("clusters", Phrase.of("cluster", clusters))
                .with("why", why(clusters))
                .repairedBy(definitions(service, clusters));
    }

    /** The Service in every cluster that calls it, too; what is not written says where workloads are. */
    private static List<PatchOperation> definitions(Service service, Set<Cluster> clusters) {
        Pointer place = service.at().field("definedIn");
        if (service.statesWhereDefined().isKnown()) {
            return clusters.stream()
                    .map(cluster -> PatchOperation.add(place.field("-"), Map.of("cluster", cluster.name())))
                    .toList();
        }
        if (!service.objects().isKnown() || service.objects().get().size() > MOST_SUBJECTS) {
            return List.of();
        }
        Set<String> names = new TreeSet<>();
        Stream.concat(service.objects().get().keySet().stream(), clusters.stream())
                .map(Cluster::name)
                .forEach(names::add);
        return List.of(PatchOperation.add(
                place, names.stream().map(name -> Map.of("cluster", name)).toList()));
    }

    private static String why(Set<Cluster> clusters) {
        long proxied = clusters.stream().filter(Cluster::isDnsProxy).count();
        String proxy = proxied == 0
                ? "there is no DNS proxying"
                : proxied < clusters.size() ? "no DNS proxy knows it" : "the DNS proxy does not know it";
        return "it is not defined and " + proxy;
    }
}
