package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Lifelines;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds whether consumers can be left without an endpoint, and searches only where their ways are not independent: that is found
 * out once for consumers that share them. To be used by one thread.
 */
final class LossSearch {

    private final Predicate<Lifeline> usable;
    private final Function<Lifeline, Set<Failure>> hazards;
    private final Set<FailureKind> kinds;
    private final int size;
    private final Map<Lifelines, Boolean> independent = new HashMap<>();

    /**
     * Prepares the search.
     *
     * @param usable which ways count
     * @param hazards everything that threatens one
     * @param kinds what may fail
     * @param size how many of them at the same time at most
     */
    LossSearch(Predicate<Lifeline> usable, Function<Lifeline, Set<Failure>> hazards, Set<FailureKind> kinds, int size) {
        this.usable = usable;
        this.hazards = hazards;
        this.kinds = kinds;
        this.size = size;
    }

    /**
     * The first set of failures that leaves a consumer, which is up, without an endpoint. There is none if the ways are independent
     * that each control plane knows: whichever configures the consumer, one is left.
     */
    Optional<Set<Failure>> firstCutOf(Demand demand) {
        return demand.everyView().stream().allMatch(this::isIndependent)
                ? Optional.empty()
                : CutSearch.firstCutOf(demand, usable, kinds, size);
    }

    private boolean isIndependent(Lifelines ways) {
        return independent.computeIfAbsent(ways, each -> Independence.ofWays(each, usable, hazards, kinds, size + 1));
    }
}
