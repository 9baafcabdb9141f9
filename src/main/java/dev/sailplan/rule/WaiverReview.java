package dev.sailplan.rule;

import dev.sailplan.document.Pointer;
import dev.sailplan.waiver.Waiver;
import dev.sailplan.waiver.Waivers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The waivers of a document, and what the other rules said that they could be about.
 *
 * @param waivers what the document waives
 * @param result what of that there was to waive
 * @param rules all rules, by code
 * @param lacking what rules lack, by code
 * @param off the codes of rules that did not run: the profile turns them off, or they are about changes
 */
public record WaiverReview(
        Waivers waivers,
        Waivers.Review result,
        Map<String, RuleDescription> rules,
        Map<String, Collection<Pointer>> lacking,
        Collection<String> off) {

    /** The rule a waiver is about; none if there is no such rule. */
    public Optional<RuleDescription> ruleOf(Waiver waiver) {
        return Optional.ofNullable(rules.get(waiver.rule()));
    }

    /** Whether the rule did not run, so that nobody knows whether there is something to waive. */
    public boolean isOff(Waiver waiver) {
        return off.contains(waiver.rule());
    }

    /** The facts without which the rule could not be evaluated everywhere. */
    public List<Pointer> needsOf(Waiver waiver) {
        return List.copyOf(lacking.getOrDefault(waiver.rule(), List.of()));
    }
}
