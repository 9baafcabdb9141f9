package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may call whom by the policies that tenants and services declare. */
final class Policy {

    private record Place(
            @Nullable String namespace,
            @Nullable Cluster cluster,
            @Nullable Mesh mesh) {}

    private final List<Tenant> tenants;
    private final Map<Place, Set<Tenant>> owners = new ConcurrentHashMap<>();

    Policy(Topology topology) {
        this.tenants = topology.tenants();
    }

    /** The tenants a caller belongs to: by its namespace if that is known, its cluster and its mesh. */
    Set<Tenant> ofCaller(Cluster cluster, @Nullable String namespace) {
        return ownersOf(namespace, cluster, cluster.mesh().orElse(null));
    }

    private Set<Tenant> ownersOf(@Nullable String namespace, Cluster cluster, @Nullable Mesh mesh) {
        return tenants.isEmpty()
                ? Set.of()
                : owners.computeIfAbsent(new Place(namespace, cluster, mesh), this::findOwners);
    }

    private Set<Tenant> findOwners(Place place) {
        Set<Tenant> found = new LinkedHashSet<>();
        for (Tenant tenant : tenants) {
            boolean owns = ownsNamespace(tenant, place)
                    || (place.cluster() != null && tenant.clusters().contains(place.cluster()))
                    || (place.mesh() != null && tenant.meshes().contains(place.mesh()));
            if (owns) {
                found.add(tenant);
            }
        }
        return found;
    }

    private static boolean ownsNamespace(Tenant tenant, Place place) {
        return place.namespace() != null && tenant.owns(place.namespace(), place.mesh());
    }

    /**
     * Whether a caller may call the endpoints of a service in a cluster.
     *
     * @param caller the tenants the caller belongs to
     * @param anonymous whether the caller's namespace is not known
     */
    Judgement allows(Set<Tenant> caller, boolean anonymous, Service service, Cluster server) {
        Optional<List<Tenant>> allowed = service.allowedTenants();
        if (tenants.isEmpty() && allowed.isEmpty()) {
            return Judgement.of(true);
        }
        Set<Tenant> owners =
                ownersOf(service.namespace(), server, service.mesh().orElse(null));
        if (caller.stream().anyMatch(owners::contains)) {
            return Judgement.of(true);
        }
        if (allowed.isPresent()) {
            return Judgement.of(isAmong(caller, anonymous, allowed.get()));
        }
        return denyByDefault(owners).isNo()
                ? Judgement.of(true)
                : mayCall(caller, anonymous, owners)
                        .or(() -> denyByDefault(owners).not());
    }

    private static boolean isAmong(Set<Tenant> caller, boolean anonymous, List<Tenant> allowed) {
        return caller.isEmpty() ? anonymous : caller.stream().anyMatch(allowed::contains);
    }

    private static Judgement denyByDefault(Set<Tenant> owners) {
        Judgement denies = Judgement.of(false);
        for (Tenant owner : owners) {
            Fact<Boolean> deny = owner.isDefaultDeny();
            denies = denies.or(() -> deny.isKnown() ? Judgement.of(deny.get()) : Judgement.unknown(deny.at()));
        }
        return denies;
    }

    private static Judgement mayCall(Set<Tenant> caller, boolean anonymous, Set<Tenant> owners) {
        if (caller.isEmpty()) {
            return Judgement.of(anonymous);
        }
        boolean stated = false;
        List<Pointer> unknown = new ArrayList<>();
        for (Tenant tenant : caller) {
            Fact<List<Tenant>> callees = tenant.mayCall();
            stated |= callees.orElse(List.of()).stream().anyMatch(owners::contains);
            if (!callees.isKnown()) {
                unknown.add(callees.at());
            }
        }
        return stated || unknown.isEmpty() ? Judgement.of(stated) : Judgement.unknown(unknown.toArray(Pointer[]::new));
    }
}
