package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.ControlPlane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds whether consumers can be left without an endpoint, and searches only where their ways are not independent. Both whether
 * they are and what stops them all is found out once for consumers that share them. To be used by one thread.
 */
final class LossSearch {

    private final Predicate<Lifeline> usable;
    private final Function<Lifeline, Set<Failure>> hazards;
    private final Set<FailureKind> kinds;
    private final int size;
    private final Map<Lifelines, Boolean> independent = new HashMap<>();
    private final Map<Outlook, Set<Set<Failure>>> cuts = new HashMap<>();

    /** All that decides what stops a consumer's calls, as long as no links fail. */
    private record Outlook(List<ControlPlane> changing, List<Lifelines> views) {

        static Outlook of(Demand demand) {
            return new Outlook(demand.hasSeveral() ? demand.client().controlPlanes() : List.of(), demand.everyView());
        }
    }

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
        return demand.everyView().stream().allMatch(this::isIndependent) ? Optional.empty() : search(demand);
    }

    /**
     * What takes the consumer down as well is no loss of its. That leaves the smallest sets of the others as they are, since whoever
     * is down stays down when more fails. Which links matter depends on where a consumer is, so with them each search is its own.
     */
    private Optional<Set<Failure>> search(Demand demand) {
        return kinds.contains(FailureKind.LINK)
                ? CutSearch.firstCutOf(demand, usable, kinds, size)
                : cuts
                        .computeIfAbsent(Outlook.of(demand), outlook -> CutSearch.stopsOf(demand, usable, kinds, size))
                        .stream()
                        .filter(cut -> !demand.isMoot(new Outage(cut)))
                        .min(CutSearch.FIRST);
    }

    private boolean isIndependent(Lifelines ways) {
        return independent.computeIfAbsent(ways, each -> Independence.ofWays(each, usable, hazards, kinds, size + 1));
    }
}
