package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN006",
        name = "remote-trust-domain-ignored",
        severity = WARNING,
        summary = "A remote does not declare another trust domain than that of the control plane that signs for it",
        message =
                "Trust domain {declared}, declared in {clusters}, has no effect: control plane {controlPlane} signs with trust"
                        + " domain {domain}, and policies that name {declared} match no workload there",
        remedy =
                "Remove trustDomain from the remote and write policies for the trust domain of its control plane; for identities"
                        + " of its own the cluster needs a control plane of its own.",
        source =
                "Istio, istiod: the identity of a workload has the trust domain of the istiod that signs its certificate",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.trustDomain",
            "controlPlanes.cluster",
            "meshes.trustDomain"
        },
        since = "0.1")
final class RemoteTrustDomainIgnored implements TopologyRule {

    /** What one control plane overrides: remotes that declare the same are one cause. */
    private record Ignored(ControlPlane signer, String declared) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Set<Cluster> signing = new HashSet<>();
        for (Cluster cluster : topology.clusters()) {
            cluster.firstControlPlane().flatMap(ControlPlane::cluster).ifPresent(signing::add);
        }
        Map<Ignored, List<Cluster>> ignored = new LinkedHashMap<>();
        for (Cluster cluster : topology.clusters()) {
            // The domain of a cluster in which somebody signs is that of those it signs for, wherever they are.
            if (cluster.mesh().isPresent() && !signing.contains(cluster)) {
                cluster.ownTrustDomain()
                        .ifPresent(declared -> cluster.firstControlPlane()
                                .filter(signer -> !signer.trustDomain().equals(declared))
                                .ifPresent(signer -> ignored.computeIfAbsent(
                                                new Ignored(signer, declared), key -> new ArrayList<>())
                                        .add(cluster)));
            }
        }
        return ignored.entrySet().stream().map(entry -> violation(entry.getKey(), entry.getValue()));
    }

    private static Outcome violation(Ignored ignored, List<Cluster> clusters) {
        return Violation.of(clusters.stream()
                        .sorted(Comparator.comparing(Cluster::name))
                        .limit(Violation.MOST_SUBJECTS)
                        .map(cluster -> cluster.subject("trustDomain"))
                        .toList())
                .with("declared", ignored.declared())
                .with("clusters", Phrase.of("cluster", clusters))
                .with("controlPlane", ignored.signer().name())
                .with("domain", ignored.signer().trustDomain())
                .repairedBy(clusters.stream()
                        .map(cluster -> PatchOperation.remove(cluster.at().field("trustDomain")))
                        .toList());
    }
}
