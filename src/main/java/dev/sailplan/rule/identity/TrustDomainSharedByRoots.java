package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
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
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN005",
        name = "trust-domain-shared-by-roots",
        severity = ERROR,
        summary = "Federated meshes with different roots have different trust domains",
        message =
                "Federated meshes {meshes} have different roots and one trust domain, {domain}; a policy that admits an identity"
                        + " of one admits the same name in the other",
        remedy =
                "Give each mesh a trust domain of its own, keep the old one among its trustDomainAliases while workloads move,"
                        + " and let the bundles name the new ones; or issue both from one root.",
        source = "SPIFFE, Trust Domain and Bundle; Istio, Deployment Models: Trust between meshes",
        reads = {
            "clusters.certificateAuthority.root",
            "clusters.certificateAuthority.type",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.trustDomain",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.istioNamespace",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.certificateAuthority.type",
            "meshes.federatesWith",
            "meshes.trustDomain"
        },
        since = "0.1")
final class TrustDomainSharedByRoots implements TopologyRule {

    /** The roots behind one trust domain of a mesh. */
    private static final class Signed {
        private final Set<TrustRoot> roots = new LinkedHashSet<>();
        private final Set<String> places = new HashSet<>();

        void add(TrustRoot root, String place) {
            roots.add(root);
            places.add(place);
        }

        Stream<TrustRoot> known() {
            return roots.stream().filter(root -> !(root instanceof TrustRoot.Undisclosed));
        }

        Stream<Pointer> unknown() {
            return roots.stream()
                    .filter(TrustRoot.Undisclosed.class::isInstance)
                    .map(root -> ((TrustRoot.Undisclosed) root).at());
        }
    }

    @Override
    public Stream<Outcome> check(Topology topology) {
        return new Case(topology).outcomes();
    }

    /** Meshes that share a domain are one finding as far as federation connects them. */
    private static final class Case {

        private final Topology topology;
        private final Map<Mesh, Map<String, Signed>> signed = new HashMap<>();
        private final Map<String, Map<Mesh, Set<Mesh>>> differing = new TreeMap<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Case(Topology topology) {
            this.topology = topology;
        }

        Stream<Outcome> outcomes() {
            Set<Mesh> done = new HashSet<>();
            for (Mesh mesh : topology.meshes()) {
                done.add(mesh);
                mesh.peers().stream().filter(peer -> !done.contains(peer)).forEach(peer -> compare(mesh, peer));
            }
            Stream<Outcome> violations = differing.entrySet().stream()
                    .flatMap(entry -> groupsOf(entry.getValue()).map(group -> violation(entry.getKey(), group)));
            return needs.isEmpty() ? violations : Stream.concat(violations, Stream.of(new Missing(List.copyOf(needs))));
        }

        private void compare(Mesh mesh, Mesh peer) {
            Map<String, Signed> peers = domainsOf(peer);
            domainsOf(mesh).forEach((domain, own) -> {
                Signed other = peers.get(domain);
                if (other != null && differ(own, other)) {
                    Map<Mesh, Set<Mesh>> edges = differing.computeIfAbsent(domain, key -> new LinkedHashMap<>());
                    edges.computeIfAbsent(mesh, key -> new LinkedHashSet<>()).add(peer);
                    edges.computeIfAbsent(peer, key -> new LinkedHashSet<>()).add(mesh);
                } else if (other != null && !isOneRoot(own, other)) {
                    Stream.concat(own.unknown(), other.unknown()).forEach(needs::add);
                }
            });
        }

        /** By what the workloads' certificates say; where nobody signs yet, by what the mesh declares. */
        private Map<String, Signed> domainsOf(Mesh mesh) {
            return signed.computeIfAbsent(mesh, key -> {
                Map<String, Signed> domains = new LinkedHashMap<>();
                for (Cluster cluster : mesh.clusters()) {
                    Optional<ControlPlane> signer = cluster.firstControlPlane();
                    signer.ifPresent(signs -> domains.computeIfAbsent(signs.trustDomain(), domain -> new Signed())
                            .add(mesh.rootSignedBy(signs), signs.signingPlace()));
                }
                if (domains.isEmpty()) {
                    Signed declared = new Signed();
                    declared.add(mesh.declaredRoot(), mesh.at().text());
                    domains.put(mesh.trustDomain(), declared);
                }
                return domains;
            });
        }

        /** Of any two roots that are known and not the same, one is not that of the other mesh, whichever that has. */
        private static boolean differ(Signed one, Signed other) {
            return Stream.concat(one.known(), other.known()).distinct().count() > 1;
        }

        /** Whether both chain to one root, whichever it is. */
        private static boolean isOneRoot(Signed one, Signed other) {
            Set<TrustRoot> roots = new HashSet<>(one.roots);
            roots.addAll(other.roots);
            Set<String> places = new HashSet<>(one.places);
            places.addAll(other.places);
            TrustRoot first = one.roots.iterator().next();
            return roots.size() == 1
                    && (places.size() == 1 || first.isSameAs(first).orElse(false));
        }

        private static Stream<Set<Mesh>> groupsOf(Map<Mesh, Set<Mesh>> edges) {
            Set<Mesh> seen = new HashSet<>();
            return edges.keySet().stream().filter(mesh -> !seen.contains(mesh)).map(mesh -> {
                Set<Mesh> group = new LinkedHashSet<>();
                Deque<Mesh> next = new ArrayDeque<>(List.of(mesh));
                while (!next.isEmpty()) {
                    Mesh current = next.poll();
                    if (seen.add(current)) {
                        group.add(current);
                        next.addAll(edges.getOrDefault(current, Set.of()));
                    }
                }
                return group;
            });
        }

        private static Outcome violation(String domain, Set<Mesh> group) {
            List<Subject> subjects = new ArrayList<>();
            group.stream()
                    .flatMap(mesh -> declaring(mesh, domain))
                    .distinct()
                    .sorted(Comparator.comparing(Element::id))
                    .limit(Violation.MOST_SUBJECTS)
                    .forEach(element -> subjects.add(element.subject("trustDomain")));
            return Violation.of(subjects).with("meshes", Phrase.of(group)).with("domain", domain);
        }

        /** Where a mesh, or the clusters that differ from it, say that this is the trust domain. */
        private static Stream<Element> declaring(Mesh mesh, String domain) {
            List<Element> elements = mesh.clusters().stream()
                    .filter(cluster -> cluster.firstControlPlane().isPresent()
                            && mesh.trustDomainOf(cluster).equals(domain))
                    .map(TrustDomainNotAccepted::declares)
                    .toList();
            return elements.isEmpty() ? Stream.of(mesh) : elements.stream();
        }
    }
}
