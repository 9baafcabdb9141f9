package dev.sailplan.failure;

import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Workload;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the smallest sets of failures that leave a consumer without an endpoint, or a service without workloads.
 *
 * <p>A set of failures is lost if it stops every way. Beginning with none, the first way that survives is looked at: whatever set
 * is lost and holds the failures so far has to hold one more that can stop that way, or change who configures the consumer. So each
 * of those is tried in turn, down to the wanted size. Nothing is missed, and what is looked at does not grow with the number of
 * endpoints or of failures in the topology.
 */
final class CutSearch {

    /** What may be lost. */
    private interface Need {

        /** Whether it is nobody's need any more. */
        boolean isMoot(Outage outage);

        /** The failures one of which any larger loss has to hold; none if it is lost already. */
        Optional<Set<Failure>> next(Outage outage);
    }

    private final int size;
    private final Need need;
    private final Set<Set<Failure>> seen = new HashSet<>();
    private final Set<Set<Failure>> cuts = new LinkedHashSet<>();

    private CutSearch(int size, Need need) {
        this.size = size;
        this.need = need;
    }

    /** The smallest sets of at most the given size that leave a consumer, which is up, without an endpoint. */
    static Set<Set<Failure>> cutsOf(Demand demand, int size) {
        return new CutSearch(size, new Need() {
                    @Override
                    public boolean isMoot(Outage outage) {
                        return outage.isDown(demand.client());
                    }

                    @Override
                    public Optional<Set<Failure>> next(Outage outage) {
                        return demand.survivorOf(outage).map(line -> hazards(line, demand, outage));
                    }
                })
                .find();
    }

    private static Set<Failure> hazards(Lifeline line, Demand demand, Outage outage) {
        Set<Failure> hazards = new LinkedHashSet<>(Hazards.of(line));
        hazards.addAll(demand.hazardsOfControl(outage));
        return hazards;
    }

    /** The smallest sets of at most the given size that take all of some workloads down. */
    static Set<Set<Failure>> cutsOf(Collection<Workload> workloads, int size) {
        return new CutSearch(size, new Need() {
                    @Override
                    public boolean isMoot(Outage outage) {
                        return false;
                    }

                    @Override
                    public Optional<Set<Failure>> next(Outage outage) {
                        return workloads.stream()
                                .filter(workload -> !outage.isDown(workload))
                                .findFirst()
                                .map(Hazards::of);
                    }
                })
                .find();
    }

    private Set<Set<Failure>> find() {
        extend(Set.of());
        return minimal(cuts);
    }

    private void extend(Set<Failure> failed) {
        Outage outage = new Outage(failed);
        if (!seen.add(failed) || need.isMoot(outage)) {
            return;
        }
        Optional<Set<Failure>> next = need.next(outage);
        if (next.isEmpty()) {
            cuts.add(failed);
        } else if (failed.size() < size) {
            next.get().stream()
                    .filter(failure -> !failed.contains(failure))
                    .forEach(failure -> extend(with(failed, failure)));
        }
    }

    private static Set<Failure> with(Set<Failure> failed, Failure failure) {
        Set<Failure> more = new HashSet<>(failed);
        more.add(failure);
        return more;
    }

    /** Those that hold no other. */
    static Set<Set<Failure>> minimal(Set<Set<Failure>> sets) {
        return sets.stream()
                .filter(each -> !holdsOther(each, sets))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean holdsOther(Set<Failure> whole, Set<Set<Failure>> sets) {
        return whole.stream().anyMatch(left -> {
            Set<Failure> rest = new HashSet<>(whole);
            rest.remove(left);
            return sets.contains(rest) || holdsOther(rest, sets);
        });
    }
}
