package dev.sailplan.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.finding.Severity;
import dev.sailplan.fix.Levers;
import dev.sailplan.profile.Profile;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Scorecard;
import dev.sailplan.topology.DeploymentModel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a validation. The same document, ruleset and day give the same report, byte for byte.
 *
 * @param topology the name of the topology, null if it has none that can be read
 * @param verdict the answer in one word
 * @param phase {@code structure} if the document has structural errors and nothing else was checked, otherwise
 *     {@code topology}
 * @param asOf the day for which dates were judged
 * @param summary how many findings there are
 * @param deploymentModel what kind of deployment it is; left out in phase {@code structure}
 * @param findings what was found: by severity, then rule, then place
 * @param truncated codes of rules that found more than the thousand that are listed
 * @param untriedFixes how many findings have changes that would perhaps repair them, and were not tried in a document this large
 * @param notEvaluated rules that lack facts, by code
 * @param missingFacts which facts to state next so that the most rules can be evaluated
 * @param scores how available and how isolated it is; left out in phase {@code structure}
 * @param reachability who can call what; left out unless it is asked for, and in phase {@code structure}
 * @param profile how severe findings are
 * @param waiversIgnored whether findings count although they are waived
 * @param document which document this is about
 * @param ruleset which edition of the rules
 */
public record ValidationReport(
        @Nullable String topology,
        Verdict verdict,
        String phase,
        LocalDate asOf,
        Summary summary,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DeploymentModel deploymentModel,
        List<Finding> findings,
        List<String> truncated,
        int untriedFixes,
        List<NotEvaluated> notEvaluated,
        MissingFacts missingFacts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Scores scores,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReachabilityReport reachability,
        Profile profile,
        boolean waiversIgnored,
        DocumentHash document,
        RulesetInfo ruleset) {

    public ValidationReport {
        findings = List.copyOf(findings);
        truncated = List.copyOf(truncated);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /** The same report for another day. */
    public ValidationReport on(LocalDate day) {
        return new ValidationReport(
                topology,
                verdict,
                phase,
                day,
                summary,
                deploymentModel,
                findings,
                truncated,
                untriedFixes,
                notEvaluated,
                missingFacts,
                scores,
                reachability,
                profile,
                waiversIgnored,
                document,
                ruleset);
    }

    /**
     * Numbers of findings that are listed.
     *
     * @param error ERROR findings that are not waived
     * @param warning WARNING findings that are not waived
     * @param info INFO findings that are not waived
     * @param waived findings of any severity that are waived
     * @param notEvaluated rules that lack facts
     */
    public record Summary(int error, int warning, int info, int waived, int notEvaluated) {

        /** Counts what an evaluation lists. */
        public static Summary of(Evaluation evaluation) {
            List<Finding> standing = evaluation.findings().stream()
                    .filter(finding -> finding.waived() == null)
                    .toList();
            return new Summary(
                    count(standing, Severity.ERROR),
                    count(standing, Severity.WARNING),
                    count(standing, Severity.INFO),
                    evaluation.findings().size() - standing.size(),
                    evaluation.notEvaluated().size());
        }

        private static int count(List<Finding> findings, Severity severity) {
            return (int) findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
        }

        /** The numbers in words, such as {@code 1 error, 2 warnings, 0 infos, 0 waived, 1 rule not evaluated}. */
        public String words() {
            return counted(error, "error") + ", " + counted(warning, "warning") + ", " + counted(info, "info") + ", "
                    + waived + " waived, " + counted(notEvaluated, "rule") + " not evaluated";
        }

        private static String counted(int number, String noun) {
            return number + " " + noun + (number == 1 ? "" : "s");
        }
    }

    /**
     * The scores of the topology.
     *
     * @param availability what keeps working when something fails
     * @param isolation what one tenant's misfortune or misdeed means to others
     * @param untriedLevers how many changes would perhaps raise a dimension, and were not tried: in a document this large, or because a rule found more
     *     than is listed
     */
    public record Scores(FamilyScore availability, FamilyScore isolation, int untriedLevers) {

        static Scores of(Levers.Offer offer) {
            return new Scores(
                    offer.card().availability().listed(),
                    offer.card().isolation().listed(),
                    offer.untried());
        }

        /** The two families as one. */
        public Scorecard card() {
            return new Scorecard(availability, isolation);
        }
    }

    /**
     * Names a document by its content.
     *
     * @param sha256 of its bytes as sent, uncompressed, in hexadecimal
     */
    public record DocumentHash(String sha256) {

        public static DocumentHash of(byte[] document) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
                return new DocumentHash(HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every Java platform has SHA-256", impossible);
            }
        }
    }

    /**
     * Names the edition of the rules.
     *
     * @param version changes whenever the same document could get another answer
     * @param date the day its knowledge of Istio is from
     * @param rules how many rules there are
     */
    public record RulesetInfo(String version, LocalDate date, int rules) {}
}
