package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Losses;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC008",
        name = "mcs-not-exported",
        severity = ERROR,
        sometimes = WARNING,
        summary = "With MCS discovery a service consumed elsewhere is exported, in all clusters of a network or none",
        message =
                "{service} is not exported in {servers}: clients in {clients} are not given its endpoints there and {consequence}",
        remedy = "Create a ServiceExport in every cluster of the network that runs the service, or in none of them.",
        source = "Kubernetes, Multi-Cluster Services API; Istio, ENABLE_MCS_SERVICE_DISCOVERY",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.mcs.autoExport",
            "meshes.mcs.serviceDiscovery",
            "services",
            "services.definedIn",
            "services.exportedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.replicas",
            "traffic"
        },
        since = "0.1")
final class McsNotExported implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().meshes().stream().anyMatch(McsNotExported::needsExports)
                ? reachability.topology().services().stream()
                        .filter(McsNotExported::mayLackExport)
                        .flatMap(service -> judge(service, reachability))
                : Stream.empty();
    }

    private static boolean needsExports(Mesh mesh) {
        return mesh.isMcsDiscovery() && !mesh.isMcsAutoExport();
    }

    private static boolean mayLackExport(Service service) {
        Set<Cluster> exporting = service.exportedIn().orElse(Set.of());
        return !service.workloads().isKnown()
                || service.workloads().get().stream().anyMatch(workload -> !exporting.contains(workload.cluster()));
    }

    private static Stream<Outcome> judge(Service service, Reachability reachability) {
        Losses losses = reachability.losses(
                service,
                Reason.NOT_EXPORTED,
                (client, server) -> client.firstControlPlane()
                        .filter(watcher -> needsExports(watcher.mesh()))
                        .isPresent());
        Set<Workload> partly = new LinkedHashSet<>();
        losses.certain().stream()
                .flatMap(loss -> loss.workloads().stream())
                .distinct()
                .filter(workload -> isExportedBeside(service, workload))
                .forEach(partly::add);
        List<Outcome> outcomes = new ArrayList<>();
        if (losses.strand().isUnknown()) {
            outcomes.add(Missing.of(losses.strand()));
        } else if (losses.occur().isUnknown() && partly.isEmpty() && mayBeExportedInPart(service)) {
            outcomes.add(Missing.of(losses.occur()));
        }
        if (losses.strand().isYes()) {
            outcomes.add(stranding(service, losses));
        } else if (!partly.isEmpty()) {
            outcomes.add(partial(service, losses, partly));
        }
        return outcomes.stream();
    }

    /** Whether another cluster of a workload's network exports the service. */
    private static boolean isExportedBeside(Service service, Workload workload) {
        Set<Cluster> exporting = service.exportedIn().orElse(Set.of());
        return service.workloads().get().stream()
                .anyMatch(other -> exporting.contains(other.cluster())
                        && other.replicas() > 0
                        && areOnOneNetwork(other.network(), workload.network()));
    }

    private static boolean areOnOneNetwork(Optional<Network> one, Optional<Network> other) {
        return one.isEmpty() || other.isEmpty() || one.get().isSameAs(other.get());
    }

    private static boolean mayBeExportedInPart(Service service) {
        return !service.exportedIn().isKnown()
                || !service.workloads().isKnown()
                || service.workloads().get().stream()
                        .filter(workload -> !service.exportedIn().get().contains(workload.cluster()))
                        .anyMatch(workload -> isExportedBeside(service, workload));
    }

    private static Outcome stranding(Service service, Losses losses) {
        return violation(
                service,
                losses.stranded(),
                losses.certain().stream()
                        .filter(loss -> loss.strands().isYes())
                        .flatMap(loss -> loss.workloads().stream()),
                "have no other");
    }

    private static Outcome partial(Service service, Losses losses, Set<Workload> partly) {
        return violation(
                        service,
                        losses.certain().stream()
                                .filter(loss -> loss.workloads().stream().anyMatch(partly::contains))
                                .map(Losses.Loss::client)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        partly.stream(),
                        "use those of other clusters on the same network")
                .as(WARNING);
    }

    private static Violation violation(
            Service service, Set<Cluster> clients, Stream<Workload> workloads, String consequence) {
        Set<Cluster> servers = workloads.map(Workload::cluster).collect(Collectors.toSet());
        return Violation.of(service.subject("exportedIn"))
                .with("service", service.name())
                .with("servers", Phrase.of("cluster", servers))
                .with("clients", Phrase.of(clients))
                .with("consequence", consequence)
                .repairedBy(servers.stream()
                        .map(Cluster::name)
                        .sorted()
                        .map(name -> PatchOperation.add(
                                service.at().field("exportedIn").field("-"), name))
                        .toList());
    }
}
