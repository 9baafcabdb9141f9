package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.TrustBundle;
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What parties stand on: everything they may share, numbered, and what each cluster and mesh brings with it. */
final class Ground {

    /**
     * A root as far as it is told apart from others.
     *
     * @param signedAt where it is used to sign, if that is all that is known of it
     */
    record Root(TrustRoot root, String signedAt) {

        static Root of(TrustRoot root, String signedAt) {
            boolean known = !(root instanceof TrustRoot.Undisclosed unknown) || unknown.common();
            return new Root(root, known ? "" : signedAt);
        }

        boolean isUnknown() {
            return root instanceof TrustRoot.Undisclosed;
        }

        String label() {
            return root.label();
        }
    }

    /** A set that is certain, and what it may be. */
    private record Range(BitSet certain, BitSet possible) {

        static Range empty() {
            return new Range(new BitSet(), new BitSet());
        }

        BitSet get(boolean optimistic) {
            return optimistic ? possible : certain;
        }

        void add(Range other) {
            certain.or(other.certain);
            possible.or(other.possible);
        }
    }

    /** What a trust bundle is told apart by. */
    private record Bundle(@Nullable Mesh mesh, @Nullable String root) {}

    private final Topology topology;
    private final Numbers<Cluster> clusters;
    private final Numbers<Mesh> meshes;
    private final Numbers<ControlPlane> controlPlanes;
    private final Numbers<Network> networks;
    private final Numbers<String> namespaces = new Numbers<>();
    private final Numbers<Root> roots = new Numbers<>();
    private final Numbers<String> trustDomains = new Numbers<>();
    private final Map<Root, Pointer> rootAt = new HashMap<>();
    private final Map<Cluster, Optional<Root>> rootOf = new HashMap<>();
    private final Map<Mesh, Range> trusted = new HashMap<>();
    private final Map<ControlPlane, Range> readable = new HashMap<>();
    private final Map<Cluster, List<ControlPlane>> runningIn = new HashMap<>();

    Ground(Topology topology) {
        this.topology = topology;
        this.clusters = Numbers.of(topology.clusters());
        this.meshes = Numbers.of(topology.meshes());
        this.controlPlanes = Numbers.of(topology.controlPlanes());
        this.networks = Numbers.of(topology.networks());
        topology.clusters().forEach(this::addIdentity);
        Map<Bundle, Range> known = new HashMap<>();
        topology.meshes().forEach(mesh -> trusted.put(mesh, trustedBy(mesh, known)));
        topology.controlPlanes().forEach(this::addControlPlane);
    }

    Topology topology() {
        return topology;
    }

    Numbers<Cluster> clusters() {
        return clusters;
    }

    Numbers<Mesh> meshes() {
        return meshes;
    }

    Numbers<ControlPlane> controlPlanes() {
        return controlPlanes;
    }

    Numbers<Root> roots() {
        return roots;
    }

    Numbers<String> trustDomains() {
        return trustDomains;
    }

    Numbers<String> namespaces() {
        return namespaces;
    }

    private void addIdentity(Cluster cluster) {
        cluster.network().ifPresent(networks::of);
        Optional<Root> root = cluster.firstControlPlane()
                .map(signer -> Root.of(signer.mesh().rootSignedBy(signer), signer.signingPlace()))
                .or(() -> cluster.mesh().map(mesh -> Root.of(mesh.declaredRoot(), "mesh " + mesh.name())));
        root.ifPresent(known -> {
            roots.of(known);
            rootAt.merge(known, authorityAt(cluster), (one, other) -> one.compareTo(other) <= 0 ? one : other);
        });
        rootOf.put(cluster, root);
        trustDomains.of(trustDomainOf(cluster));
    }

    private static Pointer authorityAt(Cluster cluster) {
        return cluster.firstControlPlane()
                .map(signer -> signer.mesh().authorityOf(signer).at())
                .or(() -> cluster.mesh().map(mesh -> mesh.certificateAuthority().at()))
                .orElse(cluster.at());
    }

    /** Where a root is first declared. */
    Pointer at(Root root) {
        return rootAt.getOrDefault(root, Pointer.ROOT);
    }

    private static String trustDomainOf(Cluster cluster) {
        return cluster.firstControlPlane()
                .map(ControlPlane::trustDomain)
                .or(() -> cluster.mesh().map(Mesh::trustDomain))
                .orElse("");
    }

    private Range trustedBy(Mesh mesh, Map<Bundle, Range> known) {
        Fact<List<TrustBundle>> bundles = mesh.trustBundles();
        Range all = Range.empty();
        for (TrustBundle bundle : bundles.orElse(List.of())) {
            all.add(known.computeIfAbsent(new Bundle(bundle.mesh(), bundle.root()), key -> heldIn(bundle)));
        }
        return bundles.isKnown() ? all : new Range(new BitSet(), roots.all());
    }

    private Range heldIn(TrustBundle bundle) {
        Range held = Range.empty();
        for (int number = 0; number < roots.size(); number++) {
            Judgement holds = bundle.holds(roots.at(number).root());
            held.certain().set(number, holds.isYes());
            held.possible().set(number, !holds.isNo());
        }
        return held;
    }

    private void addControlPlane(ControlPlane controlPlane) {
        Fact<List<RemoteSecret>> secrets = controlPlane.remoteSecrets();
        BitSet read = clusters.setOf(
                secrets.orElse(List.of()).stream().map(RemoteSecret::cluster).toList());
        controlPlane.ownCluster().asOptional().ifPresent(own -> read.set(clusters.of(own)));
        boolean settled = secrets.isKnown() && controlPlane.ownCluster().isKnown();
        readable.put(controlPlane, new Range(read, settled ? read : clusters.all()));
        controlPlane
                .cluster()
                .ifPresent(place -> runningIn
                        .computeIfAbsent(place, key -> new ArrayList<>())
                        .add(controlPlane));
    }

    /** A set of clusters, their meshes and what else a party is. */
    record Site(BitSet owned, BitSet clusters, BitSet meshes, BitSet namespaces, BitSet places, boolean open) {}

    /**
     * Works out how far a party extends.
     *
     * @param possible whether what may be counts beside what is certain
     */
    Extent extentOf(Site site, boolean possible) {
        BitSet servers = union(site.clusters(), cluster -> controlPlanes.setOf(cluster.controlPlanes()));
        BitSet control = union(site.clusters(), this::setOfThoseIn);
        control.or(servers);
        return new Extent(
                site.owned(),
                site.clusters(),
                site.meshes(),
                servers,
                control,
                unionOf(controlPlanes, servers, this::hostOf),
                unionOf(
                        controlPlanes,
                        servers,
                        server -> rangeOf(readable, server).get(possible)),
                union(site.clusters(), cluster -> rootsOf(cluster, possible)),
                union(site.clusters(), cluster -> setOf(trustDomains.of(trustDomainOf(cluster)))),
                unionOf(meshes, site.meshes(), mesh -> rangeOf(trusted, mesh).get(possible)),
                union(site.clusters(), this::networksOf),
                site.namespaces(),
                site.places(),
                site.open());
    }

    private static <T> Range rangeOf(Map<T, Range> ranges, T thing) {
        return ranges.getOrDefault(thing, Range.empty());
    }

    private BitSet setOfThoseIn(Cluster cluster) {
        return controlPlanes.setOf(runningIn.getOrDefault(cluster, List.of()));
    }

    private BitSet hostOf(ControlPlane server) {
        return server.cluster().map(place -> setOf(clusters.of(place))).orElseGet(BitSet::new);
    }

    private BitSet rootsOf(Cluster cluster, boolean possible) {
        Optional<Root> root = rootOf.getOrDefault(cluster, Optional.empty());
        if (root.isEmpty()) {
            return new BitSet();
        }
        return possible && root.get().isUnknown() ? roots.all() : setOf(roots.of(root.get()));
    }

    /** A cluster without a network is on every one. */
    private BitSet networksOf(Cluster cluster) {
        return cluster.network().map(network -> setOf(networks.of(network))).orElseGet(networks::all);
    }

    private BitSet union(BitSet some, Function<Cluster, BitSet> of) {
        return unionOf(clusters, some, of);
    }

    private static <T> BitSet unionOf(Numbers<T> numbers, BitSet some, Function<T, BitSet> of) {
        BitSet union = new BitSet();
        some.stream().forEach(number -> union.or(of.apply(numbers.at(number))));
        return union;
    }

    static BitSet setOf(int number) {
        BitSet set = new BitSet();
        set.set(number);
        return set;
    }

    /** The facts that are unknown of clusters and meshes, by what they decide. */
    Map<Need, List<Pointer>> unknownOf(Extent extent) {
        Map<Need, List<Pointer>> needs = new EnumMap<>(Need.class);
        put(Need.ROOTS, unknownRoots(extent), needs);
        put(Need.BUNDLES, unknownOf(meshes, extent.meshes(), Mesh::trustBundles), needs);
        List<Pointer> credentials =
                new ArrayList<>(unknownOf(controlPlanes, extent.servers(), ControlPlane::remoteSecrets));
        credentials.addAll(unknownOf(controlPlanes, extent.servers(), ControlPlane::ownCluster));
        put(Need.CREDENTIALS, credentials, needs);
        return needs;
    }

    static void put(Need need, List<Pointer> facts, Map<Need, List<Pointer>> needs) {
        if (!facts.isEmpty()) {
            needs.put(need, List.copyOf(facts));
        }
    }

    private List<Pointer> unknownRoots(Extent extent) {
        return extent.clusters().stream()
                .mapToObj(clusters::at)
                .flatMap(cluster -> rootOf.getOrDefault(cluster, Optional.empty()).stream())
                .filter(Root::isUnknown)
                .map(root -> ((TrustRoot.Undisclosed) root.root()).at())
                .distinct()
                .toList();
    }

    private static <T> List<Pointer> unknownOf(Numbers<T> numbers, BitSet some, Function<T, Fact<?>> fact) {
        return some.stream()
                .mapToObj(numbers::at)
                .<Fact<?>>map(fact)
                .filter(each -> !each.isKnown())
                .<Pointer>map(Fact::at)
                .distinct()
                .toList();
    }
}
