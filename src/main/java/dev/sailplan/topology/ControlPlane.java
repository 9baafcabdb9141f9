package dev.sailplan.topology;

import dev.sailplan.document.AddressKind;
import dev.sailplan.document.ControlPlaneAddressDocument;
import dev.sailplan.document.ControlPlaneDocument;
import dev.sailplan.document.DataPlane;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.FeaturesDocument;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance of istiod, or a control plane that a vendor runs. */
public final class ControlPlane implements Element {

    private static final int DEFAULT_TIMEOUT_SECONDS = 30;

    private final ControlPlaneDocument written;
    private final Pointer at;
    private final ElementId id;
    private final @Nullable Cluster cluster;
    private final Mesh mesh;
    private final @Nullable Cluster writtenConfigCluster;
    private final @Nullable List<RemoteSecret> remoteSecrets;
    private final MinorVersion version;
    private final List<Cluster> served = new ArrayList<>();

    ControlPlane(
            ControlPlaneDocument written,
            Pointer at,
            Mesh mesh,
            @Nullable Cluster cluster,
            @Nullable Cluster configCluster,
            @Nullable List<RemoteSecret> remoteSecrets,
            MinorVersion version) {
        this.written = written;
        this.at = at;
        this.id = new ElementId(ElementKind.CONTROL_PLANE, Topology.named(written.name()));
        this.mesh = mesh;
        this.cluster = cluster;
        this.writtenConfigCluster = configCluster;
        this.remoteSecrets = remoteSecrets;
        this.version = version;
    }

    void serve(Cluster client) {
        served.add(client);
    }

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    /** Where it runs; none if a vendor runs it. */
    public Optional<Cluster> cluster() {
        return Optional.ofNullable(cluster);
    }

    /** The mesh it controls. */
    public Mesh mesh() {
        return mesh;
    }

    /** Whether it runs outside the clusters of the mesh it controls, or is run by a vendor. */
    public boolean isExternal() {
        return cluster == null || !cluster.mesh().equals(Optional.of(mesh));
    }

    /** Whether its configuration is said to be kept in another cluster than its own. */
    public boolean claimsToBeExternal() {
        return writtenConfigCluster != null && !writtenConfigCluster.equals(cluster);
    }

    /** The cluster it discovers without a remote secret: the one it runs in; of an external one, its config cluster. */
    public Fact<Cluster> ownCluster() {
        return isExternal() ? configCluster() : new Fact<>(at.field("cluster"), cluster);
    }

    /** The cluster whose API server holds its configuration. */
    public Fact<Cluster> configCluster() {
        Cluster own = isExternal() ? null : cluster;
        return new Fact<>(at.field("configCluster"), writtenConfigCluster == null ? own : writtenConfigCluster);
    }

    public MinorVersion version() {
        return version;
    }

    /** The version stated for it alone; unknown where the topology's is meant. */
    public Fact<MinorVersion> ownVersion() {
        return new Fact<>(at.field("version"), written.version());
    }

    public String revision() {
        return Objects.requireNonNullElse(written.revision(), "default");
    }

    public String istioNamespace() {
        String inherited = cluster == null ? "istio-system" : cluster.istioNamespace();
        return Objects.requireNonNullElse(written.istioNamespace(), inherited);
    }

    public Fact<Integer> replicas() {
        return new Fact<>(at.field("replicas"), written.replicas());
    }

    public Fact<List<String>> zones() {
        return new Fact<>(at.field("zones"), written.zones());
    }

    /** Whether anything is said about how remote clusters reach it. */
    public boolean hasAddress() {
        return written.address() != null;
    }

    /** The address remote clusters use: an IP or a host name. */
    public Fact<String> address() {
        ControlPlaneAddressDocument address = written.address();
        return new Fact<>(
                address == null ? at.field("address") : at.field("address").field("value"),
                address == null ? null : address.value());
    }

    public Fact<Boolean> isAddressStable() {
        ControlPlaneAddressDocument address = written.address();
        return new Fact<>(at.field("address").field("stable"), address == null ? null : address.stable());
    }

    /** What makes it reachable at its address. */
    public Fact<AddressKind> addressKind() {
        ControlPlaneAddressDocument address = written.address();
        return new Fact<>(
                address == null ? at.field("address") : at.field("address").field("kind"),
                address == null ? null : address.kind());
    }

    /** The API-server credentials it holds, in reading order. */
    public Fact<List<RemoteSecret>> remoteSecrets() {
        return new Fact<>(at.field("remoteSecrets"), remoteSecrets);
    }

    /** Seconds it waits at start for clusters that do not answer; 0 waits for ever. */
    public int remoteClusterTimeoutSeconds() {
        return Objects.requireNonNullElse(written.remoteClusterTimeoutSeconds(), DEFAULT_TIMEOUT_SECONDS);
    }

    public boolean isAmbientMultiNetwork() {
        FeaturesDocument features = written.features();
        boolean ambient = mesh.dataPlane() == DataPlane.AMBIENT
                || mesh.clusters().stream().anyMatch(client -> client.dataPlane() == DataPlane.AMBIENT);
        return Objects.requireNonNullElse(features == null ? null : features.ambientMultiNetwork(), ambient);
    }

    public boolean isAmbientMultiNetworkIngress() {
        FeaturesDocument features = written.features();
        return features != null && Boolean.TRUE.equals(features.ambientMultiNetworkIngress());
    }

    public boolean isAmbientMultiNetworkWaypoint() {
        FeaturesDocument features = written.features();
        return features == null || !Boolean.FALSE.equals(features.ambientMultiNetworkWaypoint());
    }

    public boolean isMulticlusterHeadless() {
        FeaturesDocument features = written.features();
        return features == null || !Boolean.FALSE.equals(features.multiclusterHeadless());
    }

    /** The trust domain of the identities it signs: that stated in the cluster it runs in, else its mesh's. */
    public String trustDomain() {
        return cluster().flatMap(Cluster::ownTrustDomain).orElseGet(mesh::trustDomain);
    }

    /** The clusters that list it among their control planes. */
    public List<Cluster> servedClusters() {
        return Collections.unmodifiableList(served);
    }

    /**
     * The place that owns a root certificate it makes for itself. Control planes in one namespace of one cluster read the same
     * Secret, so revisions side by side share one.
     */
    public String signingPlace() {
        return cluster == null ? name() : cluster.name() + "/" + istioNamespace();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
