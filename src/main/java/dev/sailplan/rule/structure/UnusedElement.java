package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Tenancy;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Role;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Traffic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR008",
        name = "unused-element",
        severity = INFO,
        summary = "Every network, control plane and tenant that is declared is used",
        message = "The {kind} {name} is declared and not used: {reason}",
        remedy = "Remove it, or name it where it was meant to be used.",
        source = "Topology document, version 1",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes.cluster",
            "services",
            "services.allowedTenants",
            "services.workloads",
            "services.workloads.network",
            "tenants",
            "tenants.clusters",
            "tenants.mayCall",
            "tenants.meshes",
            "tenants.namespaces",
            "traffic"
        },
        since = "0.1")
final class UnusedElement implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return Stream.of(networks(topology), controlPlanes(topology), tenants(topology))
                .flatMap(each -> each);
    }

    private static Stream<Outcome> networks(Topology topology) {
        List<Network> withoutCluster = topology.networks().stream()
                .filter(network -> network.clusters().isEmpty())
                .toList();
        if (withoutCluster.isEmpty()) {
            return Stream.empty();
        }
        Set<Network> used = new HashSet<>();
        List<Pointer> unknown = new ArrayList<>();
        for (Service service : topology.services()) {
            if (!service.workloads().isKnown()) {
                unknown.add(service.workloads().at());
            }
            service.workloads()
                    .orElse(List.of())
                    .forEach(workload -> workload.network().ifPresent(used::add));
        }
        String reason = "no cluster and no workload is on it"
                + (topology.namesNetworks() ? "" : ", as no cluster names its network");
        return withoutCluster.stream()
                .filter(network -> !used.contains(network))
                .map(network -> unknown.isEmpty()
                        ? violation(network, reason).repairedBy(PatchOperation.remove(network.at()))
                        : new Missing(unknown));
    }

    private static Stream<Outcome> controlPlanes(Topology topology) {
        return topology.controlPlanes().stream()
                .filter(controlPlane -> controlPlane.servedClusters().isEmpty())
                .filter(UnusedElement::servesAsMeant)
                .map(controlPlane -> violation(
                        controlPlane,
                        "no cluster of mesh " + controlPlane.mesh().name()
                                + " lists it among its controlPlanes, so it configures no proxy"));
    }

    /** Where a cluster of its mesh is served by none, or the mesh has no cluster, that is what is wrong, and is reported as such. */
    private static boolean servesAsMeant(ControlPlane controlPlane) {
        List<Cluster> clusters = controlPlane.mesh().clusters();
        return !clusters.isEmpty() && clusters.stream().noneMatch(cluster -> cluster.role() == Role.UNSERVED);
    }

    /** A document without services says nothing about who owns which. */
    private static Stream<Outcome> tenants(Topology topology) {
        List<Tenant> ofNamespaces = topology.tenants().stream()
                .filter(UnusedElement::ownsNamespacesAlone)
                .toList();
        if (ofNamespaces.isEmpty() || topology.services().isEmpty()) {
            return Stream.empty();
        }
        Set<String> namespaces = new HashSet<>();
        Set<Tenant> callers = new HashSet<>();
        topology.services().forEach(service -> {
            namespaces.add(service.namespace());
            callers.addAll(service.allowedTenants().orElse(List.of()));
        });
        topology.traffic()
                .forEach(traffic -> Stream.of(traffic.from(), traffic.to())
                        .filter(Traffic.OfNamespace.class::isInstance)
                        .forEach(end -> namespaces.add(((Traffic.OfNamespace) end).namespace())));
        return ofNamespaces.stream()
                .filter(tenant -> !callers.contains(tenant))
                .filter(tenant -> Collections.disjoint(tenant.namespaces(), namespaces))
                .flatMap(UnusedElement::unlessItCalls);
    }

    private static boolean ownsNamespacesAlone(Tenant tenant) {
        return tenant.tenancy() == Tenancy.NAMESPACE
                && !tenant.namespaces().isEmpty()
                && tenant.clusters().isEmpty()
                && tenant.meshes().isEmpty();
    }

    /** A tenant that may call others is one of callers, which are no services. */
    private static Stream<Outcome> unlessItCalls(Tenant tenant) {
        if (!tenant.mayCall().isKnown()) {
            return Stream.of(Missing.of(tenant.mayCall().at()));
        }
        String owned = tenant.namespaces().size() == 1 ? "its namespace " : "its namespaces ";
        return tenant.mayCall().get().isEmpty()
                ? Stream.of(violation(
                        tenant,
                        "no service is in " + owned + Phrase.names(tenant.namespaces()) + ", and it may call nobody's"))
                : Stream.empty();
    }

    private static Violation violation(Element element, String reason) {
        return Violation.of(element.subject())
                .with("kind", element.id().kind().words())
                .with("name", element.name())
                .with("reason", reason);
    }
}
