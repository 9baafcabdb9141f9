package dev.sailplan.reachability;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls from other networks to the endpoints of a service on one network, as far as they are discovered, leave their cluster and
 * have the port: what gateways, proxies and mTLS have to carry. Calls that go over a declared link instead do not count.
 */
public final class Crossing {

    /**
     * A consumer's calls to endpoints of a workload.
     *
     * @param exists whether there are such calls, yes or unknown
     */
    public record Call(Consumer consumer, Service service, Workload workload, Judgement exists) {

        /** Whether a gateway can carry them at all: between data planes it cannot. */
        public boolean isWithinDataPlane() {
            boolean ambient = consumer.cluster().dataPlane() == DataPlane.AMBIENT;
            return ambient == (workload.proxy() == ProxyKind.AMBIENT);
        }
    }

    private final Service service;
    private final Network network;
    private final List<Workload> workloads;
    private final Map<Consumer, Set<Workload>> served = new LinkedHashMap<>();
    private final List<Call> possible = new ArrayList<>();
    private final Set<Pointer> needs = new LinkedHashSet<>();
    private final Set<Pointer> needsOfOthers = new LinkedHashSet<>();

    Crossing(Service service, Network network, List<Workload> workloads) {
        this.service = service;
        this.network = network;
        this.workloads = List.copyOf(workloads);
    }

    void serve(Consumer consumer, Workload workload, Judgement isServed) {
        if (isServed.isYes()) {
            served.computeIfAbsent(consumer, key -> new LinkedHashSet<>()).add(workload);
        }
        if (isServed.isUnknown()) {
            possible.add(new Call(consumer, service, workload, isServed));
        }
        needs.addAll(isServed.needs());
    }

    void lack(List<Pointer> facts) {
        needs.addAll(facts);
        needsOfOthers.addAll(facts);
    }

    public Service service() {
        return service;
    }

    /** The network that is called. */
    public Network network() {
        return network;
    }

    /** All workloads of the service on that network, whether called or not. */
    public List<Workload> workloads() {
        return workloads;
    }

    /** The workloads that a consumer on another network certainly calls, by consumer. */
    public Map<Consumer, Set<Workload>> served() {
        return served;
    }

    /** How many calls it knows of. */
    long size() {
        return served.values().stream().mapToLong(Set::size).sum() + possible.size();
    }

    /** The calls that certainly or possibly exist. */
    public Stream<Call> calls() {
        Stream<Call> certain = served.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(workload -> new Call(entry.getKey(), service, workload, Judgement.of(true))));
        return Stream.concat(certain, possible.stream());
    }

    /** The facts without which there may be calls besides these: of consumers, or to workloads, that are not known. */
    public Set<Pointer> needsOfOtherCalls() {
        return needsOfOthers;
    }

    /** The clusters of a data plane that certainly call it. */
    public Set<Cluster> clients(DataPlane dataPlane) {
        return clients().stream()
                .filter(client -> client.dataPlane() == dataPlane)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The clusters that certainly call it. */
    public Set<Cluster> clients() {
        return served.keySet().stream().map(Consumer::cluster).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The facts without which there may be more of these calls. */
    public Set<Pointer> needs() {
        return needs;
    }

    /** Whether there are such calls at all. */
    public Judgement exists() {
        if (!served.isEmpty()) {
            return Judgement.of(true);
        }
        return needs.isEmpty() ? Judgement.of(false) : Judgement.unknown(needs.toArray(Pointer[]::new));
    }
}
