package dev.sailplan.ranking;

import dev.sailplan.document.Pointer;
import java.util.Collection;
import java.util.List;

/**
 * What became of one requirement.
 *
 * @param requirement what is required, such as {@code survive zone}
 * @param why what decides it, a clause
 * @param facts those that would settle it, as JSON Pointers, the first of them; empty unless the outcome is unknown
 * @param omittedFacts how many more there are
 */
public record RequirementResult(String requirement, Outcome outcome, String why, List<String> facts, int omittedFacts) {

    /** How many facts are listed in one place; who states these knows more. */
    static final int MOST_FACTS = 20;

    public RequirementResult {
        facts = List.copyOf(facts);
    }

    static RequirementResult met(String requirement, String why) {
        return new RequirementResult(requirement, Outcome.MET, why, List.of(), 0);
    }

    static RequirementResult notMet(String requirement, String why) {
        return new RequirementResult(requirement, Outcome.NOT_MET, why, List.of(), 0);
    }

    static RequirementResult unknown(String requirement, String why, Collection<Pointer> facts) {
        List<String> all = facts.stream().sorted().distinct().map(Pointer::text).toList();
        return new RequirementResult(
                requirement,
                Outcome.UNKNOWN,
                why,
                all.stream().limit(MOST_FACTS).toList(),
                Math.max(0, all.size() - MOST_FACTS));
    }
}
