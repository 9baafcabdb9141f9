package dev.sailplan.topology;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.ApiServerDocument;
import dev.sailplan.document.ClusterDocument;
import dev.sailplan.document.DataPlane;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Kubernetes cluster. */
public final class Cluster implements Element {

    private static final String DEFAULT_NAMESPACE = "istio-system";
    private static final String DEFAULT_REVISION = "default";

    private final ClusterDocument written;
    private final Pointer at;
    private final ElementId id;
    private final @Nullable Mesh mesh;
    private final @Nullable Network network;
    private List<ControlPlane> controlPlanes = List.of();
    private boolean configCluster;

    Cluster(ClusterDocument written, Pointer at, @Nullable Mesh mesh, @Nullable Network network) {
        this.written = written;
        this.at = at;
        this.id = new ElementId(ElementKind.CLUSTER, Topology.named(written.name()));
        this.mesh = mesh;
        this.network = network;
    }

    ClusterDocument written() {
        return written;
    }

    void servedBy(List<ControlPlane> preferred) {
        controlPlanes = List.copyOf(preferred);
    }

    void servedByThoseIn(List<ControlPlane> running) {
        controlPlanes = running.stream()
                .sorted(Comparator.comparing(this::hasOtherRevision).thenComparing(Cluster::hasNoDefaultRevision))
                .toList();
    }

    private boolean hasOtherRevision(ControlPlane candidate) {
        return !candidate.revision().equals(written.revision());
    }

    private static boolean hasNoDefaultRevision(ControlPlane candidate) {
        return !candidate.revision().equals(DEFAULT_REVISION);
    }

    void becomeConfigCluster() {
        configCluster = true;
    }

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    /** The mesh it is part of; none for instance for the host of an external control plane. */
    public Optional<Mesh> mesh() {
        return Optional.ofNullable(mesh);
    }

    /** The network of its workloads; none if it names none while others do, which Istio takes for every network. */
    public Optional<Network> network() {
        return Optional.ofNullable(network);
    }

    /** As Istio compares networks: equal, or either of the clusters without one. */
    public boolean isOnNetworkOf(Cluster other) {
        return network == null || other.network == null || network.isSameAs(other.network);
    }

    public Fact<String> region() {
        return new Fact<>(at.field("region"), written.region());
    }

    public Fact<List<String>> zones() {
        return new Fact<>(at.field("zones"), written.zones());
    }

    public Fact<List<AddressRange>> podCidrs() {
        return new Fact<>(at.field("podCidrs"), written.podCidrs());
    }

    public Fact<List<AddressRange>> serviceCidrs() {
        return new Fact<>(at.field("serviceCidrs"), written.serviceCidrs());
    }

    public Fact<List<AddressRange>> nodeCidrs() {
        return new Fact<>(at.field("nodeCidrs"), written.nodeCidrs());
    }

    /** Who configures its proxies, preferred first. */
    public List<ControlPlane> controlPlanes() {
        return controlPlanes;
    }

    /** The control plane that configures its proxies and signs their certificates. */
    public Optional<ControlPlane> firstControlPlane() {
        return controlPlanes.isEmpty() ? Optional.empty() : Optional.of(controlPlanes.get(0));
    }

    public Role role() {
        if (mesh == null) {
            return Role.OUTSIDE;
        }
        if (controlPlanes.isEmpty()) {
            return Role.UNSERVED;
        }
        if (controlPlanes.stream().anyMatch(this::hosts)) {
            return Role.PRIMARY;
        }
        return configCluster ? Role.CONFIG : Role.REMOTE;
    }

    private boolean hosts(ControlPlane controlPlane) {
        return controlPlane.cluster().filter(this::equals).isPresent();
    }

    /** The authority installed here where it differs from the mesh's. */
    public Optional<CertificateAuthority> certificateAuthority() {
        return Optional.ofNullable(written.certificateAuthority())
                .map(authority -> CertificateAuthority.of(authority, at.field("certificateAuthority")));
    }

    /** The trust domain written in its own mesh configuration, where it differs from the mesh's. */
    public Optional<String> ownTrustDomain() {
        return Optional.ofNullable(written.trustDomain());
    }

    /** The URL of its API server. */
    public Fact<String> apiServerAddress() {
        ApiServerDocument server = written.apiServer();
        return new Fact<>(at.field("apiServer").field("address"), server == null ? null : server.address());
    }

    /** Names of clusters and networks from which its API server can be reached, or {@code *}. */
    public Fact<List<String>> apiServerReachableFrom() {
        ApiServerDocument server = written.apiServer();
        return new Fact<>(at.field("apiServer").field("reachableFrom"), server == null ? null : server.reachableFrom());
    }

    public DataPlane dataPlane() {
        DataPlane inherited = mesh == null ? DataPlane.SIDECAR : mesh.dataPlane();
        return Objects.requireNonNullElse(written.dataPlane(), inherited);
    }

    /** The minor version of its proxies: stated, else that of its first control plane. */
    public Optional<MinorVersion> proxyVersion() {
        return Optional.ofNullable(written.proxyVersion())
                .or(() -> firstControlPlane().map(ControlPlane::version));
    }

    /** The version stated for its proxies; unknown where that of its first control plane is meant. */
    public Fact<MinorVersion> ownProxyVersion() {
        return new Fact<>(at.field("proxyVersion"), written.proxyVersion());
    }

    /** The revision its injector names. */
    public Fact<String> revision() {
        return new Fact<>(at.field("revision"), written.revision());
    }

    public boolean isDnsProxy() {
        return Objects.requireNonNullElse(written.dnsProxy(), dataPlane() == DataPlane.AMBIENT);
    }

    public String istioNamespace() {
        return Objects.requireNonNullElse(written.istioNamespace(), DEFAULT_NAMESPACE);
    }

    /** The topology.istio.io/controlPlaneClusters annotation: cluster names, or {@code *}. */
    public Fact<List<String>> controlPlaneClusters() {
        return new Fact<>(at.field("controlPlaneClusters"), written.controlPlaneClusters());
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
