package dev.sailplan.rule.ambient;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import dev.sailplan.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "AMB003",
        name = "ambient-scope-differs",
        severity = ERROR,
        summary = "A service is global in all ambient clusters or in none",
        message =
                "{service} is global in {global} and cluster-local in {local}; clients are given endpoints of some clusters"
                        + " and not of others, depending on where they run",
        remedy = "Label the Service, or its namespace, with istio.io/global=true in every cluster or in none.",
        source = "Istio, Ambient multicluster: service scope",
        reads = {
            "clusters.dataPlane",
            "clusters.mesh",
            "meshes.dataPlane",
            "services",
            "services.definedIn",
            "services.definedIn.scope",
            "services.scope",
            "services.workloads"
        },
        since = "0.1")
final class AmbientScopeDiffers implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.services().stream().flatMap(AmbientScopeDiffers::judge);
    }

    private static Stream<Outcome> judge(Service service) {
        Set<Cluster> clusters = ambientClustersOf(service);
        Map<Boolean, List<Cluster>> byGlobal =
                clusters.stream().collect(Collectors.partitioningBy(cluster -> isGlobalIn(service, cluster)));
        List<Cluster> global = byGlobal.getOrDefault(true, List.of());
        List<Cluster> local = byGlobal.getOrDefault(false, List.of());
        if (!global.isEmpty() && !local.isEmpty()) {
            return Stream.of(violation(service, global, local));
        }
        return mayDifferElsewhere(service, clusters)
                ? Stream.of(Missing.of(service.workloads().at()))
                : Stream.empty();
    }

    private static boolean isGlobalIn(Service service, Cluster cluster) {
        return service.scopeIn(cluster) == ServiceScope.MESH;
    }

    /** By name. */
    private static Set<Cluster> ambientClustersOf(Service service) {
        Set<Cluster> clusters = new TreeSet<>(Comparator.comparing(Cluster::name));
        clusters.addAll(service.ambientClusters());
        return clusters;
    }

    private static boolean isAmbient(Cluster cluster) {
        return cluster.dataPlane() == DataPlane.AMBIENT;
    }

    /** Whether workloads of which nobody says where they run can be in a cluster where the scope is another. */
    private static boolean mayDifferElsewhere(Service service, Set<Cluster> clusters) {
        if (service.workloads().isKnown() || clusters.isEmpty()) {
            return false;
        }
        boolean global = isGlobalIn(service, clusters.iterator().next());
        return service.mesh().map(Mesh::clusters).stream()
                .flatMap(List::stream)
                .anyMatch(cluster -> isAmbient(cluster) && isGlobalIn(service, cluster) != global);
    }

    /** About the clusters that are fewer; of as many, those that lack the label. */
    private static Violation violation(Service service, List<Cluster> global, List<Cluster> local) {
        List<Cluster> fewer = global.size() < local.size() ? global : local;
        Map<Cluster, ServiceObject> objects = service.objects().orElse(Map.of());
        List<Subject> subjects = fewer.stream()
                .map(cluster -> placeOf(service, cluster, objects))
                .distinct()
                .limit(Violation.MOST_SUBJECTS)
                .map(place -> new Subject(place, service.id()))
                .toList();
        return Violation.of(subjects)
                .with("service", service.name())
                .with("global", Phrase.of("cluster", global))
                .with("local", Phrase.of("cluster", local))
                .repairedBy(fewer.stream()
                        .map(cluster -> scopeOf(service, cluster, objects))
                        .distinct()
                        .map(place -> PatchOperation.add(
                                place, (fewer == global ? ServiceScope.CLUSTER_LOCAL : ServiceScope.MESH).toString()))
                        .toList());
    }

    /** Where the scope would be written, whether it is or not. */
    private static Pointer scopeOf(Service service, Cluster cluster, Map<Cluster, ServiceObject> objects) {
        ServiceObject object = objects.get(cluster);
        return (object == null ? service.at() : object.at()).field("scope");
    }

    private static Pointer placeOf(Service service, Cluster cluster, Map<Cluster, ServiceObject> objects) {
        ServiceObject object = objects.get(cluster);
        if (object == null) {
            return service.at().field("scope");
        }
        return object.scope().isPresent() ? object.at().field("scope") : object.at();
    }
}
