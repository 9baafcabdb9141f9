package dev.sailplan.rule.tenancy;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Subject;
import dev.sailplan.document.Tenancy;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "TEN004",
        name = "namespace-tenant-open",
        severity = WARNING,
        summary = "Namespace tenants that require isolation deny by default, and their services list who may call them",
        message = "Tenant {tenant} requires isolation and {gap}; {consequence}",
        remedy =
                "Deny by default in the tenant's namespaces (an AuthorizationPolicy that allows nothing), and allow the tenants"
                        + " that may call each service by name: defaultDeny and allowedTenants state it.",
        source = "Istio, Deployment Models: Namespace tenancy",
        reads = {
            "clusters.mesh",
            "requirements.isolation",
            "services",
            "services.allowedTenants",
            "tenants",
            "tenants.clusters",
            "tenants.isolation.defaultDeny",
            "tenants.isolation.required",
            "tenants.meshes",
            "tenants.namespaces"
        },
        since = "0.1")
final class NamespaceTenantOpen implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        List<Tenant> requiring = topology.tenants().stream()
                .filter(tenant -> tenant.tenancy() == Tenancy.NAMESPACE
                        && Requirement.of(tenant, topology).isPresent())
                .toList();
        if (requiring.isEmpty()) {
            return Stream.empty();
        }
        Map<String, List<Service>> open = new HashMap<>();
        topology.services().stream()
                .filter(service -> service.allowedTenants().isEmpty())
                .forEach(service -> open.computeIfAbsent(service.namespace(), key -> new ArrayList<>())
                        .add(service));
        return requiring.stream().flatMap(tenant -> Stream.concat(ofDefault(tenant), ofServices(tenant, open)));
    }

    private static Stream<Outcome> ofDefault(Tenant tenant) {
        Fact<Boolean> denies = tenant.isDefaultDeny();
        if (!denies.isKnown()) {
            return Stream.of(Missing.of(denies.at()));
        }
        return denies.get()
                ? Stream.empty()
                : Stream.of(Violation.of(new Subject(denies.at(), tenant.id()))
                        .with("tenant", tenant.name())
                        .with("gap", "does not deny by default")
                        .with("consequence", "whatever in its namespaces has no policy can be called by every workload")
                        .repairedBy(PatchOperation.replace(denies.at(), true)));
    }

    private static Stream<Outcome> ofServices(Tenant tenant, Map<String, List<Service>> open) {
        List<Service> services = new LinkedHashSet<>(tenant.namespaces())
                .stream()
                        .flatMap(namespace -> open.getOrDefault(namespace, List.of()).stream())
                        .filter(service ->
                                tenant.owns(service.namespace(), service.mesh().orElse(null)))
                        .sorted(Comparator.comparing(Service::name))
                        .toList();
        if (services.isEmpty()) {
            return Stream.empty();
        }
        List<Subject> subjects = new ArrayList<>();
        services.stream()
                .limit(Violation.MOST_SUBJECTS)
                .forEach(service -> subjects.add(service.subject("allowedTenants")));
        subjects.add(tenant.subject());
        return Stream.of(Violation.of(subjects)
                .with("tenant", tenant.name())
                .with("gap", "states no allowedTenants for " + Phrase.of("service", services))
                .with("consequence", "who may call them is left to the callers"));
    }
}
