package dev.sailplan.fix;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.INFO;
import static dev.sailplan.finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Rule;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which changes are offered, shown with rules made up for the purpose. */
class FixesTest {

    private static final Terms TERMS = Terms.on(LocalDate.of(2026, 11, 20));
    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final Pointer DESCRIPTION = new Pointer("/labels/says");
    private static final PatchOperation REPAIR = PatchOperation.replace(DESCRIPTION, "right");
    private static final String WRONG = "name: shop\nlabels: {says: wrong}\nclusters: [{name: east}]\n";

    private static boolean says(Topology topology, String text) {
        return text.equals(topology.labels().get("says"));
    }

    /** Wants a label to say {@code right}, and proposes three ways to get there. */
    @RuleInfo(
            code = "FIX001",
            name = "wants-right",
            severity = WARNING,
            summary = "The label is right",
            message = "It is not right",
            remedy = "Write right.",
            source = "This test",
            since = "0.1")
    private record WantsRight(List<PatchOperation> first, List<PatchOperation> second) implements TopologyRule {

        @Override
        public Stream<Outcome> check(Topology topology) {
            return says(topology, "right")
                    ? Stream.empty()
                    : Stream.of(Violation.of(topology.clusters().get(0).subject())
                            .repairedBy(first)
                            .repairedBy(second));
        }
    }

    /** Has something against {@code right}. */
    @RuleInfo(
            code = "FIX002",
            name = "hates-right",
            severity = INFO,
            sometimes = {WARNING, ERROR},
            summary = "The label is not right",
            message = "It is right",
            remedy = "Write wrong.",
            source = "This test",
            since = "0.1")
    private record HatesRight(dev.sailplan.finding.Severity severity) implements TopologyRule {

        @Override
        public Stream<Outcome> check(Topology topology) {
            return says(topology, "right")
                    ? Stream.of(
                            Violation.of(topology.clusters().get(0).subject()).as(severity))
                    : Stream.empty();
        }
    }

    /** Wants {@code right}, and can be silenced with {@code unknown}. */
    @RuleInfo(
            code = "FIX003",
            name = "can-be-silenced",
            severity = ERROR,
            summary = "The label is right",
            message = "It is not right",
            remedy = "Write right.",
            source = "This test",
            since = "0.1")
    private static final class CanBeSilenced implements TopologyRule {

        @Override
        public Stream<Outcome> check(Topology topology) {
            if (says(topology, "unknown")) {
                return Stream.of(Missing.of(DESCRIPTION));
            }
            return Stream.of(Violation.of(topology.clusters().get(0).subject())
                    .repairedBy(PatchOperation.replace(DESCRIPTION, "unknown")));
        }
    }

    private static Fixes.Offer offer(String yaml, long budget, Rule... rules) {
        RuleEngine engine = new RuleEngine(new RuleCatalog(List.of(rules)), Ruleset.CURRENT);
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        ReadDocument document = ((Read<ReadDocument>) READER.read(bytes, Notation.YAML)).document();
        Evaluation evaluation = engine.evaluate(document, TERMS);
        return new Fixes(READER, engine, budget).offer(new Source(bytes, Notation.YAML), document, evaluation, TERMS);
    }

    private static List<PatchOperation> fix(Rule... rules) {
        return offer(WRONG, 10_000, rules).findings().get(0).fix();
    }

    @Test
    void offersWhatRemovesTheFinding() {
        assertThat(fix(new WantsRight(List.of(REPAIR), List.of()))).containsExactly(REPAIR);
    }

    @Test
    void offersTheFirstOfSeveralThatDoes() {
        PatchOperation useless = PatchOperation.replace(DESCRIPTION, "also wrong");
        assertThat(fix(new WantsRight(List.of(useless), List.of(REPAIR)))).containsExactly(REPAIR);
        assertThat(fix(new WantsRight(List.of(useless), List.of(useless)))).isEmpty();
    }

    @Test
    void offersNothingThatNamesAPlaceThatDoesNotExist() {
        PatchOperation nowhere = PatchOperation.replace(new Pointer("/clusters/7/name"), "right");
        assertThat(fix(new WantsRight(List.of(nowhere), List.of()))).isEmpty();
    }

    @Test
    void offersNothingThatBringsAFindingAsSevereButTakesMilderOnesInExchange() {
        WantsRight wants = new WantsRight(List.of(REPAIR), List.of());
        assertThat(fix(wants, new HatesRight(INFO))).containsExactly(REPAIR);
        assertThat(fix(wants, new HatesRight(WARNING))).isEmpty();
        assertThat(fix(wants, new HatesRight(ERROR))).isEmpty();
    }

    @Test
    void offersNothingThatOnlyKeepsTheRuleFromBeingEvaluated() {
        assertThat(fix(new CanBeSilenced())).isEmpty();
    }

    @Test
    void saysHowManyItHadNoRoomToTry() {
        Fixes.Offer offer = offer(WRONG, WRONG.length() - 1, new WantsRight(List.of(REPAIR), List.of()));
        assertThat(offer.untried()).isEqualTo(1);
        assertThat(offer.findings()).singleElement().extracting(Finding::fix).isEqualTo(List.of());
        assertThat(offer(WRONG, WRONG.length(), new WantsRight(List.of(REPAIR), List.of()))
                        .untried())
                .isZero();
    }

    @Test
    void offersNothingForADocumentInWhichAKeyIsThereTwice() {
        assertThat(offer(WRONG + "name: shop\n", 10_000, new WantsRight(List.of(REPAIR), List.of()))
                        .findings()
                        .get(0)
                        .fix())
                .isEmpty();
    }
}
