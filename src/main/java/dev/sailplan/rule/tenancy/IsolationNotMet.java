package dev.sailplan.rule.tenancy;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.document.Tenancy;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "TEN003",
        name = "isolation-not-met",
        severity = ERROR,
        summary = "Each tenant has the isolation that it, or the document, requires",
        message = "No {isolation} isolation for {tenants}: {conflict}",
        remedy =
                "For cluster isolation give the tenant clusters with control planes that serve nobody else, for mesh isolation a"
                        + " mesh of its own; or require no more than its tenancy gives it.",
        source = "Istio, Deployment Models: Tenancy models",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes.cluster",
            "requirements.isolation",
            "services",
            "services.workloads",
            "tenants",
            "tenants.clusters",
            "tenants.isolation.required",
            "tenants.meshes",
            "tenants.namespaces"
        },
        since = "0.1")
final class IsolationNotMet implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Stream<Outcome> namespaceTenants = topology.tenants().stream()
                .filter(tenant -> tenant.tenancy() == Tenancy.NAMESPACE)
                .flatMap(tenant -> Requirement.of(tenant, topology)
                        .filter(Requirement::isBeyondNamespaces)
                        .map(required -> neverMet(tenant, required))
                        .stream());
        return Stream.concat(namespaceTenants, Isolation.of(topology).stream().flatMap(IsolationNotMet::outcomes));
    }

    private static Outcome neverMet(Tenant tenant, Requirement required) {
        return Violation.of(tenant.subject("tenancy"), required.place())
                .with("isolation", required.isolation())
                .with("tenants", "tenant " + tenant.name())
                .with(
                        "conflict",
                        "it is a namespace tenant, and namespaces share clusters, control planes and a mesh with others");
    }

    private static Stream<Outcome> outcomes(Isolation isolation) {
        Stream<Outcome> violations = isolation.conflicts().stream().map(IsolationNotMet::violation);
        Set<Pointer> unknown = isolation.unknown();
        return unknown.isEmpty() ? violations : Stream.concat(violations, Stream.of(new Missing(List.copyOf(unknown))));
    }

    private static Outcome violation(Conflict conflict) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(conflict.shared().subject());
        conflict.sharing().tenants().stream()
                .sorted(Comparator.comparing(Tenant::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(tenant -> subjects.add(tenant.subject()));
        return Violation.of(subjects)
                .with("isolation", conflict.isolation())
                .with("tenants", Phrase.of("tenant", conflict.sharing().objecting()))
                .with("conflict", wordsFor(conflict));
    }

    private static String wordsFor(Conflict conflict) {
        Element shared = conflict.shared();
        String tenants = Phrase.of("tenant", conflict.sharing().tenants());
        if (shared instanceof Cluster) {
            return "cluster %s is used by %s, and who administers it reaches all of their workloads"
                    .formatted(shared.name(), tenants);
        }
        if (shared instanceof Mesh) {
            String how = conflict.isolation() == Tenancy.MESH
                    ? "is used by %s, which see each other's services and trust one root"
                    : "is owned by %s, and with it each of its clusters";
            return "mesh " + shared.name() + " " + how.formatted(tenants);
        }
        return "control plane %s serves clusters of %s, and configures and signs for all of them"
                .formatted(shared.name(), tenants);
    }
}
