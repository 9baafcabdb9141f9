package dev.sailplan.rule.tenancy;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.document.Tenancy;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

@RuleInfo(
        code = "TEN002",
        name = "tenancy-mismatch",
        severity = ERROR,
        summary = "A tenant lists what its tenancy gives it, and no cluster or mesh is listed by two tenants",
        message = "{mismatch}; {consequence}",
        remedy =
                "List namespaces for a namespace tenant, clusters for a cluster tenant and meshes for a mesh tenant, each cluster"
                        + " and mesh with one tenant only; teams that share a cluster are namespace tenants.",
        source = "Istio, Deployment Models: Tenancy models",
        reads = {
            "requirements.isolation",
            "tenants",
            "tenants.clusters",
            "tenants.isolation.required",
            "tenants.meshes",
            "tenants.namespaces"
        },
        since = "0.1")
final class TenancyMismatch implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Stream<Outcome> empty = topology.tenants().stream()
                .filter(tenant -> unitsOf(tenant).isEmpty())
                .map(TenancyMismatch::listsNothing);
        return Stream.of(
                        empty,
                        listedTwice(topology, Tenancy.CLUSTER, Tenant::clusters),
                        listedTwice(topology, Tenancy.MESH, Tenant::meshes))
                .flatMap(outcomes -> outcomes);
    }

    private static List<?> unitsOf(Tenant tenant) {
        return switch (tenant.tenancy()) {
            case NAMESPACE -> tenant.namespaces();
            case CLUSTER -> tenant.clusters();
            case MESH -> tenant.meshes();
        };
    }

    private static Outcome listsNothing(Tenant tenant) {
        String field = fieldOf(tenant.tenancy());
        return Violation.of(tenant.subject(field), tenant.subject("tenancy"))
                .with(
                        "mismatch",
                        "Tenant %s is a %s tenant and lists no %s".formatted(tenant.name(), tenant.tenancy(), field))
                .with("consequence", "nothing is its own, so that nothing separates it from other tenants");
    }

    private static String fieldOf(Tenancy tenancy) {
        return switch (tenancy) {
            case NAMESPACE -> "namespaces";
            case CLUSTER -> "clusters";
            case MESH -> "meshes";
        };
    }

    private static <T extends Element> Stream<Outcome> listedTwice(
            Topology topology, Tenancy unit, Function<Tenant, List<T>> listed) {
        Map<T, Set<Tenant>> owners = new LinkedHashMap<>();
        for (Tenant tenant : topology.tenants()) {
            listed.apply(tenant)
                    .forEach(element -> owners.computeIfAbsent(element, key -> new LinkedHashSet<>())
                            .add(tenant));
        }
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .filter(entry -> entry.getValue().stream().noneMatch(tenant -> isUnmet(tenant, topology)))
                .map(entry -> listedTwice(
                        entry.getKey(),
                        unit,
                        entry.getValue(),
                        element -> listed.apply(element).indexOf(entry.getKey())));
    }

    /** Where one of them requires isolation, what it does not have is TEN003. */
    private static boolean isUnmet(Tenant tenant, Topology topology) {
        return tenant.tenancy() != Tenancy.NAMESPACE
                && Requirement.of(tenant, topology)
                        .filter(Requirement::isBeyondNamespaces)
                        .isPresent();
    }

    private static Outcome listedTwice(
            Element element, Tenancy unit, Set<Tenant> owners, Function<Tenant, Integer> index) {
        List<Subject> subjects = owners.stream()
                .sorted(Comparator.comparing(Tenant::name))
                .limit(Violation.MOST_SUBJECTS)
                .map(tenant -> new Subject(placeOf(tenant, unit, index.apply(tenant)), tenant.id()))
                .toList();
        String noun = unit == Tenancy.CLUSTER ? "Cluster" : "Mesh";
        return Violation.of(subjects)
                .with("mismatch", noun + " " + element.name() + " is listed by " + Phrase.of("tenant", owners))
                .with("consequence", "each owns all that runs there, so that calls between them need no permission");
    }

    private static Pointer placeOf(Tenant tenant, Tenancy unit, int index) {
        return tenant.at().field(fieldOf(unit)).index(index);
    }
}
