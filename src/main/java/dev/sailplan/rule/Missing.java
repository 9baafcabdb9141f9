package dev.sailplan.rule;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Judgement;
import java.util.List;

/**
 * Facts without which a rule cannot be evaluated in one case.
 *
 * @param needs where they would be written
 */
public record Missing(List<Pointer> needs) implements Outcome {

    public Missing {
        needs = List.copyOf(needs);
    }

    public static Missing of(Pointer... needs) {
        return new Missing(List.of(needs));
    }

    /** What an unknown judgement lacks. */
    public static Missing of(Judgement unknown) {
        return new Missing(unknown.needs());
    }
}
