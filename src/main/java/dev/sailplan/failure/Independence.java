package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.topology.Workload;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whether there are more ways than failures, no two of which anything threatens both: then one is always left, and no loss has to be
 * looked for. That there are is found out quickly; where it is not, nothing is said.
 */
final class Independence {

    /** Those that are independent are found among the first, or there is something that most of them share. */
    private static final int MOST_LOOKED_AT = 40;

    private final Set<FailureKind> kinds;
    private final int wanted;
    private final Set<Failure> taken = new HashSet<>();
    private int lookedAt;
    private int found;

    private Independence(Set<FailureKind> kinds, int wanted) {
        this.kinds = kinds;
        this.wanted = wanted;
    }

    /**
     * Whether so many of the ways are seen to be independent.
     *
     * @param usable which of them count
     * @param hazards everything that threatens one
     * @param kinds what may fail
     * @param wanted one more than the number of failures
     */
    static boolean ofWays(
            Iterable<Lifeline> ways,
            Predicate<Lifeline> usable,
            Function<Lifeline, Set<Failure>> hazards,
            Set<FailureKind> kinds,
            int wanted) {
        Independence independence = new Independence(kinds, wanted);
        for (Lifeline way : ways) {
            if (usable.test(way)) {
                independence.add(hazards.apply(way));
            }
            if (independence.isSettled()) {
                break;
            }
        }
        return independence.isEnough();
    }

    /** Whether so many of the workloads are seen to be independent. */
    static boolean ofWorkloads(Collection<Workload> workloads, Set<FailureKind> kinds, int wanted) {
        Independence independence = new Independence(kinds, wanted);
        for (Workload workload : workloads) {
            Hazards hazards = new Hazards();
            hazards.add(workload);
            independence.add(hazards.found());
            if (independence.isSettled()) {
                break;
            }
        }
        return independence.isEnough();
    }

    /** What nothing threatens is enough by itself. */
    private void add(Set<Failure> hazards) {
        lookedAt++;
        boolean threatened = false;
        for (Failure hazard : hazards) {
            if (kinds.contains(hazard.kind())) {
                if (taken.contains(hazard)) {
                    return;
                }
                threatened = true;
            }
        }
        taken.addAll(hazards);
        found = threatened ? found + 1 : wanted;
    }

    private boolean isSettled() {
        return isEnough() || lookedAt == MOST_LOOKED_AT;
    }

    private boolean isEnough() {
        return found >= wanted;
    }
}
