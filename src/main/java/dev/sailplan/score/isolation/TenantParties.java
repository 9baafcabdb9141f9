package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tenants as parties. A tenant owns the clusters it lists, and those of the meshes it lists. It is in these, and wherever services
 * of its namespaces run. One that lists namespaces alone is in every cluster nobody lists, of the meshes that have services in its
 * namespaces; of all meshes if none has.
 */
final class TenantParties {

    private final Ground ground;
    private final Map<String, List<Service>> services = new HashMap<>();
    private final BitSet listed = new BitSet();

    private TenantParties(Ground ground) {
        this.ground = ground;
        for (Service service : ground.topology().services()) {
            services.computeIfAbsent(service.namespace(), key -> new ArrayList<>())
                    .add(service);
        }
        ground.topology().tenants().forEach(tenant -> listed.or(ownedBy(tenant)));
    }

    static List<Party> of(Ground ground) {
        TenantParties parties = new TenantParties(ground);
        return ground.topology().tenants().stream().map(parties::partyOf).toList();
    }

    private BitSet ownedBy(Tenant tenant) {
        BitSet owned = ground.clusters().setOf(tenant.clusters());
        tenant.meshes().forEach(mesh -> owned.or(ground.clusters().setOf(mesh.clusters())));
        return owned;
    }

    private Party partyOf(Tenant tenant) {
        Presence presence = new Presence(tenant);
        Fact<Boolean> denies = tenant.isDefaultDeny();
        Extent least = ground.extentOf(presence.site(presence.clusters, denies.isKnown() && !denies.get()), false);
        Extent most = ground.extentOf(presence.site(presence.possible, !denies.orElse(false)), true);
        Map<Need, List<Pointer>> needs = ground.unknownOf(most);
        Ground.put(Need.PLACES, presence.unknown, needs);
        Ground.put(Need.DEFAULT_DENY, denies.isKnown() ? List.of() : List.of(denies.at()), needs);
        return new Party(tenant, least, needs.isEmpty() ? least : most, needs);
    }

    /** Where a tenant is. */
    private final class Presence {

        private final Tenant tenant;
        private final BitSet owned;
        private final BitSet clusters;
        private final BitSet possible;
        private final Set<Mesh> homes = new LinkedHashSet<>();
        private final List<Pointer> unknown = new ArrayList<>();

        Presence(Tenant tenant) {
            this.tenant = tenant;
            this.owned = ownedBy(tenant);
            this.clusters = (BitSet) owned.clone();
            this.possible = (BitSet) owned.clone();
            boolean hasServices = addServices();
            if (owned.isEmpty() && !tenant.namespaces().isEmpty()) {
                addUnlisted(hasServices ? homes : ground.topology().meshes());
            }
            possible.or(clusters);
        }

        private boolean addServices() {
            boolean any = false;
            for (String namespace : Set.copyOf(tenant.namespaces())) {
                for (Service service : services.getOrDefault(namespace, List.of())) {
                    if (tenant.owns(namespace, service.mesh().orElse(null))) {
                        add(service);
                        any = true;
                    }
                }
            }
            return any;
        }

        private void add(Service service) {
            service.mesh().ifPresent(homes::add);
            Fact<List<Workload>> workloads = service.workloads();
            workloads
                    .orElse(List.of())
                    .forEach(workload -> clusters.set(ground.clusters().of(workload.cluster())));
            if (!workloads.isKnown()) {
                unknown.add(workloads.at());
                service.mesh().ifPresent(mesh -> possible.or(ground.clusters().setOf(mesh.clusters())));
            }
        }

        private void addUnlisted(Iterable<Mesh> meshes) {
            for (Mesh mesh : meshes) {
                BitSet free = ground.clusters().setOf(mesh.clusters());
                free.andNot(listed);
                clusters.or(free);
            }
        }

        Ground.Site site(BitSet present, boolean open) {
            return new Ground.Site(
                    owned, present, meshesOf(present), ground.namespaces().setOf(tenant.namespaces()), places(), open);
        }

        private BitSet meshesOf(BitSet present) {
            BitSet meshes = ground.meshes().setOf(homes);
            meshes.or(ground.meshes().setOf(tenant.meshes()));
            present.stream()
                    .mapToObj(number -> ground.clusters().at(number))
                    .flatMap(cluster -> cluster.mesh().stream())
                    .forEach(mesh -> meshes.set(ground.meshes().of(mesh)));
            return meshes;
        }

        /** The meshes in which its namespaces are, as {@link Tenant#owns} has it. */
        private BitSet places() {
            if (!tenant.meshes().isEmpty()) {
                return ground.meshes().setOf(tenant.meshes());
            }
            BitSet places = new BitSet();
            tenant.clusters().stream()
                    .map(Cluster::mesh)
                    .flatMap(mesh -> mesh.stream())
                    .forEach(mesh -> places.set(ground.meshes().of(mesh)));
            if (places.isEmpty()) {
                places.set(0, ground.meshes().size() + 1);
            }
            return places;
        }
    }
}
