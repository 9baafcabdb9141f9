package dev.sailplan.reachability;

import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who can call whom in one topology, and how: the one computation that views, rules and reports ask.
 *
 * <p>It says what Istio's control plane serves, address by address, and what becomes of calls to that. Safe for use by several
 * threads.
 */
public final class Reachability {

    private final Topology topology;
    private final Terrain terrain;
    private final BlockedCalls blocked;
    private final Consumption consumption;
    private final Crossings crossings;
    private final Map<Cluster, Caller> ordinary = new ConcurrentHashMap<>();

    private Reachability(Topology topology) {
        this.topology = topology;
        this.terrain = new Terrain(topology);
        this.blocked = new BlockedCalls(topology);
        this.consumption = Consumption.of(topology);
        this.crossings = new Crossings(this);
    }

    public static Reachability of(Topology topology) {
        return new Reachability(topology);
    }

    public Topology topology() {
        return topology;
    }

    public Discovery discovery() {
        return terrain.discovery();
    }

    public Consumption consumption() {
        return consumption;
    }

    /** The calls that cross into a network, certain or possible, in document order of the services. */
    public List<Crossing> crossingsInto(Network network) {
        return crossings.into(network);
    }

    /** Whether any call crosses into a network. */
    public Judgement isUsedFromElsewhere(Network network) {
        return crossings.isUsed(network);
    }

    /**
     * Whether a consumer's control plane serves it endpoints of a workload, leaving aside what gateways, proxies and mTLS decide
     * between networks.
     */
    public Judgement isServed(Consumer consumer, Service service, Workload workload) {
        return isServed(consumer, passagesOf(consumer, service), workload);
    }

    /** The ways of a consumer's calls to a service, to be asked for several workloads. */
    Passages passagesOf(Consumer consumer, Service service) {
        return passages(ordinaryCaller(consumer.cluster()), service);
    }

    Judgement isServed(Consumer consumer, Passages passages, Workload workload) {
        Cluster server = workload.cluster();
        boolean asked = consumer.asksFor(server)
                && (consumer.cluster().equals(server)
                        || !blocked.isBlocked(passages.caller().client(), server));
        return asked ? passages.serves(workload) : Judgement.of(false);
    }

    /** Whether a call works, over the endpoints of one cluster or, for null, all of them. */
    public Answer answer(Client client, Service service, @Nullable Cluster only) {
        Caller caller =
                terrain.callerOf(client, client.cluster().firstControlPlane().orElse(null));
        return new Answering(passages(caller, service), only).answer();
    }

    /** Every service as every cluster of a mesh sees it. */
    public Matrix matrix() {
        return new MatrixBuilder(topology, terrain, blocked).build();
    }

    private Passages passages(Caller caller, Service service) {
        return new Passages(terrain, caller, terrain.offered(service), null, Outage.NONE);
    }

    private Caller ordinaryCaller(Cluster cluster) {
        return ordinary.computeIfAbsent(
                cluster,
                each -> terrain.callerOf(
                        Client.of(each), each.firstControlPlane().orElse(null)));
    }

    /** Whether any definition of a service has a port of that number; true where its ports are unknown. */
    public boolean hasPort(Service service, int number) {
        return QueriedPort.exists(service, number);
    }

    /**
     * What a client is served for a service.
     *
     * @param port a number for which {@link #hasPort} holds, null for the service's first port
     * @param failures what is taken to have failed
     */
    public EndpointView view(Client client, Service service, @Nullable Integer port, Set<Failure> failures) {
        Outage outage = failures.isEmpty() ? Outage.NONE : new Outage(failures);
        ControlPlane watcher = outage.controlPlaneOf(client.cluster()).orElse(null);
        Caller caller = terrain.callerOf(client, watcher);
        return new ViewAssembly(new Passages(terrain, caller, terrain.offered(service), port, outage), blocked)
                .assemble();
    }
}
