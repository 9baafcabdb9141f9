package dev.sailplan.finding;

import java.util.List;

/**
 * A rule that could not be evaluated everywhere.
 *
 * @param rule its code
 * @param needs the facts it misses, as JSON Pointers
 */
public record NotEvaluated(String rule, List<String> needs) {

    public NotEvaluated {
        needs = List.copyOf(needs);
    }
}
