package dev.sailplan.topology;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.WorkloadDocument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workloads of a service in one cluster that are alike: pods, or virtual machines. */
public final class Workload {

    private final WorkloadDocument written;
    private final Pointer at;
    private final Cluster cluster;
    private final @Nullable Network network;

    Workload(WorkloadDocument written, Pointer at, Cluster cluster, @Nullable Network network) {
        this.written = written;
        this.at = at;
        this.cluster = cluster;
        this.network = network;
    }

    /** Where they are declared. */
    public Pointer at() {
        return at;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** Their network: stated, else the cluster's; none if neither names one while others do. */
    public Optional<Network> network() {
        return network == null ? cluster.network() : Optional.of(network);
    }

    public Optional<String> region() {
        return Optional.ofNullable(written.region()).or(() -> cluster.region().asOptional());
    }

    /** Their zone: stated, else the only one of the cluster. */
    public Optional<String> zone() {
        return Optional.ofNullable(written.zone())
                .or(() -> cluster.zones()
                        .asOptional()
                        .filter(zones -> zones.size() == 1)
                        .map(zones -> zones.get(0)));
    }

    public Optional<String> subzone() {
        return Optional.ofNullable(written.subzone());
    }

    /** What stands in front of them. Nothing can serve a workload on the host network. */
    public ProxyKind proxy() {
        if (isHostNetwork()) {
            return ProxyKind.NONE;
        }
        ProxyKind inherited = cluster.dataPlane() == DataPlane.AMBIENT ? ProxyKind.AMBIENT : ProxyKind.SIDECAR;
        return Objects.requireNonNullElse(written.proxy(), inherited);
    }

    public boolean isHostNetwork() {
        return Boolean.TRUE.equals(written.hostNetwork());
    }

    /** The PeerAuthentication mode that is stated for them alone. */
    public Optional<MtlsMode> ownMtls() {
        return Optional.ofNullable(written.mtls());
    }

    /** The PeerAuthentication mode in effect: stated, else the mesh's; without a proxy nobody enforces one. */
    public MtlsMode mtls() {
        MtlsMode inherited = cluster.mesh().map(Mesh::mtls).orElse(MtlsMode.PERMISSIVE);
        return Objects.requireNonNullElse(written.mtls(), proxy() == ProxyKind.NONE ? MtlsMode.DISABLE : inherited);
    }

    /** How many there are: stated, else one for each address, else one. */
    public int replicas() {
        List<String> addresses = written.addresses();
        int derived = addresses == null || addresses.isEmpty() ? 1 : addresses.size();
        return Objects.requireNonNullElse(written.replicas(), derived);
    }

    public Optional<String> statefulSet() {
        return Optional.ofNullable(written.statefulSet());
    }

    /** One entry for each endpoint: its IPs separated by a space, or a host name. */
    public Fact<List<String>> addresses() {
        return new Fact<>(at.field("addresses"), written.addresses());
    }
}
