package dev.sailplan.topology;

import dev.sailplan.document.ClusterDocument;
import dev.sailplan.document.ControlPlaneDocument;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementNames;
import dev.sailplan.document.Expectation;
import dev.sailplan.document.FederationDocument;
import dev.sailplan.document.GatewayDocument;
import dev.sailplan.document.MeshDocument;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.NetworkDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.RemoteSecretDocument;
import dev.sailplan.document.ServiceDocument;
import dev.sailplan.document.ServiceObjectDocument;
import dev.sailplan.document.TenantDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.TrafficDocument;
import dev.sailplan.document.TrafficEndDocument;
import dev.sailplan.document.TrustBundleDocument;
import dev.sailplan.document.WorkloadDocument;
import dev.sailplan.topology.Traffic.End;
import dev.sailplan.topology.Traffic.OfCluster;
import dev.sailplan.topology.Traffic.OfNamespace;
import dev.sailplan.topology.Traffic.OfService;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Topology}: each kind of element after those it refers to, and at last what refers back.
 *
 * <p>The only place where a name becomes the object it names and where a default depends on another element.
 */
final class TopologyAssembler {

    private final TopologyDocument document;
    private final MinorVersion version;
    private final boolean namesNetworks;
    private final @Nullable Network implicit;

    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, Mesh> meshes = new LinkedHashMap<>();
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Map<String, ControlPlane> controlPlanes = new LinkedHashMap<>();
    private final Map<String, Service> servicesByName = new HashMap<>();
    private final List<Service> services = new ArrayList<>();
    private final Map<String, Tenant> tenants = new LinkedHashMap<>();
    private final List<Traffic> traffic = new ArrayList<>();

    TopologyAssembler(TopologyDocument document, MinorVersion newest) {
        this.document = document;
        this.version = Objects.requireNonNullElse(document.istioVersion(), newest);
        this.namesNetworks = all(document.clusters()).stream().anyMatch(cluster -> cluster.network() != null);
        this.implicit = namesNetworks ? null : Network.implicit();
    }

    Topology assemble(LocalDate asOf) {
        each(document.networks(), "networks", this::addNetwork);
        each(document.meshes(), "meshes", this::addMesh);
        each(document.clusters(), "clusters", this::addCluster);
        each(document.networks(), "networks", this::addGateways);
        each(document.controlPlanes(), "controlPlanes", this::addControlPlane);
        clusters.values().forEach(this::addControlPlanesOf);
        meshes.values().forEach(this::addTrustOf);
        each(document.tenants(), "tenants", this::addTenant);
        tenants.values().forEach(this::addCalleesOf);
        each(document.services(), "services", this::addService);
        each(document.traffic(), "traffic", this::addTraffic);
        return new Topology(document, asOf, this);
    }

    private void addNetwork(NetworkDocument written, Pointer at) {
        Network network = new Network(written, at);
        networks.put(network.name(), network);
    }

    private void addMesh(MeshDocument written, Pointer at) {
        Mesh mesh = new Mesh(written, at);
        meshes.put(mesh.name(), mesh);
    }

    private void addCluster(ClusterDocument written, Pointer at) {
        Network network = written.network() == null ? implicit : find(networks, written.network());
        Mesh mesh = findIfNamed(meshes, written.mesh());
        Cluster cluster = new Cluster(written, at, mesh, network);
        clusters.put(cluster.name(), cluster);
        if (network != null) {
            network.add(cluster);
        }
        if (mesh != null) {
            mesh.add(cluster);
        }
    }

    private void addGateways(NetworkDocument written, Pointer at) {
        Network network = find(networks, written.name());
        List<GatewayDocument> gateways = all(written.gateways());
        for (int i = 0; i < gateways.size(); i++) {
            GatewayDocument gateway = gateways.get(i);
            Pointer place = at.field("gateways").index(i);
            network.add(new Gateway(gateway, place, network, findIfNamed(clusters, gateway.cluster())));
        }
    }

    private void addControlPlane(ControlPlaneDocument written, Pointer at) {
        Cluster cluster = findIfNamed(clusters, written.cluster());
        Mesh mesh = meshOf(written, cluster);
        ControlPlane controlPlane = new ControlPlane(
                written,
                at,
                mesh,
                cluster,
                findIfNamed(clusters, written.configCluster()),
                written.remoteSecrets() == null ? null : secretsOf(written.remoteSecrets(), at),
                Objects.requireNonNullElse(written.version(), version));
        controlPlanes.put(controlPlane.name(), controlPlane);
        mesh.add(controlPlane);
        boolean keepsConfigElsewhere = controlPlane.isExternal() || controlPlane.claimsToBeExternal();
        controlPlane
                .configCluster()
                .asOptional()
                .filter(it -> keepsConfigElsewhere)
                .ifPresent(Cluster::becomeConfigCluster);
    }

    private Mesh meshOf(ControlPlaneDocument written, @Nullable Cluster cluster) {
        if (written.mesh() != null) {
            return find(meshes, written.mesh());
        }
        return cluster != null && cluster.mesh().isPresent()
                ? cluster.mesh().get()
                : meshes.values().iterator().next();
    }

    private List<RemoteSecret> secretsOf(List<RemoteSecretDocument> written, Pointer at) {
        List<RemoteSecret> secrets = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            RemoteSecretDocument secret = written.get(i);
            Pointer place = at.field("remoteSecrets").index(i);
            secrets.add(RemoteSecret.of(secret, place, find(clusters, secret.cluster())));
        }
        return Collections.unmodifiableList(secrets);
    }

    private void addControlPlanesOf(Cluster cluster) {
        List<String> stated = cluster.written().controlPlanes();
        if (stated != null) {
            cluster.servedBy(mapped(stated, name -> find(controlPlanes, name)));
        } else {
            cluster.mesh()
                    .ifPresent(mesh -> cluster.servedByThoseIn(mesh.controlPlanes().stream()
                            .filter(candidate ->
                                    candidate.cluster().filter(cluster::equals).isPresent())
                            .toList()));
        }
        new LinkedHashSet<>(cluster.controlPlanes()).forEach(server -> server.serve(cluster));
    }

    private void addTrustOf(Mesh mesh) {
        MeshDocument written = mesh.written();
        List<TrustBundleDocument> bundles = written.trustBundles();
        if (bundles != null) {
            List<TrustBundle> resolved = new ArrayList<>();
            for (int i = 0; i < bundles.size(); i++) {
                TrustBundleDocument bundle = bundles.get(i);
                resolved.add(new TrustBundle(
                        mesh.at().field("trustBundles").index(i),
                        findIfNamed(meshes, bundle.mesh()),
                        bundle.root(),
                        bundle.trustDomains()));
            }
            mesh.trust(resolved);
        }
        List<FederationDocument> federations = all(written.federatesWith());
        for (int i = 0; i < federations.size(); i++) {
            FederationDocument federation = federations.get(i);
            mesh.federate(new Federation(
                    mesh.at().field("federatesWith").index(i),
                    find(meshes, federation.mesh()),
                    all(federation.exports()),
                    federation.method()));
        }
    }

    private void addTenant(TenantDocument written, Pointer at) {
        Tenant tenant = new Tenant(
                written,
                at,
                mapped(all(written.clusters()), name -> find(clusters, name)),
                mapped(all(written.meshes()), name -> find(meshes, name)));
        tenants.put(tenant.name(), tenant);
    }

    private void addCalleesOf(Tenant tenant) {
        List<String> callees = tenant.written().mayCall();
        if (callees != null) {
            tenant.mayCall(mapped(callees, name -> find(tenants, name)));
        }
    }

    private void addService(ServiceDocument written, Pointer at) {
        Mesh mesh = written.mesh() != null
                ? find(meshes, written.mesh())
                : meshes.isEmpty() ? null : meshes.values().iterator().next();
        ElementId id = ElementNames.ofService(written, mesh == null ? null : mesh.name(), meshes.size() > 1);
        Service service = new Service(written, at, id, mesh, partsOf(written, at));
        services.add(service);
        servicesByName.putIfAbsent(keyOf(mesh, written.namespace() + "/" + written.name()), service);
        if (mesh != null) {
            mesh.add(service);
        }
    }

    private Service.Parts partsOf(ServiceDocument written, Pointer at) {
        List<String> exported = written.exportedIn();
        List<String> allowed = written.allowedTenants();
        return new Service.Parts(
                written.workloads() == null ? null : workloadsOf(written.workloads(), at),
                written.definedIn() == null ? null : objectsOf(written.definedIn(), at.field("definedIn")),
                clusterSet(all(written.serviceEntryIn())),
                exported == null ? null : clusterSet(exported),
                allowed == null ? null : mapped(allowed, name -> find(tenants, name)));
    }

    private List<Workload> workloadsOf(List<WorkloadDocument> written, Pointer at) {
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            WorkloadDocument workload = written.get(i);
            workloads.add(new Workload(
                    workload,
                    at.field("workloads").index(i),
                    find(clusters, workload.cluster()),
                    findIfNamed(networks, workload.network())));
        }
        return Collections.unmodifiableList(workloads);
    }

    private Map<Cluster, ServiceObject> objectsOf(List<ServiceObjectDocument> written, Pointer at) {
        Map<Cluster, ServiceObject> objects = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            ServiceObjectDocument object = written.get(i);
            Cluster cluster = find(clusters, object.cluster());
            objects.putIfAbsent(cluster, new ServiceObject(at.index(i), cluster, object));
        }
        return Collections.unmodifiableMap(objects);
    }

    private Set<Cluster> clusterSet(List<String> names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(mapped(names, name -> find(clusters, name))));
    }

    private void addTraffic(TrafficDocument written, Pointer at) {
        boolean blocked = written.expect() == Expectation.BLOCKED;
        traffic.add(new Traffic(at, endOf(written.from()), endOf(written.to()), blocked));
    }

    private End endOf(@Nullable TrafficEndDocument written) {
        TrafficEndDocument end = Objects.requireNonNull(written);
        if (end.cluster() != null) {
            return new OfCluster(find(clusters, end.cluster()));
        }
        if (end.service() != null) {
            return new OfService(find(servicesByName, qualified(end.service(), 2)));
        }
        String[] parts = qualified(Topology.named(end.namespace()), 1).split("/", 2);
        return new OfNamespace(meshes.get(parts[0]), parts[1]);
    }

    /** Puts the only mesh in front of a name that has no more than the given number of parts. */
    private String qualified(String name, int parts) {
        boolean qualified = name.split("/", -1).length > parts;
        return qualified
                ? name
                : keyOf(meshes.isEmpty() ? null : meshes.values().iterator().next(), name);
    }

    private static String keyOf(@Nullable Mesh mesh, String name) {
        return (mesh == null ? "" : mesh.name()) + "/" + name;
    }

    private static <T> T find(Map<String, T> declared, @Nullable String name) {
        T found = declared.get(Topology.named(name));
        if (found == null) {
            throw new IllegalArgumentException("A document with a dangling reference was assembled: " + name);
        }
        return found;
    }

    private static <T> @Nullable T findIfNamed(Map<String, T> declared, @Nullable String name) {
        return name == null ? null : find(declared, name);
    }

    private static <T> List<T> all(@Nullable List<T> stated) {
        return Objects.requireNonNullElse(stated, List.of());
    }

    private static <T, R> List<R> mapped(List<T> from, Function<T, R> mapping) {
        return from.stream().map(mapping).toList();
    }

    private interface Adding<T> {
        void add(T written, Pointer at);
    }

    private static <T> void each(@Nullable List<T> stated, String field, Adding<T> adding) {
        List<T> written = all(stated);
        for (int i = 0; i < written.size(); i++) {
            adding.add(written.get(i), Pointer.ROOT.field(field).index(i));
        }
    }

    boolean namesNetworks() {
        return namesNetworks;
    }

    List<Network> networks() {
        return List.copyOf(networks.values());
    }

    List<Mesh> meshes() {
        return List.copyOf(meshes.values());
    }

    List<Cluster> clusters() {
        return List.copyOf(clusters.values());
    }

    List<ControlPlane> controlPlanes() {
        return List.copyOf(controlPlanes.values());
    }

    List<Service> services() {
        return Collections.unmodifiableList(services);
    }

    List<Tenant> tenants() {
        return List.copyOf(tenants.values());
    }

    List<Traffic> traffic() {
        return Collections.unmodifiableList(traffic);
    }
}
