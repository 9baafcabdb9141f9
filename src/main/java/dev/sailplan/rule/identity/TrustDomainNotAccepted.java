package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
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
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.TrustBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN004",
        name = "trust-domain-not-accepted",
        severity = ERROR,
        summary = "Clusters of a mesh, and of federated meshes, accept each other's trust domains",
        message =
                "Trust domain {domain} of {peers} is not accepted in {accepting} of mesh {mesh}; mutual TLS between them"
                        + " fails, because it verifies the identities of both ends",
        remedy =
                "Use one trust domain in the mesh, or add the other to trustDomainAliases, or to the trustDomains of the"
                        + " bundle that is imported for it, on every side.",
        source = "Istio, Trust Domain Migration; mesh configuration: trustDomainAliases, caCertificates.trustDomains",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.trustDomain",
            "controlPlanes",
            "controlPlanes.cluster",
            "meshes.certificateAuthority.root",
            "meshes.federatesWith",
            "meshes.trustBundles",
            "meshes.trustBundles.mesh",
            "meshes.trustBundles.trustDomains",
            "meshes.trustDomain",
            "meshes.trustDomainAliases"
        },
        since = "0.1")
final class TrustDomainNotAccepted implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(TrustDomainNotAccepted::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        Map<String, List<Cluster>> own = byDomain(List.of(mesh));
        List<Mesh> presenting = new ArrayList<>(List.of(mesh));
        // Where the bundle is missing, it is not the trust domain that stands in the way: IDN001.
        mesh.peers().stream()
                .filter(peer -> !peer.equals(mesh)
                        && !ForeignRoots.areTrusted(mesh, peer).isNo())
                .forEach(presenting::add);
        Set<String> accepted = acceptedIn(mesh);
        List<Pointer> unknown = unknownIn(mesh);
        List<Cluster> sorted = mesh.clusters().stream()
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        return byDomain(presenting).entrySet().stream()
                .filter(entry -> !accepted.contains(entry.getKey()))
                .flatMap(entry -> {
                    String domain = entry.getKey();
                    int refusing =
                            sorted.size() - own.getOrDefault(domain, List.of()).size();
                    if (refusing == 0) {
                        return Stream.empty();
                    }
                    Stream<Cluster> first = sorted.stream()
                            .filter(cluster -> !mesh.trustDomainOf(cluster).equals(domain));
                    return Stream.of(
                            unknown.isEmpty()
                                    ? violation(mesh, domain, entry.getValue())
                                            .with("accepting", Phrase.of("cluster", first, refusing))
                                    : new Missing(unknown));
                });
    }

    private static Map<String, List<Cluster>> byDomain(List<Mesh> meshes) {
        Map<String, List<Cluster>> byDomain = new TreeMap<>();
        for (Mesh mesh : meshes) {
            mesh.clusters()
                    .forEach(cluster -> byDomain.computeIfAbsent(
                                    mesh.trustDomainOf(cluster), domain -> new ArrayList<>())
                            .add(cluster));
        }
        return byDomain;
    }

    /** The trust domains that every cluster of a mesh accepts besides its own. */
    private static Set<String> acceptedIn(Mesh mesh) {
        Set<String> accepted = new HashSet<>(mesh.trustDomainAliases().orElse(List.of()));
        mesh.trustBundles().orElse(List.of()).stream()
                .map(TrustBundle::acceptedDomains)
                .forEach(accepted::addAll);
        return accepted;
    }

    private static List<Pointer> unknownIn(Mesh mesh) {
        return Stream.of(mesh.trustDomainAliases(), mesh.trustBundles())
                .filter(fact -> !fact.isKnown())
                .map(fact -> fact.at())
                .toList();
    }

    private static Violation violation(Mesh mesh, String domain, List<Cluster> presenting) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(mesh.subject("trustDomainAliases"));
        presenting.stream()
                .map(TrustDomainNotAccepted::declares)
                .distinct()
                .sorted(Comparator.comparing(Element::id))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(element -> subjects.add(element.subject("trustDomain")));
        return Violation.of(subjects)
                .with("mesh", mesh.name())
                .with("domain", domain)
                .with("peers", Phrase.of("cluster", presenting))
                .repairedBy(
                        PatchOperation.add(mesh.at().field("trustDomainAliases").field("-"), domain));
    }

    /** Where the trust domain of a cluster's workloads is declared. */
    static Element declares(Cluster cluster) {
        Mesh mesh = cluster.mesh().orElseThrow();
        return cluster.firstControlPlane()
                .map(TrustDomainNotAccepted::declaredBy)
                .orElse(mesh);
    }

    private static Element declaredBy(ControlPlane signer) {
        return signer.cluster()
                .filter(place -> place.ownTrustDomain().isPresent())
                .<Element>map(place -> place)
                .orElse(signer.mesh());
    }
}
