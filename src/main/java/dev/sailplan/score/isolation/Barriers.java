package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.score.isolation.Barrier.Reason;
import dev.sailplan.score.isolation.Ground.Root;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Tenant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What two parties may have in common, each as a barrier to the bands above. */
final class Barriers {

    private Barriers() {}

    static Barrier nothingOwned(int band) {
        return new Barrier(
                band,
                "one of them owns anything",
                (one, other) -> one.isOfNothing() || other.isOfNothing(),
                Set.of(),
                pair -> {
                    Party empty = pair.one().certain().isOfNothing() ? pair.one() : pair.other();
                    return new Reason(
                            pair.noun() + " " + empty.name() + " owns nothing that could be kept apart", empty.at());
                });
    }

    static Barrier namespace(int band) {
        return new Barrier(
                band,
                "they own one namespace",
                Extent::sharesNamespaceWith,
                Set.of(Need.PLACES),
                pair -> new Reason(
                        pair.name() + " own one namespace, " + firstNamespace(pair),
                        pair.other().at()));
    }

    private static String firstNamespace(Pair pair) {
        return pair.ground()
                .namespaces()
                .firstInBoth(
                        pair.one().certain().namespaces(),
                        pair.other().certain().namespaces(),
                        Function.identity())
                .orElse("");
    }

    /** A cluster that one owns with everything in it, and in which the other is. */
    static Barrier ownCluster(int band) {
        return new Barrier(
                band,
                "one of them is in a cluster that the other owns",
                Extent::intrudes,
                Set.of(Need.PLACES),
                pair -> reasonOf("cluster", firstIntruded(pair), "is used by %s, one of which owns it", pair));
    }

    private static Optional<Cluster> firstIntruded(Pair pair) {
        Extent one = pair.one().certain();
        Extent other = pair.other().certain();
        Numbers<Cluster> clusters = pair.ground().clusters();
        return clusters.firstInBoth(one.owned(), other.clusters(), Element::name)
                .or(() -> clusters.firstInBoth(other.owned(), one.clusters(), Element::name));
    }

    static Barrier openCluster(int band) {
        return new Barrier(
                band,
                "they share a cluster, and deny calls by default",
                (one, other) -> one.sharesClusterWith(other) && (one.open() || other.open()),
                Set.of(Need.PLACES, Need.DEFAULT_DENY),
                Barriers::openTenant);
    }

    private static Reason openTenant(Pair pair) {
        Party open = pair.one().certain().open() ? pair.one() : pair.other();
        Pointer at =
                open.element() instanceof Tenant tenant ? tenant.isDefaultDeny().at() : open.at();
        return new Reason(pair.name() + " share a cluster, and " + open.name() + " does not deny calls by default", at);
    }

    static Barrier cluster(int band) {
        return new Barrier(
                band,
                "they share a cluster",
                Extent::sharesClusterWith,
                Set.of(Need.PLACES),
                pair -> reasonOf("cluster", firstCluster(pair), "is shared by %s", pair));
    }

    private static Optional<Cluster> firstCluster(Pair pair) {
        return pair.ground()
                .clusters()
                .firstInBoth(
                        pair.one().certain().clusters(), pair.other().certain().clusters(), Element::name);
    }

    /** A control plane that configures both, or that configures one and runs in a cluster of the other. */
    static Barrier control(int band) {
        return new Barrier(
                band,
                "they share a control plane",
                Extent::sharesControlWith,
                Set.of(Need.PLACES),
                pair -> reasonOf(
                        "control plane",
                        pair.ground()
                                .controlPlanes()
                                .firstInBoth(
                                        pair.one().certain().control(),
                                        pair.other().certain().control(),
                                        Element::name),
                        "configures, or runs with, both of %s",
                        pair));
    }

    /** A control plane that configures both, or a cluster of both, whose API server does. */
    static Barrier server(int band) {
        return new Barrier(
                band,
                "one control plane configures both",
                Extent::sharesServerWith,
                Set.of(Need.PLACES),
                Barriers::firstServer);
    }

    private static Reason firstServer(Pair pair) {
        Optional<ControlPlane> server = pair.ground()
                .controlPlanes()
                .firstInBoth(
                        pair.one().certain().servers(), pair.other().certain().servers(), Element::name);
        return server.isPresent()
                ? reasonOf("control plane", server, "configures both of %s", pair)
                : reasonOf("cluster", firstCluster(pair), "is shared by %s", pair);
    }

    static Barrier host(int band) {
        return new Barrier(
                band,
                "a control plane of one runs where the other, or its control plane, is",
                Extent::sharesHostWith,
                Set.of(Need.PLACES),
                pair -> reasonOf(
                        "cluster",
                        firstHost(pair),
                        "runs a control plane of one, and the other or its control plane, of %s",
                        pair));
    }

    private static Optional<Cluster> firstHost(Pair pair) {
        Extent one = pair.one().certain();
        Extent other = pair.other().certain();
        Numbers<Cluster> clusters = pair.ground().clusters();
        return clusters.firstInBoth(one.hosts(), other.hosts(), Element::name)
                .or(() -> clusters.firstInBoth(one.hosts(), other.clusters(), Element::name))
                .or(() -> clusters.firstInBoth(one.clusters(), other.hosts(), Element::name));
    }

    static Barrier mutualCredentials(int band) {
        return new Barrier(
                band,
                "each holds credentials for the other's API servers",
                (one, other) -> one.reads(other) && other.reads(one),
                Set.of(Need.PLACES, Need.CREDENTIALS),
                pair -> credentials(pair, ", and the other way round"));
    }

    static Barrier anyCredentials(int band) {
        return new Barrier(
                band,
                "one of them holds credentials for the other's API servers",
                (one, other) -> one.reads(other) || other.reads(one),
                Set.of(Need.PLACES, Need.CREDENTIALS),
                pair -> credentials(pair, ""));
    }

    private static Reason credentials(Pair pair, String more) {
        boolean first = pair.one().certain().reads(pair.other().certain());
        Party reader = first ? pair.one() : pair.other();
        Party read = first ? pair.other() : pair.one();
        Numbers<ControlPlane> controlPlanes = pair.ground().controlPlanes();
        Pointer at = reader.certain().servers().stream()
                .mapToObj(controlPlanes::at)
                .flatMap(server -> server.remoteSecrets().orElse(List.of()).stream())
                .filter(secret -> isIn(secret, read, pair))
                .map(RemoteSecret::at)
                .min(Comparator.naturalOrder())
                .orElse(reader.at());
        return new Reason(
                "a control plane of %s %s holds credentials for a cluster of %s%s"
                        .formatted(pair.noun(), reader.name(), read.name(), more),
                at);
    }

    private static boolean isIn(RemoteSecret secret, Party party, Pair pair) {
        return party.certain().clusters().get(pair.ground().clusters().of(secret.cluster()));
    }

    static Barrier mesh(int band) {
        return new Barrier(
                band,
                "they share a mesh",
                Extent::sharesMeshWith,
                Set.of(Need.PLACES),
                pair -> reasonOf(
                        "mesh",
                        pair.ground()
                                .meshes()
                                .firstInBoth(
                                        pair.one().certain().meshes(),
                                        pair.other().certain().meshes(),
                                        Element::name),
                        "is shared by %s",
                        pair));
    }

    static Barrier root(int band) {
        return new Barrier(
                band,
                "they share a root",
                Extent::sharesRootWith,
                Set.of(Need.PLACES, Need.ROOTS),
                pair -> root(pair, ""));
    }

    static Barrier identities(int band) {
        return new Barrier(
                band,
                "they share a root and a trust domain",
                (one, other) -> one.sharesRootWith(other) && one.sharesTrustDomainWith(other),
                Set.of(Need.PLACES, Need.ROOTS),
                pair -> root(pair, ", and a trust domain, " + firstTrustDomain(pair)));
    }

    private static String firstTrustDomain(Pair pair) {
        return pair.ground()
                .trustDomains()
                .firstInBoth(
                        pair.one().certain().trustDomains(),
                        pair.other().certain().trustDomains(),
                        Function.identity())
                .orElse("");
    }

    private static Reason root(Pair pair, String more) {
        Root shared = pair.ground()
                .roots()
                .firstInBoth(
                        pair.one().certain().roots(), pair.other().certain().roots(), Root::label)
                .orElseThrow();
        return new Reason(
                pair.name() + " share " + shared.label() + more, pair.ground().at(shared));
    }

    static Barrier mutualTrust(int band) {
        return new Barrier(
                band,
                "each trusts the other's root",
                (one, other) -> one.trusts(other) && other.trusts(one),
                Set.of(Need.PLACES, Need.ROOTS, Need.BUNDLES),
                pair -> trust(pair, ", and the other way round"));
    }

    static Barrier anyTrust(int band) {
        return new Barrier(
                band,
                "one of them trusts the other's root",
                (one, other) -> one.trusts(other) || other.trusts(one),
                Set.of(Need.PLACES, Need.ROOTS, Need.BUNDLES),
                pair -> trust(pair, ""));
    }

    private static Reason trust(Pair pair, String more) {
        boolean first = pair.one().certain().trusts(pair.other().certain());
        Party trusting = first ? pair.one() : pair.other();
        Party trusted = first ? pair.other() : pair.one();
        Pointer at = trusting.certain().meshes().stream()
                .mapToObj(pair.ground().meshes()::at)
                .filter(mesh -> mesh.trustBundles().isKnown())
                .min(Comparator.comparing(Mesh::name))
                .map(mesh -> mesh.trustBundles().at())
                .orElse(trusting.at());
        return new Reason(
                "a mesh of %s %s holds a bundle with a root of %s%s"
                        .formatted(pair.noun(), trusting.name(), trusted.name(), more),
                at);
    }

    private static Reason reasonOf(String noun, Optional<? extends Element> shared, String clause, Pair pair) {
        Element element = shared.orElseThrow();
        return new Reason(noun + " " + element.name() + " " + clause.formatted(pair.name()), element.at());
    }
}
