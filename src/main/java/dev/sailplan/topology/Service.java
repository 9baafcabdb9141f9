package dev.sailplan.topology;

import dev.sailplan.document.ClientTls;
import dev.sailplan.document.DataPlane;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.LocalityDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.PortDocument;
import dev.sailplan.document.ServiceDocument;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.document.ServiceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service of a mesh: everything of one namespace and name in it, whichever clusters it is in. */
public final class Service implements Element {

    private final ServiceDocument written;
    private final Pointer at;
    private final ElementId id;
    private final @Nullable Mesh mesh;
    private final @Nullable List<Workload> workloads;
    private final @Nullable Map<Cluster, ServiceObject> objects;
    private final Set<Cluster> serviceEntries;
    private final @Nullable Set<Cluster> exportedIn;
    private final @Nullable List<Tenant> allowedTenants;

    Service(ServiceDocument written, Pointer at, ElementId id, @Nullable Mesh mesh, Parts parts) {
        this.written = written;
        this.at = at;
        this.id = id;
        this.mesh = mesh;
        this.workloads = parts.workloads;
        this.objects = parts.objects;
        this.serviceEntries = parts.serviceEntries;
        this.exportedIn = parts.exportedIn;
        this.allowedTenants = parts.allowedTenants;
    }

    /** What a service refers to, resolved. */
    record Parts(
            @Nullable List<Workload> workloads,
            @Nullable Map<Cluster, ServiceObject> objects,
            Set<Cluster> serviceEntries,
            @Nullable Set<Cluster> exportedIn,
            @Nullable List<Tenant> allowedTenants) {}

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    /** The mesh it belongs to; none in a document without meshes. */
    public Optional<Mesh> mesh() {
        return Optional.ofNullable(mesh);
    }

    public String namespace() {
        return Topology.named(written.namespace());
    }

    /** Its name without the namespace. */
    public String shortName() {
        return Topology.named(written.name());
    }

    /** The host name by which Istio knows it. */
    public String host() {
        return shortName() + "." + namespace() + ".svc.cluster.local";
    }

    public Fact<List<PortDocument>> ports() {
        return new Fact<>(at.field("ports"), written.ports());
    }

    /** The ports of its Service object in a cluster: the object's own, else the service's. */
    public Fact<List<PortDocument>> portsIn(Cluster cluster) {
        return objectIn(cluster)
                .filter(object -> object.ports().isPresent())
                .map(object -> new Fact<>(at, object.ports().get()))
                .orElseGet(this::ports);
    }

    /** The ports of all its definitions; unknown if those of any are. */
    public Fact<List<PortDocument>> allPorts() {
        List<PortDocument> all = new ArrayList<>(ports().orElse(List.of()));
        for (ServiceObject object : objects == null ? List.<ServiceObject>of() : objects.values()) {
            object.ports().ifPresent(all::addAll);
        }
        boolean everyObjectStatesThem = objects != null
                && !objects.isEmpty()
                && objects.values().stream().allMatch(object -> object.ports().isPresent());
        return new Fact<>(at.field("ports"), ports().isKnown() || everyObjectStatesThem ? all : null);
    }

    /** The Service objects that are stated, by cluster. */
    public Map<Cluster, ServiceObject> statedObjects() {
        return objects == null ? Map.of() : objects;
    }

    /** Whether its Service object in a cluster is headless: as the object says, else as the service does. */
    public boolean isHeadlessIn(Cluster cluster) {
        return objectIn(cluster).flatMap(ServiceObject::headless).orElseGet(this::isHeadless);
    }

    private Optional<ServiceObject> objectIn(Cluster cluster) {
        return Optional.ofNullable(objects).map(stated -> stated.get(cluster));
    }

    /** Whether the clusters in which it is defined are stated, and not derived from its workloads. */
    public Fact<Boolean> statesWhereDefined() {
        return new Fact<>(at.field("definedIn"), objects == null ? null : true);
    }

    public boolean isHeadless() {
        return Boolean.TRUE.equals(written.headless());
    }

    public ServiceType type() {
        return Objects.requireNonNullElse(written.type(), ServiceType.CLUSTER_IP);
    }

    /** The TLS mode a DestinationRule sets; none if it sets none. */
    public Optional<ClientTls> clientTls() {
        return Optional.ofNullable(written.clientTls());
    }

    /** The Kubernetes Service objects by cluster: stated, else one in each cluster of its workloads. */
    public Fact<Map<Cluster, ServiceObject>> objects() {
        if (objects != null) {
            return new Fact<>(at.field("definedIn"), objects);
        }
        if (workloads == null) {
            return new Fact<>(at.field("workloads"), null);
        }
        Map<Cluster, ServiceObject> derived = new LinkedHashMap<>();
        for (Workload workload : workloads) {
            derived.computeIfAbsent(workload.cluster(), cluster -> ServiceObject.like(this, cluster));
        }
        return new Fact<>(at.field("definedIn"), Collections.unmodifiableMap(derived));
    }

    /** Clusters with a ServiceEntry instead of a Service. */
    public Set<Cluster> serviceEntries() {
        return serviceEntries;
    }

    /** Clusters with an MCS ServiceExport; asked only where MCS discovery is on, for else there are none that matter. */
    public Fact<Set<Cluster>> exportedIn() {
        return new Fact<>(at.field("exportedIn"), exportedIn);
    }

    public Optional<LocalityDocument> locality() {
        return Optional.ofNullable(written.locality());
    }

    /** Who may call it; none stated is everyone who can reach it. */
    public Optional<List<Tenant>> allowedTenants() {
        return Optional.ofNullable(allowedTenants);
    }

    public Fact<List<Workload>> workloads() {
        return new Fact<>(at.field("workloads"), workloads);
    }

    /** Whether its endpoints in a cluster are offered to other clusters. */
    public ServiceScope scopeIn(Cluster cluster) {
        ServiceScope stated = objectIn(cluster).flatMap(ServiceObject::scope).orElse(written.scope());
        ServiceScope inherited =
                cluster.dataPlane() == DataPlane.AMBIENT ? ServiceScope.CLUSTER_LOCAL : ServiceScope.MESH;
        return Objects.requireNonNullElse(stated, inherited);
    }

    /** The ambient clusters in which it is defined or runs. */
    public Set<Cluster> ambientClusters() {
        Set<Cluster> clusters = new LinkedHashSet<>(objects().orElse(Map.of()).keySet());
        workloads().orElse(List.of()).forEach(workload -> clusters.add(workload.cluster()));
        clusters.removeIf(cluster -> cluster.dataPlane() != DataPlane.AMBIENT);
        return clusters;
    }

    /** Whether it is global in some ambient clusters and not in others. */
    public boolean isGlobalInPart() {
        return ambientClusters().stream().map(this::scopeIn).distinct().count() > 1;
    }

    /** The scope that is stated for all clusters whose Service objects state none. */
    public Optional<ServiceScope> scope() {
        return Optional.ofNullable(written.scope());
    }

    /** Where its scope in a cluster is, or would be, stated. */
    public Pointer scopeAt(Cluster cluster) {
        return objectIn(cluster)
                .filter(object -> object.scope().isPresent())
                .map(ServiceObject::at)
                .orElse(at)
                .field("scope");
    }

    /** The clusters in which it is defined, be it by a Service or a ServiceEntry. */
    public Fact<Set<Cluster>> definedIn() {
        Fact<Map<Cluster, ServiceObject>> known = objects();
        if (!known.isKnown()) {
            return new Fact<>(known.at(), null);
        }
        Set<Cluster> clusters = new LinkedHashSet<>(known.get().keySet());
        clusters.addAll(serviceEntries);
        return new Fact<>(known.at(), Collections.unmodifiableSet(clusters));
    }
}
