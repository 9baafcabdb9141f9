package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the smallest sets of failures that leave a consumer without an endpoint, or a service without workloads.
 *
 * <p>A set of failures is a loss if it stops every way. Beginning with none, the first way that survives is looked at: whatever
 * loss holds the failures so far has to hold one more that can stop that way, or change who configures the consumer. So each of
 * those is tried in turn, down to the wanted size. Nothing is missed, and what is looked at does not grow with the number of
 * endpoints or of failures in the topology.
 */
final class CutSearch {

    /** Which of several losses is told, whatever the order of the document. */
    static final Comparator<Set<Failure>> FIRST = Comparator.comparing(FailureOrder::ordered, FailureOrder.BY_SIZE);

    /** What may be lost. */
    private interface Need {

        /** Whether it is nobody's need any more. */
        boolean isMoot(Outage outage);

        /** The failures one of which any larger loss has to hold; none if it is lost already. */
        Optional<Set<Failure>> next(Outage outage);
    }

    /**
     * What is looked for.
     *
     * @param kinds the kinds of failures that are combined
     * @param size how many at most
     * @param any whether any loss ends the search
     */
    private record Wanted(Set<FailureKind> kinds, int size, boolean any) {}

    private final Need need;
    private final Wanted wanted;
    private final Set<Set<Failure>> seen = new HashSet<>();
    private final Set<Set<Failure>> cuts = new LinkedHashSet<>();

    private CutSearch(Need need, Wanted wanted) {
        this.need = need;
        this.wanted = wanted;
    }

    /** The smallest sets of at most the given size that leave a consumer, which is up, without an endpoint. */
    static Set<Set<Failure>> cutsOf(Demand demand, int size) {
        return cutsOf(demand, List.of(demand.client()), size);
    }

    /**
     * The same for consumers that have the same ways and are configured alike: what leaves one of them without an endpoint leaves
     * all, apart from those that are down themselves.
     *
     * @param demand that of any of them
     * @param clients where they run
     */
    static Set<Set<Failure>> cutsOf(Demand demand, Collection<Cluster> clients, int size) {
        Wanted all = new Wanted(EnumSet.allOf(FailureKind.class), size, false);
        Predicate<Outage> moot = outage -> clients.stream().allMatch(outage::isDown);
        return new CutSearch(needOf(demand, moot, line -> true), all).find();
    }

    /** The smallest sets of at most the given size that take all of some workloads down. */
    static Set<Set<Failure>> cutsOf(Collection<Workload> workloads, int size) {
        Wanted all = new Wanted(EnumSet.allOf(FailureKind.class), size, false);
        return new CutSearch(needOf(workloads), all).find();
    }

    /**
     * The first set of failures that leaves a consumer, which is up, without an endpoint.
     *
     * @param usable which of its ways count
     */
    static Optional<Set<Failure>> firstCutOf(
            Demand demand, Predicate<Lifeline> usable, Set<FailureKind> kinds, int size) {
        return new CutSearch(needOf(demand, demand::isMoot, usable), new Wanted(kinds, size, true)).findFirst();
    }

    /** The smallest sets of failures that leave a consumer without an endpoint, those that take it down as well among them. */
    static Set<Set<Failure>> stopsOf(Demand demand, Predicate<Lifeline> usable, Set<FailureKind> kinds, int size) {
        return new CutSearch(needOf(demand, outage -> false, usable), new Wanted(kinds, size, false)).find();
    }

    /** The first set of failures that takes all of some workloads down. */
    static Optional<Set<Failure>> firstCutOf(Collection<Workload> workloads, Set<FailureKind> kinds, int size) {
        if (Independence.ofWorkloads(workloads, kinds, size + 1)) {
            return Optional.empty();
        }
        return new CutSearch(needOf(workloads), new Wanted(kinds, size, true)).findFirst();
    }

    private static Need needOf(Demand demand, Predicate<Outage> moot, Predicate<Lifeline> usable) {
        return new Need() {
            @Override
            public boolean isMoot(Outage outage) {
                return moot.test(outage);
            }

            @Override
            public Optional<Set<Failure>> next(Outage outage) {
                return demand.hazardsOfSurvivor(outage, usable);
            }
        };
    }

    private static Need needOf(Collection<Workload> workloads) {
        return new Need() {
            @Override
            public boolean isMoot(Outage outage) {
                return false;
            }

            @Override
            public Optional<Set<Failure>> next(Outage outage) {
                return workloads.stream()
                        .filter(workload -> !outage.isDown(workload))
                        .findFirst()
                        .map(workload -> Hazards.next(workload, outage));
            }
        };
    }

    private Set<Set<Failure>> find() {
        extend(Set.of());
        return minimal(cuts);
    }

    /** Whether there is any is known soon; the one that is told is the first in order, whatever the order of the document. */
    private Optional<Set<Failure>> findFirst() {
        extend(Set.of());
        return cuts.isEmpty()
                ? Optional.empty()
                : new CutSearch(need, new Wanted(wanted.kinds(), wanted.size(), false))
                        .find().stream().min(FIRST);
    }

    private void extend(Set<Failure> failed) {
        Outage outage = new Outage(failed);
        if (isEnough() || !seen.add(failed) || need.isMoot(outage)) {
            return;
        }
        Optional<Set<Failure>> next = need.next(outage);
        if (next.isEmpty()) {
            cuts.add(failed);
        } else if (failed.size() < wanted.size()) {
            next.get().stream()
                    .filter(failure -> wanted.kinds().contains(failure.kind()) && !failed.contains(failure))
                    .forEach(failure -> extend(with(failed, failure)));
        }
    }

    private boolean isEnough() {
        return wanted.any() && !cuts.isEmpty();
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
