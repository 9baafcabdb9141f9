package dev.sailplan.topology;

import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.IsolationDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Tenancy;
import dev.sailplan.document.TenantDocument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A group of users that share access to what they own. */
public final class Tenant implements Element {

    private final TenantDocument written;
    private final Pointer at;
    private final ElementId id;
    private final List<Cluster> clusters;
    private final List<Mesh> meshes;
    private final Set<Mesh> places;
    private final Set<String> ownNamespaces;
    private @Nullable List<Tenant> mayCall;

    Tenant(TenantDocument written, Pointer at, List<Cluster> clusters, List<Mesh> meshes) {
        this.written = written;
        this.at = at;
        this.id = new ElementId(ElementKind.TENANT, Topology.named(written.name()));
        this.clusters = clusters;
        this.meshes = meshes;
        this.places = meshes.isEmpty() ? meshesOf(clusters) : Set.copyOf(meshes);
        this.ownNamespaces = Set.copyOf(namespaces());
    }

    private static Set<Mesh> meshesOf(List<Cluster> clusters) {
        return clusters.stream().flatMap(cluster -> cluster.mesh().stream()).collect(Collectors.toUnmodifiableSet());
    }

    void mayCall(List<Tenant> callees) {
        mayCall = List.copyOf(callees);
    }

    TenantDocument written() {
        return written;
    }

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    /** The unit it is given. */
    public Tenancy tenancy() {
        return Objects.requireNonNull(written.tenancy());
    }

    public List<String> namespaces() {
        return Objects.requireNonNullElse(written.namespaces(), List.of());
    }

    public List<Cluster> clusters() {
        return clusters;
    }

    public List<Mesh> meshes() {
        return meshes;
    }

    /**
     * Whether a namespace is its own in a mesh, or among services of no mesh. Its namespaces are in the meshes it lists, else in those
     * of its clusters, else in all.
     */
    public boolean owns(String namespace, @Nullable Mesh mesh) {
        return ownNamespaces.contains(namespace) && (places.isEmpty() || (mesh != null && places.contains(mesh)));
    }

    /** The isolation it requires; none if it requires none. */
    public Optional<Tenancy> requiredIsolation() {
        IsolationDocument isolation = written.isolation();
        return Optional.ofNullable(isolation == null ? null : isolation.required());
    }

    public Fact<Boolean> isDefaultDeny() {
        IsolationDocument isolation = written.isolation();
        return new Fact<>(
                at.field("isolation").field("defaultDeny"), isolation == null ? null : isolation.defaultDeny());
    }

    /** The tenants it may call. */
    public Fact<List<Tenant>> mayCall() {
        return new Fact<>(at.field("mayCall"), mayCall);
    }
}
