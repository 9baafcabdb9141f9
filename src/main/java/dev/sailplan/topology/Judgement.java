package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether something holds: yes, no, or unknown for want of facts. Combined by Kleene's three-valued logic, so that an unknown
 * fact matters only where it could change the answer.
 */
public final class Judgement {

    private static final Judgement YES = new Judgement(true, List.of());
    private static final Judgement NO = new Judgement(false, List.of());

    private final boolean holds;
    private final List<Pointer> needs;

    private Judgement(boolean holds, List<Pointer> needs) {
        this.holds = holds;
        this.needs = needs;
    }

    public static Judgement of(boolean holds) {
        return holds ? YES : NO;
    }

    /** It depends on facts the document does not state. */
    public static Judgement unknown(Pointer... needs) {
        return new Judgement(false, List.of(needs));
    }

    public boolean isYes() {
        return holds;
    }

    public boolean isNo() {
        return !holds && needs.isEmpty();
    }

    public boolean isUnknown() {
        return !needs.isEmpty();
    }

    /** The facts that would settle it; empty if it is settled. */
    public List<Pointer> needs() {
        return needs;
    }

    /** Whether both hold; the other is asked only if this is not a no. */
    public Judgement and(Supplier<Judgement> other) {
        if (isNo()) {
            return NO;
        }
        Judgement second = other.get();
        return second.isNo() || isYes() ? second : second.isYes() ? this : withNeedsOf(second);
    }

    /** Whether both hold. */
    public Judgement and(Judgement other) {
        if (isYes() || other.isNo()) {
            return other;
        }
        return isNo() || other.isYes() ? this : withNeedsOf(other);
    }

    /** Whether one of them holds; the other is asked only if this is not a yes. */
    public Judgement or(Supplier<Judgement> other) {
        if (isYes()) {
            return YES;
        }
        Judgement second = other.get();
        return second.isYes() || isNo() ? second : second.isNo() ? this : withNeedsOf(second);
    }

    /** Whether it does not hold. */
    public Judgement not() {
        return isUnknown() ? this : of(!holds);
    }

    private Judgement withNeedsOf(Judgement other) {
        List<Pointer> all = new ArrayList<>(needs);
        other.needs.stream().filter(need -> !needs.contains(need)).forEach(all::add);
        return new Judgement(false, List.copyOf(all));
    }

    @Override
    public String toString() {
        return isUnknown() ? "unknown " + needs : holds ? "yes" : "no";
    }
}
