package dev.sailplan.rule.waiver;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.rule.WaiverReview;
import dev.sailplan.rule.WaiverRule;
import dev.sailplan.waiver.Waiver;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "WVR001",
        name = "waiver-expired",
        severity = WARNING,
        summary = "Every waiver has a reason, an owner and a day, not past, on which it expires",
        message = "The waiver of {waived} {why}; it waives nothing",
        remedy =
                "Decide anew whether the finding is accepted, and write down why, who says so and until when; or remove the"
                        + " waiver.",
        source = "Topology document, version 1",
        since = "0.1")
final class WaiverExpired implements WaiverRule {

    @Override
    public Stream<Outcome> check(WaiverReview review) {
        return review.waivers().all().stream()
                .filter(waiver -> !waiver.defects().isEmpty())
                .map(WaiverExpired::violation);
    }

    private static Violation violation(Waiver waiver) {
        return Violation.of(new Subject(waiver.at(), null))
                .with("waived", waiver.rule())
                .with("why", waiver.defects().stream().map(Waiver.Defect::words).collect(Collectors.joining(" and ")));
    }
}
