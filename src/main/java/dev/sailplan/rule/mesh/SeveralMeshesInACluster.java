package dev.sailplan.rule.mesh;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "MSH004",
        name = "several-meshes-in-a-cluster",
        severity = WARNING,
        summary = "A cluster of a mesh that has workloads hosts no control plane of another mesh",
        message =
                "Cluster {cluster} of mesh {mesh} has workloads and also hosts {controlPlanes} of {guests}; {consequence}",
        remedy =
                "Run the control plane in a cluster of its own mesh, or in one that has no workloads and is part of no mesh; if it"
                        + " has to stay, give both meshes discovery selectors that select disjoint namespaces.",
        source = "Istio, Install Multiple Istio Control Planes in a Single Cluster; Deployment Models: Multiple meshes",
        reads = {
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.mesh",
            "controlPlanes.remoteSecrets",
            "services",
            "services.workloads"
        },
        since = "0.1")
final class SeveralMeshesInACluster implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cluster, List<ControlPlane>> guests = new LinkedHashMap<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            controlPlane
                    .cluster()
                    .filter(host -> controlPlane.isExternal() && host.mesh().isPresent())
                    .ifPresent(host -> guests.computeIfAbsent(host, key -> new ArrayList<>())
                            .add(controlPlane));
        }
        if (guests.isEmpty()) {
            return Stream.empty();
        }
        Set<Cluster> running = new HashSet<>();
        Map<Mesh, List<Pointer>> unknown = new HashMap<>();
        for (Service service : topology.services()) {
            Fact<List<Workload>> workloads = service.workloads();
            workloads.orElse(List.of()).forEach(workload -> running.add(workload.cluster()));
            if (!workloads.isKnown()) {
                service.mesh()
                        .ifPresent(mesh -> unknown.computeIfAbsent(mesh, key -> new ArrayList<>())
                                .add(workloads.at()));
            }
        }
        return guests.entrySet().stream().flatMap(entry -> {
            Cluster host = entry.getKey();
            Mesh mesh = host.mesh().orElseThrow();
            List<Pointer> needs = unknown.getOrDefault(mesh, List.of());
            if (running.contains(host)) {
                return Stream.of(violation(host, mesh, entry.getValue()));
            }
            return needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(needs));
        });
    }

    private static Outcome violation(Cluster host, Mesh mesh, List<ControlPlane> guests) {
        List<Subject> subjects = new ArrayList<>();
        guests.stream()
                .sorted(Comparator.comparing(ControlPlane::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(guest -> subjects.add(guest.subject("cluster")));
        subjects.add(host.subject());
        Set<Mesh> others = guests.stream().map(ControlPlane::mesh).collect(Collectors.toSet());
        return Violation.of(subjects)
                .with("cluster", host.name())
                .with("mesh", mesh.name())
                .with("controlPlanes", Phrase.of("control plane", guests))
                .with("guests", Phrase.of("mesh", others))
                .with("consequence", consequence(host, guests));
    }

    /** One that keeps its configuration elsewhere and does not read the cluster writes nothing into it. */
    private static String consequence(Cluster host, List<ControlPlane> guests) {
        return guests.stream().allMatch(guest -> staysOutOf(host, guest))
                ? "whoever operates or overloads the cluster stops that mesh too"
                : "unless they select disjoint namespaces, they overwrite each other's istio-ca-root-cert and pods do not start";
    }

    private static boolean staysOutOf(Cluster host, ControlPlane guest) {
        return guest.configCluster()
                        .asOptional()
                        .filter(place -> !place.equals(host))
                        .isPresent()
                && guest.remoteSecrets().isKnown()
                && !Discovery.countingSecretsOf(guest).containsKey(host);
    }
}
