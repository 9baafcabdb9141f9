package dev.sailplan.failure;

import dev.sailplan.failure.Impact.ConsumerImpact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Locality;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One service with everyone who consumes it and gets an answer while nothing has failed. */
final class ServiceState {

    private final Service service;
    private final List<Demand> demands = new ArrayList<>();
    private final List<Workload> workloads;

    ServiceState(Reachability reachability, Service service) {
        this.service = service;
        this.workloads = service.workloads().orElse(List.of()).stream()
                .filter(workload -> workload.replicas() > 0)
                .toList();
        for (Consumer consumer : reachability.consumption().consumersOf(service)) {
            Demand demand = new Demand(reachability, consumer, service);
            if (demand.worksAtAll()) {
                demands.add(demand);
            }
        }
    }

    /** What can make a difference to it. */
    Set<Failure> hazards() {
        Set<Failure> hazards = new LinkedHashSet<>();
        workloads.forEach(workload -> hazards.addAll(Hazards.of(workload)));
        Set<List<Gateway>> gateways = new LinkedHashSet<>();
        for (Demand demand : demands) {
            for (Lifeline line : demand.ordinary().all()) {
                if (!line.direct() && gateways.add(line.gateways())) {
                    hazards.addAll(Hazards.of(line));
                }
            }
            if (demand.hasSeveral()) {
                demand.client().controlPlanes().forEach(each -> hazards.addAll(Hazards.of(each)));
            }
        }
        return hazards;
    }

    /** Judges every consumer during an outage. */
    void addTo(ImpactTally tally) {
        View view = new View(tally.outage());
        Map<Effect, List<ConsumerImpact>> found = new EnumMap<>(Effect.class);
        boolean anybody = false;
        for (Demand demand : demands) {
            if (!tally.outage().isDown(demand.client())) {
                anybody = true;
                view.judge(demand, found);
            }
        }
        if (!anybody && !demands.isEmpty() && workloads.stream().allMatch(view::isDown)) {
            found.put(Effect.LOST, List.of());
        }
        found.forEach((effect, consumers) -> tally.add(service, effect, consumers));
    }

    /** The service during an outage, in which each workload and gateway is looked at once. */
    private static final class View {

        private final Outage outage;
        private final Map<Workload, Boolean> workloads = new HashMap<>();
        private final Map<List<Gateway>, Boolean> gateways = new HashMap<>();

        View(Outage outage) {
            this.outage = outage;
        }

        boolean isDown(Workload workload) {
            return workloads.computeIfAbsent(workload, outage::isDown);
        }

        private boolean isUp(Lifeline line) {
            return !isDown(line.workload())
                    && (line.direct()
                            || !gateways.computeIfAbsent(
                                    line.gateways(), all -> all.stream().allMatch(outage::isDown)));
        }

        void judge(Demand demand, Map<Effect, List<ConsumerImpact>> found) {
            Lifelines ways = demand.during(outage);
            long before = endpointsOf(demand.ordinary());
            long remaining = 0;
            for (Lifeline line : ways.all()) {
                remaining += isUp(line) ? line.endpoints() : 0;
            }
            if (remaining < before) {
                List<Locality> to = remaining == 0 ? List.of() : failoverOf(ways);
                Effect effect = remaining == 0 ? Effect.LOST : to.isEmpty() ? Effect.DEGRADED : Effect.FAILED_OVER;
                found.computeIfAbsent(effect, key -> new ArrayList<>())
                        .add(new ConsumerImpact(demand.client(), remaining, before, to));
            }
        }

        private static long endpointsOf(Lifelines ways) {
            return ways.all().stream().mapToLong(Lifeline::endpoints).sum();
        }

        /** Where calls go instead, if everything that is called first is down; empty if some of it is up. */
        private List<Locality> failoverOf(Lifelines ways) {
            if (!ways.failOver()) {
                return List.of();
            }
            List<Integer> priorities = ways.priorities();
            int first = Integer.MAX_VALUE;
            int now = Integer.MAX_VALUE;
            for (int i = 0; i < priorities.size(); i++) {
                first = Math.min(first, priorities.get(i));
                now = isUp(ways.all().get(i)) ? Math.min(now, priorities.get(i)) : now;
            }
            return first == now ? List.of() : localitiesAt(now, ways, priorities);
        }

        private List<Locality> localitiesAt(int priority, Lifelines ways, List<Integer> priorities) {
            Set<Locality> places = new LinkedHashSet<>();
            for (int i = 0; i < priorities.size(); i++) {
                Lifeline line = ways.all().get(i);
                if (priorities.get(i) == priority && isUp(line)) {
                    places.add(Locality.of(line.workload()));
                }
            }
            return places.stream().sorted().toList();
        }
    }
}
