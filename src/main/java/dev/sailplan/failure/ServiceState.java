package dev.sailplan.failure;

import dev.sailplan.failure.Impact.ConsumerImpact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Locality;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One service with everyone who consumes it and gets an answer while nothing has failed. */
final class ServiceState {

    /** A consumer, and what it reaches while nothing has failed. */
    private record Calls(Demand demand, Ways.Bundle before) {}

    private final Service service;
    private final List<Calls> consumers = new ArrayList<>();
    private final List<Workload> workloads;
    private final Ways ways = new Ways();

    ServiceState(Reachability reachability, Service service) {
        this.service = service;
        this.workloads = CutSets.workloadsOf(service);
        for (Consumer consumer : reachability.consumption().consumersOf(service)) {
            Demand demand = new Demand(reachability, consumer, service);
            if (demand.worksAtAll()) {
                consumers.add(new Calls(demand, ways.of(demand.ordinary().all())));
            }
        }
    }

    /** What can make a difference to it. */
    Set<Failure> hazards() {
        Hazards hazards = new Hazards();
        if (!consumers.isEmpty()) {
            workloads.forEach(hazards::add);
        }
        ways.choices().forEach(gateways -> gateways.forEach(hazards::add));
        ways.handshakes().forEach(hazards::addRoots);
        consumers.stream()
                .map(Calls::demand)
                .filter(Demand::hasSeveral)
                .forEach(demand -> demand.client().controlPlanes().forEach(hazards::add));
        return hazards.found();
    }

    /** The clusters and networks where links begin that can make a difference to it. */
    Set<String> linkSources() {
        Set<String> sources = new HashSet<>();
        consumers.forEach(calls -> sources.addAll(calls.demand().sources()));
        return sources;
    }

    /** Those where such links lead. */
    Set<String> linkTargets() {
        Set<String> targets = new HashSet<>();
        Stream.of(
                        workloads.stream().map(Place::of),
                        ways.choices().stream().flatMap(List::stream).map(Place::of),
                        consumers.stream()
                                .map(Calls::demand)
                                .filter(Demand::hasSeveral)
                                .flatMap(demand -> demand.client().controlPlanes().stream())
                                .distinct()
                                .flatMap(each -> Demand.placesOf(each).stream()))
                .flatMap(places -> places)
                .distinct()
                .forEach(place -> targets.addAll(place.names()));
        return targets;
    }

    /** Judges every consumer during an outage. */
    void addTo(ImpactTally tally) {
        Judge judge = new Judge(tally);
        boolean anybody = false;
        for (Calls calls : consumers) {
            if (!tally.outage().isDown(calls.demand().client())) {
                anybody = true;
                judge.judge(calls);
            }
        }
        if (!anybody && !consumers.isEmpty() && workloads.stream().allMatch(tally.outage()::isDown)) {
            tally.add(Effect.LOST, new ServiceImpact(service, List.of(), 0));
        }
        judge.end();
    }

    /** Who is affected in one way: the first of them, and how many more. */
    private static final class Affected {

        private final List<ConsumerImpact> first = new ArrayList<>();
        private int more;
    }

    /** The service during an outage. */
    private final class Judge {

        private final ImpactTally tally;
        private final Ways.Remains remains;
        private final Map<Effect, Affected> affected = new EnumMap<>(Effect.class);

        Judge(ImpactTally tally) {
            this.tally = tally;
            this.remains = ways.during(tally.outage());
        }

        void judge(Calls calls) {
            Demand demand = calls.demand();
            Lifelines lines = demand.during(tally.outage());
            boolean ordinary = lines == demand.ordinary();
            Ways mine = ordinary || tally.outage().links().isEmpty() ? ways : new Ways();
            Ways.Bundle now = ordinary ? calls.before() : mine.of(lines.all());
            Ways.Remains remains = mine == ways ? this.remains : mine.during(tally.outage());
            long remaining = remains.of(now);
            if (remaining < calls.before().all()) {
                int priority = remaining == 0 ? 0 : failoverOf(lines, remains, now);
                Effect effect = remaining == 0 ? Effect.LOST : priority == 0 ? Effect.DEGRADED : Effect.FAILED_OVER;
                Affected known = affected.computeIfAbsent(effect, key -> new Affected());
                if (known.first.size() < tally.wanted(effect)) {
                    List<Locality> to = priority == 0 ? List.of() : localitiesAt(priority, lines, remains, now);
                    known.first.add(new ConsumerImpact(
                            demand.client(), remaining, calls.before().all(), to));
                } else {
                    known.more++;
                }
            }
        }

        void end() {
            affected.forEach((effect, consumers) ->
                    tally.add(effect, new ServiceImpact(service, consumers.first, consumers.more)));
        }

        /** The priority that is called instead, if everything that is called first is down; 0 if some of it is up. */
        private int failoverOf(Lifelines lines, Ways.Remains remains, Ways.Bundle bundle) {
            if (!lines.failOver()) {
                return 0;
            }
            List<Integer> priorities = lines.priorities();
            int first = Integer.MAX_VALUE;
            int now = Integer.MAX_VALUE;
            for (int i = 0; i < priorities.size(); i++) {
                first = Math.min(first, priorities.get(i));
                now = remains.isUp(bundle, i) ? Math.min(now, priorities.get(i)) : now;
            }
            return first == now ? 0 : now;
        }

        private List<Locality> localitiesAt(int priority, Lifelines lines, Ways.Remains remains, Ways.Bundle bundle) {
            List<Integer> priorities = lines.priorities();
            Set<Locality> places = new LinkedHashSet<>();
            for (int i = 0; i < priorities.size(); i++) {
                if (priorities.get(i) == priority && remains.isUp(bundle, i)) {
                    places.add(Locality.of(lines.all().get(i).workload()));
                }
            }
            return places.stream().sorted().toList();
        }
    }
}
