package dev.sailplan.topology;

import dev.sailplan.document.BalancerScope;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.GatewayDocument;
import dev.sailplan.document.Layer;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.TlsMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An east-west gateway of a network. */
public final class Gateway implements Element {

    /** Where a gateway passes through what sidecars send, unless it says otherwise. */
    public static final int MTLS_PORT = 15443;

    /** What the host name of every service ends with. */
    private static final String SERVICE_DOMAIN = ".svc.cluster.local";

    private final GatewayDocument written;
    private final Pointer at;
    private final ElementId id;
    private final Network network;
    private final @Nullable Cluster cluster;

    Gateway(GatewayDocument written, Pointer at, Network network, @Nullable Cluster cluster) {
        this.written = written;
        this.at = at;
        this.id = new ElementId(ElementKind.GATEWAY, Topology.named(written.name()));
        this.network = network;
        this.cluster = cluster;
    }

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    public Network network() {
        return network;
    }

    /** The cluster it runs in; none for a plain meshNetworks address. */
    public Optional<Cluster> cluster() {
        return Optional.ofNullable(cluster);
    }

    /** IP addresses and host names; an empty list is a gateway whose address is pending. */
    public Fact<List<String>> addresses() {
        return new Fact<>(at.field("addresses"), written.addresses());
    }

    /** Whether istiod can resolve its host names. */
    public boolean isResolvable() {
        return !Boolean.FALSE.equals(written.resolvable());
    }

    /** The AUTO_PASSTHROUGH port for sidecars, 0 if it has none. */
    public int port() {
        return Objects.requireNonNullElse(written.port(), MTLS_PORT);
    }

    /** The HBONE port for ambient clients, 0 if it has none. */
    public int hbonePort() {
        return Objects.requireNonNullElse(written.hbonePort(), 0);
    }

    public boolean exposes(Exposure what) {
        return written.exposes() == null
                ? what == Exposure.SERVICES
                : Set.copyOf(written.exposes()).contains(what);
    }

    /** Whether it exposes nothing but control planes or API servers, and is not there for calls between workloads. */
    public boolean isForControlAlone() {
        return !exposes(Exposure.SERVICES) && (exposes(Exposure.CONTROL_PLANE) || exposes(Exposure.API_SERVER));
    }

    /** Patterns of the hosts it exposes; none stated is everything. */
    public Optional<List<String>> hosts() {
        return Optional.ofNullable(written.hosts());
    }

    /** Whether it exposes a host: by {@code *}, {@code *.suffix} or the host itself. */
    public boolean coversHost(String host) {
        return hosts().map(patterns -> patterns.stream()
                        .map(Gateway::withoutNamespace)
                        .anyMatch(name -> name.startsWith("*") ? host.endsWith(name.substring(1)) : name.equals(host)))
                .orElse(true);
    }

    /** The host in a pattern. For AUTO_PASSTHROUGH, Istio leaves a namespace in front of it out of account. */
    public static String withoutNamespace(String pattern) {
        return pattern.substring(pattern.indexOf('/') + 1);
    }

    /** Whether it exposes the host of every service, whichever there are. */
    public boolean coversEveryHost() {
        return hosts().map(patterns -> patterns.stream().anyMatch(Gateway::coversAll))
                .orElse(true);
    }

    private static boolean coversAll(String pattern) {
        int slash = pattern.indexOf('/');
        String place = slash < 0 ? "*" : pattern.substring(0, slash);
        String name = pattern.substring(slash + 1);
        return (place.equals("*") || place.equals("."))
                && name.startsWith("*")
                && SERVICE_DOMAIN.endsWith(name.substring(1));
    }

    public TlsMode tlsMode() {
        return Objects.requireNonNullElse(written.tlsMode(), TlsMode.AUTO_PASSTHROUGH);
    }

    public Fact<Layer> loadBalancerLayer() {
        var balancer = written.loadBalancer();
        return new Fact<>(at.field("loadBalancer").field("layer"), balancer == null ? null : balancer.layer());
    }

    public Fact<BalancerScope> loadBalancerScope() {
        var balancer = written.loadBalancer();
        return new Fact<>(at.field("loadBalancer").field("scope"), balancer == null ? null : balancer.scope());
    }

    public Fact<Integer> replicas() {
        return new Fact<>(at.field("replicas"), written.replicas());
    }

    public Fact<List<String>> zones() {
        return new Fact<>(at.field("zones"), written.zones());
    }
}
