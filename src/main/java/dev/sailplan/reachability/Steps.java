package dev.sailplan.reachability;

import dev.sailplan.topology.Judgement;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a passage, one step after the other.
 *
 * <p>It keeps two answers apart. What a view says takes every unknown fact for granted, and there the first step that drops an
 * endpoint decides. Whether a call works for certain counts every step, and an unknown fact leaves it open unless another step
 * settles it.
 */
final class Steps {

    private static final Judgement YES = Judgement.of(true);
    private static final Judgement NO = Judgement.of(false);

    /** The steps that keep endpoints inside their cluster or network; each is a rule's own business. */
    private static final Set<Reason> BOUNDS = EnumSet.of(
            Reason.CLUSTER_LOCAL,
            Reason.NOT_EXPORTED,
            Reason.HEADLESS_ACROSS_NETWORKS,
            Reason.HEADLESS_OTHER_CLUSTER,
            Reason.NO_USABLE_GATEWAY);

    private final @Nullable Reason excused;
    private Set<Reason> problems = Set.of();
    private Set<Reason> certain = Set.of();
    private @Nullable Reason dropped;
    private Judgement works = YES;
    private Judgement stopped = NO;

    Steps() {
        this(null);
    }

    /**
     * Takes the steps as if one bound did not exist, and none behind it.
     *
     * @param excused the reason that is kept apart, null for none
     */
    Steps(@Nullable Reason excused) {
        this.excused = excused;
    }

    /** A step that is settled. */
    boolean pass(Reason otherwise, boolean holds) {
        return holds ? goesOn() : pass(otherwise, NO, false);
    }

    /** A step in which an unknown fact is taken for favourable. */
    boolean pass(Reason otherwise, Judgement holds) {
        return holds.isYes() ? goesOn() : pass(otherwise, holds, !holds.isNo());
    }

    /**
     * Takes a step.
     *
     * @param otherwise why the passage ends if it does not hold
     * @param holds whether it holds, as far as facts tell
     * @param taken whether a view takes it to hold
     * @return whether the steps behind it matter
     */
    boolean pass(Reason otherwise, Judgement holds, boolean taken) {
        if (isExcused(otherwise)) {
            stopped = otherwise == excused ? stopped.or(holds::not) : stopped;
            return goesOn();
        }
        if (!taken) {
            fail(otherwise);
        }
        if (holds.isNo()) {
            certain = with(otherwise, certain);
        }
        works = works.and(holds);
        return goesOn();
    }

    private boolean isExcused(Reason reason) {
        return excused != null && reason.compareTo(excused) >= 0 && BOUNDS.contains(reason);
    }

    /** Whether the excused reason stands in the way, and nothing else does. */
    Judgement isStoppedByExcusedAlone() {
        return works.and(stopped);
    }

    private void fail(Reason reason) {
        if (reason.kind() == Reason.Kind.UNREACHABLE) {
            problems = with(reason, problems);
        } else if (dropped == null) {
            dropped = reason;
        }
    }

    /** Nearly always there is nothing to add to, and nothing to add. */
    private static Set<Reason> with(Reason reason, Set<Reason> reasons) {
        Set<Reason> more = reasons.isEmpty() ? EnumSet.noneOf(Reason.class) : reasons;
        more.add(reason);
        return more;
    }

    /** Whether steps behind the last could still say something. */
    boolean goesOn() {
        return !works.isNo() || dropped == null;
    }

    /** Adds what is certain of a step that was judged elsewhere. */
    void alsoCertain(Set<Reason> reasons) {
        reasons.forEach(reason -> certain = with(reason, certain));
    }

    /** Counts a step in which several reasons may stand in the way, and which names them itself. */
    void and(Judgement holds) {
        works = works.and(holds);
    }

    @Nullable
    Reason dropped() {
        return dropped;
    }

    Set<Reason> problems() {
        return problems;
    }

    Set<Reason> certain() {
        return certain;
    }

    Judgement works() {
        return works;
    }
}
