package dev.sailplan.rule;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.PositionIndex;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.finding.Severity;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.RuleCatalog.Entry;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules on a document: first those on its structure and, if they find no ERROR, those on the topology it describes.
 *
 * <p>The answer depends on the document, the rules and the day alone.
 */
public final class RuleEngine {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(finding -> new Pointer(finding.subjects().get(0).pointer()))
            .thenComparing(Finding::message);

    /** A rule that finds more says nothing new; the report names it as truncated. */
    private static final int MOST_FINDINGS = 1_000;

    private final RuleCatalog catalog;
    private final Ruleset ruleset;

    public RuleEngine(RuleCatalog catalog, Ruleset ruleset) {
        this.catalog = catalog;
        this.ruleset = ruleset;
    }

    /**
     * Evaluates all rules.
     *
     * @param asOf the day for which dates are judged, null for the document's
     * @param today the day that is meant if neither says
     * @throws RuleFailedException if a rule throws
     */
    public Evaluation evaluate(ReadDocument document, @Nullable LocalDate asOf, LocalDate today) {
        return evaluate(document, asOf, today, true);
    }

    /**
     * Evaluates the rules on the structure alone, for who needs the topology and not what is wrong with it.
     *
     * @param today the day that is meant if the document does not say
     * @throws RuleFailedException if a rule throws
     */
    public Evaluation assemble(ReadDocument document, LocalDate today) {
        return evaluate(document, null, today, false);
    }

    private Evaluation evaluate(ReadDocument document, @Nullable LocalDate asOf, LocalDate today, boolean judging) {
        LocalDate stated = asOf == null ? document.content().asOf() : asOf;
        LocalDate day = Objects.requireNonNullElse(stated, today);
        Collected collected = new Collected(document.positions());
        catalog.entries().forEach(entry -> checkStructure(entry, document, collected));
        if (collected.hasError()) {
            return collected.toEvaluation(day, null);
        }
        Topology topology = Topology.of(document.content(), day, ruleset.newestIstio());
        Reachability reachability = Reachability.of(topology);
        if (judging) {
            catalog.entries().forEach(entry -> checkTopology(entry, reachability, collected));
        }
        return collected.toEvaluation(day, reachability);
    }

    private static void checkStructure(Entry entry, ReadDocument document, Collected collected) {
        if (entry.rule() instanceof DocumentRule rule) {
            collected.add(
                    entry.description(), run(entry, () -> rule.check(document).limit(MOST_FINDINGS + 1)));
        }
    }

    private static void checkTopology(Entry entry, Reachability reachability, Collected collected) {
        if (entry.rule() instanceof TopologyRule rule) {
            collected.add(entry.description(), run(entry, () -> rule.check(reachability.topology())));
        } else if (entry.rule() instanceof ReachabilityRule rule) {
            collected.add(entry.description(), run(entry, () -> rule.check(reachability)));
        }
    }

    private static <T extends Outcome> List<T> run(Entry entry, Supplier<Stream<T>> check) {
        try {
            return check.get().toList();
        } catch (RuntimeException bug) {
            throw new RuleFailedException(entry.description().code(), bug);
        }
    }

    /** What the rules have said so far. */
    private static final class Collected {

        private final PositionIndex positions;
        private final List<Finding> findings = new ArrayList<>();
        private final List<NotEvaluated> notEvaluated = new ArrayList<>();
        private final List<String> truncated = new ArrayList<>();

        Collected(PositionIndex positions) {
            this.positions = positions;
        }

        void add(RuleDescription rule, List<? extends Outcome> outcomes) {
            List<Finding> found = new ArrayList<>();
            TreeSet<Pointer> needs = new TreeSet<>();
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Violation violation) {
                    found.add(toFinding(rule, violation));
                } else if (outcome instanceof Missing missing) {
                    needs.addAll(missing.needs());
                }
            }
            if (!needs.isEmpty()) {
                notEvaluated.add(new NotEvaluated(
                        rule.code(), needs.stream().map(Pointer::text).toList()));
            }
            addLimited(rule, found);
        }

        private void addLimited(RuleDescription rule, List<Finding> found) {
            if (found.size() > MOST_FINDINGS) {
                truncated.add(rule.code());
                found.sort(ORDER);
                findings.addAll(found.subList(0, MOST_FINDINGS));
            } else {
                findings.addAll(found);
            }
        }

        private Finding toFinding(RuleDescription rule, Violation violation) {
            List<FindingSubject> subjects = violation.subjects().stream()
                    .map(subject -> FindingSubject.of(subject, positionOf(subject)))
                    .toList();
            return new Finding(
                    rule.code(),
                    rule.name(),
                    rule.severityOf(violation),
                    rule.render(violation.facts()),
                    subjects,
                    violation.facts(),
                    rule.remedy(),
                    List.of(),
                    Fingerprint.of(rule.code(), violation),
                    null,
                    "/api/v1/rules/" + rule.code());
        }

        private Position positionOf(Subject subject) {
            Position own = subject.position();
            return own == null ? positions.positionOf(subject.pointer()) : own;
        }

        boolean hasError() {
            return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        }

        Evaluation toEvaluation(LocalDate day, @Nullable Reachability reachability) {
            findings.sort(ORDER);
            return new Evaluation(day, reachability, findings, notEvaluated, truncated);
        }
    }
}
