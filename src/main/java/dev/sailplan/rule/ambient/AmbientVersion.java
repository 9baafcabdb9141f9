package dev.sailplan.rule.ambient;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "AMB002",
        name = "ambient-version",
        severity = ERROR,
        summary =
                "Control planes of ambient clusters on several networks have a version that supports them and their trust domains",
        message = "{controlPlanes} of mesh {mesh} ({versions}) cannot {what}; {consequence}",
        remedy =
                "Upgrade the control planes, and until a version supports it use one trust domain for all ambient clusters of a"
                        + " mesh: cluster.local before 1.28.",
        source = "Istio release notes 1.27 and 1.28: ambient multi-network, custom trust domains",
        reads = {
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "clusters.trustDomain",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.features.AMBIENT_ENABLE_MULTI_NETWORK",
            "controlPlanes.version",
            "istioVersion",
            "meshes.dataPlane",
            "meshes.trustDomain"
        },
        since = "0.1")
final class AmbientVersion implements TopologyRule {

    private static final MinorVersion MULTI_NETWORK = new MinorVersion(1, 27);
    private static final MinorVersion CUSTOM_TRUST_DOMAIN = new MinorVersion(1, 28);

    /** The newest version of which it is known that trust domains must not differ. */
    private static final MinorVersion ONE_TRUST_DOMAIN = new MinorVersion(1, 31);

    private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";
    private static final String HANDSHAKE = "calls between networks fail in the TLS handshake";

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(mesh -> new Ambient(mesh).outcomes());
    }

    private static boolean isOlder(ControlPlane controlPlane, MinorVersion version) {
        return controlPlane.version().compareTo(version) < 0;
    }

    /** What is ambient in a mesh, and across which networks. */
    private static final class Ambient {

        private final Mesh mesh;
        private final Map<ControlPlane, Set<Network>> networks = new LinkedHashMap<>();
        private final Map<String, Set<Network>> trustDomains = new LinkedHashMap<>();

        Ambient(Mesh mesh) {
            this.mesh = mesh;
            for (Cluster cluster : mesh.clusters()) {
                if (cluster.dataPlane() == DataPlane.AMBIENT) {
                    cluster.network().ifPresent(network -> add(cluster, network));
                }
            }
        }

        private void add(Cluster cluster, Network network) {
            trustDomains
                    .computeIfAbsent(mesh.trustDomainOf(cluster), key -> new LinkedHashSet<>())
                    .add(network);
            cluster.controlPlanes()
                    .forEach(server -> networks.computeIfAbsent(server, key -> new LinkedHashSet<>())
                            .add(network));
        }

        Stream<Outcome> outcomes() {
            Set<Network> all = new LinkedHashSet<>();
            trustDomains.values().forEach(all::addAll);
            if (all.size() < 2) {
                return Stream.empty();
            }
            return Stream.of(tooOld(), tooOldForItsTrustDomain(), withOthersTrustDomain())
                    .flatMap(outcomes -> outcomes);
        }

        private List<ControlPlane> servers(Predicate<ControlPlane> which) {
            return networks.keySet().stream()
                    .filter(which)
                    .filter(ControlPlane::isAmbientMultiNetwork)
                    .sorted(Comparator.comparing(ControlPlane::name))
                    .toList();
        }

        private Stream<Outcome> tooOld() {
            List<ControlPlane> old = servers(server -> isOlder(server, MULTI_NETWORK));
            return violation(
                    old,
                    "join ambient clusters across networks before " + MULTI_NETWORK,
                    "ambient clients are given no endpoint on another network");
        }

        private Stream<Outcome> tooOldForItsTrustDomain() {
            List<ControlPlane> old = servers(server -> !isOlder(server, MULTI_NETWORK)
                    && isOlder(server, CUSTOM_TRUST_DOMAIN)
                    && !server.trustDomain().equals(DEFAULT_TRUST_DOMAIN));
            List<String> custom = old.stream().map(ControlPlane::trustDomain).toList();
            return violation(
                    old,
                    "verify trust domain " + Phrase.names(custom) + " across networks before " + CUSTOM_TRUST_DOMAIN,
                    HANDSHAKE);
        }

        private Stream<Outcome> withOthersTrustDomain() {
            List<ControlPlane> confused = servers(server -> !isOlder(server, MULTI_NETWORK)
                    && server.version().compareTo(ONE_TRUST_DOMAIN) <= 0
                    && meetsOthers(server));
            return violation(
                    whereTheyDiffer(),
                    confused,
                    "verify trust domains that differ (" + Phrase.names(trustDomains.keySet())
                            + ") across networks, as none up to " + ONE_TRUST_DOMAIN + " can",
                    HANDSHAKE);
        }

        /** The clusters that state a trust domain of their own for the control plane in them. */
        private List<Subject> whereTheyDiffer() {
            return networks.keySet().stream()
                    .flatMap(server -> server.cluster().stream())
                    .filter(cluster -> cluster.ownTrustDomain().isPresent())
                    .distinct()
                    .sorted(Comparator.comparing(Cluster::name))
                    .map(cluster -> cluster.subject("trustDomain"))
                    .toList();
        }

        /** Whether clients it serves may call ambient workloads of another trust domain on another network. */
        private boolean meetsOthers(ControlPlane server) {
            Set<Network> own = networks.getOrDefault(server, Set.of());
            return trustDomains.entrySet().stream()
                    .filter(other -> !other.getKey().equals(server.trustDomain()))
                    .flatMap(other -> other.getValue().stream())
                    .anyMatch(network -> own.size() > 1 || !own.contains(network));
        }

        private Stream<Outcome> violation(List<ControlPlane> servers, String what, String consequence) {
            return violation(List.of(), servers, what, consequence);
        }

        private Stream<Outcome> violation(
                List<Subject> places, List<ControlPlane> servers, String what, String consequence) {
            if (servers.isEmpty()) {
                return Stream.empty();
            }
            List<Subject> subjects = new ArrayList<>(places);
            servers.forEach(server -> subjects.add(server.subject("version")));
            String versions = servers.stream()
                    .map(ControlPlane::version)
                    .distinct()
                    .sorted()
                    .map(MinorVersion::toString)
                    .collect(Collectors.joining(", "));
            return Stream.of(Violation.of(
                            subjects.stream().limit(Violation.MOST_SUBJECTS).toList())
                    .with("controlPlanes", Phrase.of("Control plane", servers))
                    .with("mesh", mesh.name())
                    .with("versions", versions)
                    .with("what", what)
                    .with("consequence", consequence));
        }
    }
}
