package dev.sailplan.rule.waiver;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleDescription;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.rule.WaiverReview;
import dev.sailplan.rule.WaiverRule;
import dev.sailplan.waiver.Waiver;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

@RuleInfo(
        code = "WVR002",
        name = "waiver-unused",
        severity = INFO,
        summary = "Every waiver matches a finding, and the finding it is bound to is still the one that was accepted",
        message = "The waiver of {waived} waives nothing: {why}",
        remedy =
                "Remove the waiver, or correct its rule, subjects or evidence; left behind, it would hide the next finding that"
                        + " fits it.",
        source = "Topology document, version 1",
        since = "0.1")
final class WaiverUnused implements WaiverRule {

    @Override
    public Stream<Outcome> check(WaiverReview review) {
        return review.waivers().all().stream()
                .filter(waiver ->
                        waiver.defects().isEmpty() && !review.result().used().contains(waiver) && !review.isOff(waiver))
                .map(waiver -> outcome(waiver, review));
    }

    private static Outcome outcome(Waiver waiver, WaiverReview review) {
        boolean lapsed = review.result().lapsed().contains(waiver);
        return lapsed || review.needsOf(waiver).isEmpty()
                ? violation(waiver, whyOf(waiver, review))
                : new Missing(review.needsOf(waiver));
    }

    private static Violation violation(Waiver waiver, String why) {
        return Violation.of(new Subject(waiver.at(), null))
                .with("waived", waiver.rule())
                .with("why", why)
                .repairedBy(PatchOperation.remove(waiver.at()));
    }

    private static String whyOf(Waiver waiver, WaiverReview review) {
        Optional<RuleDescription> rule = review.ruleOf(waiver);
        if (rule.isEmpty()) {
            return "no rule has this code"
                    + DidYouMean.hint(
                            waiver.rule(), new TreeSet<>(review.rules().keySet()));
        } else if (!rule.get().waivable()) {
            return "findings of this rule cannot be waived";
        } else if (review.result().lapsed().contains(waiver)) {
            return "what it was bound to has changed, the finding now has another fingerprint than its evidence";
        }
        return waiver.subjects().isEmpty() ? "the rule finds nothing" : "the rule finds nothing about its subjects";
    }
}
