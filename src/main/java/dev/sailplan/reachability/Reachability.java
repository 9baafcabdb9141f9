package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who can call whom in one topology, and how: the one computation that views, rules and reports ask.
 *
 * <p>It says what Istio's control plane serves, address by address, and what becomes of calls to that. Safe for use by several
 * threads.
 */
public final class Reachability {

    /** Of how many sets of failed links it is remembered what they leave. */
    private static final int MOST_SEVERED = 64;

    /** A cluster that another control plane than its first configures. */
    private record Configured(Cluster cluster, ControlPlane watcher) {}

    private final Topology topology;
    private final Terrain terrain;
    private final BlockedCalls blocked;
    private final Consumption consumption;
    private final Crossings crossings;
    private final Map<Cluster, Caller> ordinary = new ConcurrentHashMap<>();
    private final Map<Configured, Caller> others = new ConcurrentHashMap<>();
    private final Map<Network, List<NetworkGateway>> addressesOf = new ConcurrentHashMap<>();
    private final Map<Service, Long> sizes = new ConcurrentHashMap<>();
    private final Set<String> failedLinks;
    private final @Nullable Severance severance;
    private final Map<Set<String>, Reachability> severed = new RecentlyUsed<>(MOST_SEVERED);

    private Reachability(Topology topology) {
        this.topology = topology;
        this.failedLinks = Set.of();
        this.severance = null;
        this.terrain = new Terrain(topology);
        this.blocked = new BlockedCalls(topology);
        this.consumption = Consumption.of(topology);
        this.crossings = new Crossings(this);
    }

    private Reachability(Reachability before, Set<String> failedLinks) {
        this.topology = before.topology;
        this.terrain = before.terrain.without(failedLinks);
        this.failedLinks = failedLinks;
        this.severance = new Severance(before.terrain, terrain.links());
        this.blocked = before.blocked;
        this.consumption = before.consumption;
        this.crossings = before.crossings;
    }

    /** The same as far as it depends on links, while those of an outage have failed; nothing else of it is taken away. */
    public Reachability during(Outage outage) {
        Set<String> failed = outage.links();
        if (failed.equals(failedLinks)) {
            return this;
        }
        synchronized (severed) {
            return severed.computeIfAbsent(failed, links -> new Reachability(this, links));
        }
    }

    /**
     * Where the links of calls from a cluster begin, and which routes its control plane knows: clients for which it is equal, and
     * which have the same ways, have the same ways whichever links fail. None if no links are declared.
     */
    public Optional<Object> standpointOf(Cluster client) {
        record Standpoint(List<String> calling, @Nullable Router router) {}
        Links links = topology.links();
        if (!links.areDeclared()) {
            return Optional.empty();
        }
        Caller caller = ordinaryCaller(client);
        return Optional.of(new Standpoint(links.startsOf(caller.place()), caller.router()));
    }

    /** What failed links cut off; empty if none has failed. */
    public Optional<Severance> severance() {
        return Optional.ofNullable(severance);
    }

    /**
     * The control plane that configures a cluster: the first that is up and not cut off from it; if there is none, proxies keep what
     * the first gave them.
     */
    public Optional<ControlPlane> controlPlaneOf(Cluster cluster, Outage outage) {
        Severance severed = during(outage).severance;
        return severed == null
                ? outage.controlPlaneOf(cluster)
                : cluster.controlPlanes().stream()
                        .filter(each -> !outage.isDown(each) && !severed.isCutOff(cluster, each))
                        .findFirst()
                        .or(cluster::firstControlPlane);
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

    /**
     * The calls from some clusters that cross into a network, certain or possible, for who needs few of them: each is found when it
     * is its turn, and found again the next time.
     */
    public Stream<Crossing> crossingsInto(Network network, Predicate<Cluster> clients) {
        return crossings.into(network, clients);
    }

    /** Whether any call crosses into a network. */
    public Judgement isUsedFromElsewhere(Network network) {
        return crossings.isUsed(network);
    }

    /** The services that have, or may have, workloads on a network, called or not. */
    public Stream<Service> servicesOn(Network network) {
        return crossings.servicesOn(network);
    }

    /**
     * The gateways among which Istio chooses for calls that cross into a network: to be asked for many calls by one thread, as
     * calls between the same clusters have the same.
     */
    public Function<Crossing.Call, Entrances> entrancesInto(Network network) {
        record Between(
                Cluster client, Cluster server, @Nullable Mesh exporting) {}
        Map<Between, Entrances> known = new HashMap<>();
        return call -> {
            Cluster client = call.consumer().cluster();
            boolean byExport = Passages.isExportedTo(client, call.service());
            Mesh exporting = byExport ? call.service().mesh().orElse(null) : null;
            return known.computeIfAbsent(
                    new Between(client, call.workload().cluster(), exporting),
                    each -> entrances(network, each.client(), each.server(), each.exporting()));
        };
    }

    private Entrances entrances(Network network, Cluster client, Cluster server, @Nullable Mesh exporting) {
        return Entrances.of(
                addressesOf.computeIfAbsent(network, Entrances::addressesOf),
                ordinaryCaller(client),
                exporting,
                server);
    }

    /**
     * The calls to a service that cross into a network, certain or possible, from some clusters to some of its workloads. Where
     * its workloads are not known, one possible crossing stands for all.
     */
    public Stream<Crossing> crossingsOf(Service service, Predicate<Cluster> clients, Predicate<Workload> workloads) {
        return crossings.of(service, new Crossings.Calls(clients, workloads));
    }

    /**
     * What consumers of a service lose because endpoints stay inside their cluster or network.
     *
     * @param reason {@link Reason#CLUSTER_LOCAL}, {@link Reason#NOT_EXPORTED} or {@link Reason#HEADLESS_ACROSS_NETWORKS}
     * @param among which endpoints are asked about: by the cluster of the client and the place of the endpoint
     */
    public Losses losses(Service service, Reason reason, BiPredicate<Cluster, Place> among) {
        return new LossFinder(this, service, reason, among).find();
    }

    /** Whether a service is cluster-local for any client at all: a quick test for those that are not. */
    public boolean mayBeClusterLocal(Service service) {
        return terrain.mayBeClusterLocal(service);
    }

    /** What keeps endpoints of a service in one cluster from clients in another, if it is cluster-local for them. */
    public Optional<Seclusion> seclusion(Service service, Cluster from, Cluster client) {
        return client.equals(from)
                ? Optional.empty()
                : client.firstControlPlane()
                        .flatMap(watcher -> terrain.offer().seclusion(service, from, client, watcher.mesh()));
    }

    /**
     * Whether a consumer is served any endpoint that it can call: on its own network or, if gateways exist, through one, as far
     * as data planes and TLS modes decide.
     */
    public Judgement hasEndpoint(Consumer consumer, Service service) {
        Fact<List<Workload>> workloads = service.workloads();
        Judgement has = workloads.isKnown() ? Judgement.of(false) : Judgement.unknown(workloads.at());
        Passages passages = passagesOf(consumer, service);
        for (Workload workload : workloads.orElse(List.of())) {
            has = has.isYes() || !asks(consumer, passages, workload) ? has : has.or(() -> passages.suits(workload));
        }
        return has;
    }

    /**
     * Whether a consumer's control plane serves it endpoints of a workload, leaving aside what gateways, proxies and mTLS decide
     * between networks.
     */
    public Judgement isServed(Consumer consumer, Service service, Workload workload) {
        return isServed(consumer, passagesOf(consumer, service), workload);
    }

    /** Whether a consumer's control plane serves it endpoints in more than one region, as {@link #isServed} judges it. */
    public Judgement spansRegions(Consumer consumer, Service service) {
        Fact<List<Workload>> workloads = service.workloads();
        if (!workloads.isKnown()) {
            return Judgement.unknown(workloads.at());
        }
        Passages passages = passagesOf(consumer, service);
        Set<String> certain = new HashSet<>();
        Set<Object> possible = new HashSet<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        for (Workload workload : workloads.get()) {
            Judgement served = workload.replicas() > 0 ? isServed(consumer, passages, workload) : Judgement.of(false);
            if (!served.isNo()) {
                Optional<String> region = workload.region();
                if (region.isPresent() && served.isYes()) {
                    certain.add(region.get());
                }
                if (certain.size() > 1) {
                    return Judgement.of(true);
                }
                possible.add(region.isPresent() ? region.get() : workload.cluster());
                needs.addAll(served.needs());
                if (region.isEmpty()) {
                    needs.add(workload.cluster().region().at());
                }
            }
        }
        return possible.size() > 1 ? Judgement.unknown(needs.toArray(Pointer[]::new)) : Judgement.of(false);
    }

    /** A consumer's calls to a service that go to workloads of its own network, with no gateway in between. */
    public DirectCalls directCalls(Consumer consumer, Service service) {
        return new DirectCalls(this, consumer, passagesOf(consumer, service));
    }

    /**
     * The gateway of a network that ambient clients use, of several that take HBONE: the first by address as it is written, after
     * Istio. All that declare that address; none if no address of such a gateway is known.
     */
    public List<Gateway> firstForAmbient(Network network) {
        List<NetworkGateway> candidates = addressesOf.computeIfAbsent(network, Entrances::addressesOf).stream()
                .filter(gateway -> gateway.addressText().isPresent() && gateway.hbonePort() != 0)
                .toList();
        return candidates.stream()
                .min(NetworkGateway.order(true))
                .map(first -> candidates.stream()
                        .filter(other -> other.addressText().equals(first.addressText())
                                && other.hbonePort() == first.hbonePort())
                        .flatMap(gateway -> gateway.declarations().stream())
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    /**
     * The ways of a consumer's calls to a service while nothing has failed.
     *
     * @param watcher the control plane that configures the consumer's proxies, null if none does
     * @param certainty how unknown facts are taken
     */
    public Lifelines lifelines(
            Consumer consumer, Service service, @Nullable ControlPlane watcher, Certainty certainty) {
        return new Lifelines(passages(callerOf(consumer.cluster(), watcher), service), blocked, consumer, certainty);
    }

    /**
     * What decides the ways of a consumer's calls to a service: consumers for which it is equal have the same ways while nothing
     * has failed, whatever certainty is asked for.
     *
     * @param watcher the control plane that configures the consumer's proxies, null if none does
     */
    public Object standingOf(Consumer consumer, Service service, @Nullable ControlPlane watcher) {
        record Same(Object standing, @Nullable Cluster only) {}
        Caller caller = callerOf(consumer.cluster(), watcher);
        return new Same(
                blocked.concerns(consumer.cluster())
                        ? caller
                        : passages(caller, service).standing(),
                consumer.only());
    }

    private Caller callerOf(Cluster cluster, @Nullable ControlPlane watcher) {
        if (cluster.firstControlPlane().orElse(null) == watcher) {
            return ordinaryCaller(cluster);
        }
        return watcher == null
                ? terrain.callerOf(Client.of(cluster), null)
                : others.computeIfAbsent(
                        new Configured(cluster, watcher), each -> terrain.callerOf(Client.of(cluster), watcher));
    }

    /** The ways of a consumer's calls to a service, to be asked for several workloads. */
    Passages passagesOf(Consumer consumer, Service service) {
        return passages(ordinaryCaller(consumer.cluster()), service);
    }

    Judgement isServed(Consumer consumer, Passages passages, Workload workload) {
        return asks(consumer, passages, workload) ? passages.serves(workload) : Judgement.of(false);
    }

    /** Whether a consumer calls endpoints in the cluster of a workload, and declared traffic does not block that. */
    boolean asks(Consumer consumer, Passages passages, Workload workload) {
        Cluster server = workload.cluster();
        return consumer.asksFor(server)
                && (consumer.cluster().equals(server)
                        || !blocked.isBlocked(passages.caller().client(), server));
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

    /**
     * Whether calls get through to a service, over the endpoints of one cluster or, for null, all of them. Whether its name resolves
     * does not matter, and one port on which they do is enough.
     */
    public Judgement reaches(Client client, Service service, @Nullable Cluster only) {
        Judgement any = Judgement.of(false);
        for (Passages each : passagesByPort(client, service)) {
            any = any.or(() -> new Answering(each, only).reach());
        }
        return any;
    }

    /** Of the ways on which calls certainly get through to a service, as {@link #reaches} judges it, the first by name. */
    public Optional<Way> wayTo(Client client, Service service, @Nullable Cluster only) {
        return passagesByPort(client, service).stream()
                .flatMap(each -> new Answering(each, only).ways())
                .min(Way.ORDER);
    }

    /** The ways of calls to each port that is stated, or to the one that is not. */
    private List<Passages> passagesByPort(Client client, Service service) {
        Caller caller =
                terrain.callerOf(client, client.cluster().firstControlPlane().orElse(null));
        List<Integer> ports = QueriedPort.numbersOf(service);
        return ports.size() <= 1
                ? List.of(passages(caller, service))
                : ports.stream()
                        .map(port -> new Passages(terrain, caller, terrain.offered(service), port, Outage.NONE))
                        .toList();
    }

    /** Whether the name of a service resolves in a cluster. */
    public Judgement resolves(Cluster client, Service service) {
        return new Naming(ordinaryCaller(client), terrain.offered(service)).resolves();
    }

    /** Whether a ServiceEntry names a service for clients in a cluster: one there, or where its control plane is configured. */
    public Judgement hasServiceEntry(Cluster client, Service service) {
        return new Naming(ordinaryCaller(client), terrain.offered(service)).hasServiceEntry();
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

    /** At most how many entries a view of a service is made of: its endpoints, each once for every gateway of its network. */
    public long sizeOf(Service service) {
        return sizes.computeIfAbsent(
                service,
                each -> terrain.offered(each).targets().stream()
                        .mapToLong(this::sizeOf)
                        .sum());
    }

    private long sizeOf(Target target) {
        Network network = target.network();
        int gateways = network == null
                ? 0
                : addressesOf.computeIfAbsent(network, Entrances::addressesOf).size();
        return Math.max(1, Math.max(gateways, target.endpoints().addresses().size()));
    }

    /**
     * What a client is served for a service.
     *
     * @param port a number for which {@link #hasPort} holds, null for the service's first port
     * @param failures what is taken to have failed
     */
    public EndpointView view(Client client, Service service, @Nullable Integer port, Set<Failure> failures) {
        Outage outage = failures.isEmpty() ? Outage.NONE : new Outage(failures);
        Reachability now = during(outage);
        ControlPlane watcher = controlPlaneOf(client.cluster(), outage).orElse(null);
        Caller caller = now.terrain.callerOf(client, watcher);
        return new ViewAssembly(new Passages(now.terrain, caller, terrain.offered(service), port, outage), blocked)
                .assemble();
    }
}
