package dev.sailplan.rule.tenancy;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.document.Tenancy;
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
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

@RuleInfo(
        code = "TEN005",
        name = "shared-control-plane",
        severity = WARNING,
        summary = "Cluster tenants do not share a control plane, and mesh tenants do not share a trust root",
        message = "{shared} is shared by {tenants}; {consequence}",
        remedy =
                "Run a control plane of its own for each cluster tenant; issue the certificates of each mesh tenant from a root of"
                        + " its own, and exchange trust bundles where their meshes are federated.",
        source = "Istio, Deployment Models: Cluster tenancy; Mesh tenancy",
        reads = {
            "clusters.certificateAuthority.root",
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.certificateAuthority.type",
            "requirements.isolation",
            "tenants",
            "tenants.clusters",
            "tenants.isolation.required",
            "tenants.meshes"
        },
        since = "0.1")
final class SharedControlPlane implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return Stream.concat(new OfClusters(topology).outcomes(), new OfMeshes(topology).outcomes());
    }

    /** The tenants of a tenancy, by what they list. */
    private static <T> Map<T, Set<Tenant>> owners(
            Topology topology, Tenancy tenancy, Function<Tenant, List<T>> listed) {
        Map<T, Set<Tenant>> owners = new LinkedHashMap<>();
        for (Tenant tenant : topology.tenants()) {
            if (tenant.tenancy() == tenancy) {
                listed.apply(tenant)
                        .forEach(unit -> owners.computeIfAbsent(unit, key -> new LinkedHashSet<>())
                                .add(tenant));
            }
        }
        return owners;
    }

    private static Violation violation(List<Subject> places, String shared, String noun, Sharing sharing) {
        List<Subject> subjects = new ArrayList<>(places);
        sharing.tenants().stream()
                .sorted(Comparator.comparing(Tenant::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(tenant -> subjects.add(tenant.subject()));
        return Violation.of(subjects).with("shared", shared).with("tenants", Phrase.of(noun, sharing.tenants()));
    }

    /** Control planes that serve clusters of several tenants, none of which requires that they do not. */
    private static final class OfClusters {

        private final Topology topology;
        private final Map<Cluster, Set<Tenant>> owners;

        OfClusters(Topology topology) {
            this.topology = topology;
            this.owners = owners(topology, Tenancy.CLUSTER, Tenant::clusters);
            Map<Tenant, Boolean> requiring = new HashMap<>();
            owners.values()
                    .forEach(tenants -> tenants.removeIf(tenant -> requiring.computeIfAbsent(tenant, this::requires)));
            owners.values().removeIf(Set::isEmpty);
        }

        /** What a tenant shares that requires clusters of its own is TEN003. */
        private boolean requires(Tenant tenant) {
            return Requirement.of(tenant, topology)
                    .filter(Requirement::isBeyondNamespaces)
                    .isPresent();
        }

        Stream<Outcome> outcomes() {
            return owners.size() < 2
                    ? Stream.empty()
                    : topology.controlPlanes().stream().flatMap(this::judge);
        }

        private Stream<Outcome> judge(ControlPlane controlPlane) {
            Map<Tenant, Set<Set<Tenant>>> partsOf = new LinkedHashMap<>();
            for (Cluster cluster : controlPlane.servedClusters()) {
                Set<Tenant> part = owners.getOrDefault(cluster, Set.of());
                part.forEach(tenant -> partsOf.computeIfAbsent(tenant, key -> new LinkedHashSet<>())
                        .add(part));
            }
            Sharing sharing = Sharing.among(partsOf.keySet(), tenant -> true, tenant -> {
                Set<Tenant> explained = new HashSet<>();
                partsOf.getOrDefault(tenant, Set.of()).forEach(explained::addAll);
                return explained;
            });
            return sharing.isAny()
                    ? Stream.of(violation(
                                    List.of(controlPlane.subject()),
                                    "Control plane " + controlPlane.name(),
                                    "cluster tenant",
                                    sharing)
                            .with("consequence", "what one of them configures, breaks or overloads affects the others"))
                    : Stream.empty();
        }
    }

    /** Roots to which meshes of several tenants chain. */
    private static final class OfMeshes {

        private final Map<Mesh, Set<Tenant>> owners;
        private final Set<Tenant> all = new LinkedHashSet<>();
        private final Map<TrustRoot, Set<Mesh>> meshes = new LinkedHashMap<>();
        private final Map<Tenant, Set<Tenant>> excepted = new HashMap<>();
        private final Optional<Isolation> isolation;

        OfMeshes(Topology topology) {
            this.owners = owners(topology, Tenancy.MESH, Tenant::meshes);
            owners.values().forEach(all::addAll);
            this.isolation = all.size() < 2 ? Optional.empty() : Isolation.of(topology);
        }

        Stream<Outcome> outcomes() {
            if (owners.size() < 2 || all.size() < 2) {
                return Stream.empty();
            }
            for (Mesh mesh : owners.keySet()) {
                mesh.rootsInUse()
                        .forEach(root -> meshes.computeIfAbsent(root, key -> new LinkedHashSet<>())
                                .add(mesh));
            }
            List<Outcome> outcomes = new ArrayList<>();
            Set<Pointer> needs = new LinkedHashSet<>();
            meshes.forEach((root, using) -> {
                if (root instanceof TrustRoot.Undisclosed unknown) {
                    if (mayBeShared(using)) {
                        needs.add(unknown.at());
                    }
                } else {
                    judge(root, using).ifPresent(outcomes::add);
                }
            });
            if (!needs.isEmpty()) {
                outcomes.add(new Missing(List.copyOf(needs)));
            }
            return outcomes.stream();
        }

        private Set<Tenant> ownersOf(Set<Mesh> using) {
            Set<Tenant> tenants = new LinkedHashSet<>();
            using.forEach(mesh -> tenants.addAll(owners.getOrDefault(mesh, Set.of())));
            return tenants;
        }

        private boolean mayBeShared(Set<Mesh> using) {
            return ownersOf(using).stream()
                    .anyMatch(tenant -> !exceptedFor(tenant).containsAll(all));
        }

        private Optional<Outcome> judge(TrustRoot root, Set<Mesh> using) {
            if (using.size() < 2) {
                return Optional.empty();
            }
            Sharing sharing = Sharing.among(ownersOf(using), tenant -> true, this::exceptedFor);
            if (!sharing.isAny()) {
                return Optional.empty();
            }
            List<Subject> places = using.stream()
                    .filter(mesh -> owners.getOrDefault(mesh, Set.of()).stream().anyMatch(sharing.tenants()::contains))
                    .flatMap(mesh -> declarations(mesh, root))
                    .distinct()
                    .sorted(Comparator.comparing(subject -> String.valueOf(subject.element())))
                    .limit(Violation.MOST_SUBJECTS)
                    .toList();
            String label = root.label();
            return Optional.of(violation(
                            places, Character.toUpperCase(label.charAt(0)) + label.substring(1), "mesh tenant", sharing)
                    .with(
                            "consequence",
                            "a certificate signed in the mesh of one is genuine in the meshes of the others"));
        }

        /** Inside one mesh a root has to be common; and of whom TEN003 says that they are not isolated, that is enough. */
        private Set<Tenant> exceptedFor(Tenant tenant) {
            return excepted.computeIfAbsent(tenant, key -> {
                Set<Tenant> tenants = new HashSet<>(Set.of(tenant));
                tenant.meshes().forEach(mesh -> tenants.addAll(owners.getOrDefault(mesh, Set.of())));
                isolation.ifPresent(known -> tenants.addAll(known.partnersOf(tenant)));
                return tenants;
            });
        }

        /** Where a mesh, or the clusters its control planes run in, name the root they sign with. */
        private static Stream<Subject> declarations(Mesh mesh, TrustRoot root) {
            Set<Subject> places = new LinkedHashSet<>();
            for (Cluster cluster : mesh.clusters()) {
                cluster.firstControlPlane()
                        .filter(signer -> mesh.rootSignedBy(signer).equals(root))
                        .ifPresent(signer -> places.add(declaration(mesh, signer)));
            }
            return places.isEmpty() ? Stream.of(mesh.subject("certificateAuthority")) : places.stream();
        }

        private static Subject declaration(Mesh mesh, ControlPlane signer) {
            Element owner = signer.cluster()
                    .filter(place -> place.certificateAuthority().isPresent())
                    .<Element>map(place -> place)
                    .orElse(mesh);
            return owner.subject("certificateAuthority");
        }
    }
}
