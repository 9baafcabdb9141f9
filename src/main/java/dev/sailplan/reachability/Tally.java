package dev.sailplan.reachability;

import dev.sailplan.reachability.EndpointView.Verdict;
import java.util.EnumSet;
import java.util.Set;

/** What becomes of a client's calls to a service, over all its endpoints. */
final class Tally {

    private boolean works;
    private boolean fails;
    private boolean lost;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    /** Counts endpoints that are not served. */
    void dropped(Reason reason, boolean isLost) {
        lost |= isLost;
        if (isLost) {
            reasons.add(reason);
        }
    }

    /** Counts endpoints that are served on one path, directly or through one gateway. */
    void served(Reason path, boolean reachable, Set<Reason> problems, Set<Reason> onThePath) {
        works |= reachable;
        if (!reachable) {
            fails = true;
            reasons.add(path);
            reasons.addAll(problems);
            reasons.addAll(onThePath);
        }
    }

    Verdict verdict(boolean resolves) {
        if (!resolves || !works) {
            return Verdict.UNREACHABLE;
        }
        return fails || lost ? Verdict.DEGRADED : Verdict.REACHABLE;
    }

    /** Why calls are lost or fail. */
    Set<Reason> reasons() {
        return reasons;
    }
}
