package dev.sailplan.rule.dns;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.ServiceScope;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Traffic;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "DNS003",
        name = "pod-name-hidden",
        severity = WARNING,
        summary = "The pod names of a StatefulSet are not repeated in clusters of one network",
        message =
                "{clusters} on {network} each have pods {statefulSet}-0 and so on of {service}; there such a name resolves to"
                        + " the pod of the caller's own cluster, and that of another cluster is not reached by it",
        remedy = "Give the StatefulSet a name of its own in each cluster.",
        source = "Istio, Deployment Models: DNS with multiple clusters; DNS Proxying",
        reads = {
            "clusters.mesh",
            "clusters.network",
            "meshes.dataPlane",
            "services",
            "services.definedIn",
            "services.definedIn.headless",
            "services.headless",
            "services.scope",
            "services.workloads",
            "services.workloads.network",
            "services.workloads.replicas",
            "services.workloads.statefulSet",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class PodNameHidden implements TopologyRule {

    /** Pods that have the same names in the eyes of the clients of a network. */
    private record Pods(Network network, String statefulSet) {}

    /** Clusters between which declared traffic blocks all calls, in one direction. */
    private record Apart(Cluster from, Cluster to) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Set<Apart> apart = new HashSet<>();
        for (Traffic traffic : topology.traffic()) {
            if (traffic.blocked()
                    && traffic.from() instanceof Traffic.OfCluster source
                    && traffic.to() instanceof Traffic.OfCluster target) {
                apart.add(new Apart(source.cluster(), target.cluster()));
            }
        }
        return topology.services().stream().flatMap(service -> judge(service, apart, topology));
    }

    private static Stream<Outcome> judge(Service service, Set<Apart> apart, Topology topology) {
        if (!service.workloads().isKnown()) {
            return mayRepeat(service, topology)
                    ? Stream.of(Missing.of(service.workloads().at()))
                    : Stream.empty();
        }
        Map<Pods, List<Workload>> byName = new LinkedHashMap<>();
        for (Workload workload : service.workloads().get()) {
            if (workload.statefulSet().isPresent()
                    && workload.network().isPresent()
                    && workload.replicas() > 0
                    && hasPodNames(service, workload.cluster())) {
                Pods pods = new Pods(
                        workload.network().get(), workload.statefulSet().get());
                byName.computeIfAbsent(pods, key -> new ArrayList<>()).add(workload);
            }
        }
        byName.replaceAll((pods, workloads) -> withoutThoseApart(workloads, apart));
        return byName.entrySet().stream()
                .filter(entry -> clustersOf(entry.getValue()).size() > 1)
                .map(entry -> violation(service, entry.getKey(), entry.getValue()));
    }

    /** Leaves out clusters that are meant to be separate from all others: blue and green. */
    private static List<Workload> withoutThoseApart(List<Workload> workloads, Set<Apart> apart) {
        if (apart.isEmpty()) {
            return workloads;
        }
        Set<Cluster> clusters = clustersOf(workloads);
        return workloads.stream()
                .filter(workload -> clusters.stream().anyMatch(other -> areTogether(workload.cluster(), other, apart)))
                .toList();
    }

    private static boolean areTogether(Cluster one, Cluster other, Set<Apart> apart) {
        return !one.equals(other) && !(apart.contains(new Apart(one, other)) && apart.contains(new Apart(other, one)));
    }

    /** Whether a headless service of which nobody says where it runs can be in two clusters of one network. */
    private static boolean mayRepeat(Service service, Topology topology) {
        Set<Network> seen = new HashSet<>();
        return topology.clusters().stream()
                .filter(cluster -> cluster.mesh().equals(service.mesh()))
                .filter(cluster -> service.definedIn().orElse(Set.of(cluster)).contains(cluster))
                .filter(cluster -> hasPodNames(service, cluster))
                .flatMap(cluster -> cluster.network().stream())
                .anyMatch(network -> !seen.add(network));
    }

    /** Where a service is cluster-local, the pods of the own cluster are all that is meant. */
    private static boolean hasPodNames(Service service, Cluster cluster) {
        return service.isHeadlessIn(cluster) && service.scopeIn(cluster) == ServiceScope.MESH;
    }

    private static Set<Cluster> clustersOf(List<Workload> workloads) {
        return workloads.stream().map(Workload::cluster).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Violation violation(Service service, Pods pods, List<Workload> workloads) {
        List<Subject> subjects = workloads.stream()
                .sorted(Comparator.comparing(workload -> workload.cluster().name()))
                .limit(Violation.MOST_SUBJECTS)
                .map(workload -> new Subject(workload.at().field("statefulSet"), service.id()))
                .toList();
        return Violation.of(subjects)
                .with(
                        "clusters",
                        "C" + Phrase.of("cluster", clustersOf(workloads)).substring(1))
                .with("network", pods.network().label())
                .with("statefulSet", pods.statefulSet())
                .with("service", service.name());
    }
}
