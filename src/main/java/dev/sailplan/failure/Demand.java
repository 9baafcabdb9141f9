package dev.sailplan.failure;

import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's need of one service, and what it depends on. When a control plane fails and another takes over, calls are served
 * as that one knows them. To be used by one thread.
 */
final class Demand {

    private final Reachability reachability;
    private final Consumer consumer;
    private final Service service;
    private final @Nullable ControlPlane watcher;
    private final Lifelines ordinary;
    private final Map<ControlPlane, Lifelines> byOthers = new HashMap<>();

    Demand(Reachability reachability, Consumer consumer, Service service) {
        this.reachability = reachability;
        this.consumer = consumer;
        this.service = service;
        this.watcher = consumer.cluster().firstControlPlane().orElse(null);
        this.ordinary = reachability.lifelines(consumer, service, watcher);
    }

    Cluster client() {
        return consumer.cluster();
    }

    /** The ways of its calls while nothing has failed. */
    Lifelines ordinary() {
        return ordinary;
    }

    /** Whether any call works while nothing has failed. */
    boolean worksAtAll() {
        return ordinary.iterator().hasNext();
    }

    /** The ways of its calls as the control plane knows them that configures it during an outage, failed ones among them. */
    Lifelines during(Outage outage) {
        ControlPlane takingOver = hasSeveral() ? outage.controlPlaneOf(client()).orElse(null) : watcher;
        return takingOver == null || takingOver.equals(watcher)
                ? ordinary
                : byOthers.computeIfAbsent(takingOver, each -> reachability.lifelines(consumer, service, each));
    }

    /** The first way on which calls arrive during an outage; none if it is left without an endpoint. */
    Optional<Lifeline> survivorOf(Outage outage) {
        return during(outage).first(line -> isUp(line, outage));
    }

    /** Which failures decide who configures it. */
    Set<Failure> hazardsOfControl(Outage outage) {
        return hasSeveral() ? outage.controlPlaneOf(client()).map(Hazards::of).orElse(Set.of()) : Set.of();
    }

    boolean hasSeveral() {
        return client().controlPlanes().size() > 1;
    }

    static boolean isUp(Lifeline line, Outage outage) {
        return !outage.isDown(line.workload())
                && (line.direct() || !line.gateways().stream().allMatch(outage::isDown));
    }
}
