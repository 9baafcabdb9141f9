package dev.sailplan.rule.tenancy;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "TEN001",
        name = "namespace-owned-twice",
        severity = ERROR,
        summary = "A namespace of a mesh belongs to one tenant",
        message =
                "Namespace {namespace}{meshes} is owned by {tenants}; Istio takes it for one namespace in all clusters, merges"
                        + " their services of one name, and gives their workloads the same identities",
        remedy =
                "Give each tenant namespaces with names of their own, or a mesh of its own; a tenant that means the namespace in"
                        + " one mesh only lists that mesh.",
        source = "Istio, Deployment Models: Namespace tenancy",
        reads = {"clusters.mesh", "tenants", "tenants.clusters", "tenants.meshes", "tenants.namespaces"},
        since = "0.1")
final class NamespaceOwnedTwice implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<String, Set<Tenant>> claims = new LinkedHashMap<>();
        for (Tenant tenant : topology.tenants()) {
            tenant.namespaces()
                    .forEach(namespace -> claims.computeIfAbsent(namespace, key -> new LinkedHashSet<>())
                            .add(tenant));
        }
        return claims.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .flatMap(entry -> judge(entry.getKey(), entry.getValue(), topology.meshes()));
    }

    /** Tenants that meet in several meshes are one finding. */
    private static Stream<Outcome> judge(String namespace, Set<Tenant> claiming, List<Mesh> meshes) {
        if (meshes.isEmpty()) {
            return Stream.of(violation(namespace, claiming, List.of()));
        }
        Map<Set<Tenant>, List<Mesh>> shared = new LinkedHashMap<>();
        for (Mesh mesh : meshes) {
            Set<Tenant> owners = new HashSet<>();
            claiming.stream().filter(tenant -> tenant.owns(namespace, mesh)).forEach(owners::add);
            if (owners.size() > 1) {
                shared.computeIfAbsent(owners, key -> new ArrayList<>()).add(mesh);
            }
        }
        return shared.entrySet().stream().map(entry -> violation(namespace, entry.getKey(), entry.getValue()));
    }

    private static Outcome violation(String namespace, Set<Tenant> owners, List<Mesh> meshes) {
        List<Subject> subjects = owners.stream()
                .sorted(Comparator.comparing(Tenant::name))
                .limit(Violation.MOST_SUBJECTS)
                .map(tenant -> new Subject(placeOf(namespace, tenant), tenant.id()))
                .toList();
        return Violation.of(subjects)
                .with("namespace", namespace)
                .with("meshes", meshes.isEmpty() ? "" : " of " + Phrase.of("mesh", meshes))
                .with("tenants", Phrase.of("tenant", owners));
    }

    private static Pointer placeOf(String namespace, Tenant tenant) {
        return tenant.at().field("namespaces").index(tenant.namespaces().indexOf(namespace));
    }
}
