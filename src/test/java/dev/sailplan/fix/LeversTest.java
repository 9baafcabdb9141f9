package dev.sailplan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.finding.Severity;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Rule;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Family;
import dev.sailplan.score.Improvement;
import dev.sailplan.score.Lever;
import dev.sailplan.score.Merit;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.score.Scorer;
import dev.sailplan.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which changes are levers, shown with dimensions and a rule made up for the purpose. */
class LeversTest {

    private static final Terms TERMS = Terms.on(LocalDate.of(2026, 11, 20));
    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final Pointer HEIGHT = new Pointer("/labels/height");
    private static final String LOW = "name: shop\nlabels: {height: '1'}\nclusters: [{name: east}]\n";
    private static final int ROOMY = 100_000;

    private static String height(Topology topology) {
        return Objects.requireNonNullElse(topology.labels().get("height"), "0");
    }

    private static Improvement raisingTo(String height) {
        return Improvement.of("Raise it to " + height, PatchOperation.replace(HEIGHT, height));
    }

    /** A label is its band; a letter after it earns points. */
    @DimensionInfo(
            name = "height",
            family = Family.AVAILABILITY,
            question = "How high is it?",
            bands = {"flat", "low", "high", "highest"},
            source = "This test")
    private record Height(List<Improvement> improvements) implements ScoreDimension {

        @Override
        public Assessment assess(Deployment deployment) {
            String height = height(deployment.topology());
            int band = height.charAt(0) - '0';
            return Assessment.of(band, "it says so", HEIGHT)
                    .withMerits(List.of(new Merit("letters", HEIGHT, height.length() - 1, 2, "it has so many")))
                    .withImprovements(improvements);
        }
    }

    /** The same label, seen by another family. */
    @DimensionInfo(
            name = "depth",
            family = Family.ISOLATION,
            question = "How low is it?",
            bands = {"high", "low"},
            source = "This test")
    private record Depth(List<Improvement> improvements) implements ScoreDimension {

        @Override
        public Assessment assess(Deployment deployment) {
            return Assessment.of(height(deployment.topology()).charAt(0) == '0' ? 1 : 0, "it says so", HEIGHT)
                    .withImprovements(improvements);
        }
    }

    /** Has something against height 3. */
    @RuleInfo(
            code = "LEV001",
            name = "fears-heights",
            severity = Severity.INFO,
            sometimes = {Severity.WARNING, Severity.ERROR},
            summary = "It is not too high",
            message = "It is too high",
            remedy = "Climb down.",
            source = "This test",
            since = "0.1")
    private record FearsHeights(Severity severity, String feared) implements TopologyRule {

        @Override
        public Stream<Outcome> check(Topology topology) {
            return height(topology).equals(feared)
                    ? Stream.of(
                            Violation.of(topology.clusters().get(0).subject()).as(severity))
                    : Stream.empty();
        }
    }

    private static Levers.Offer offer(String yaml, long budget, List<Rule> rules, ScoreDimension... dimensions) {
        return offer(yaml, budget, rules, false, dimensions);
    }

    private static Levers.Offer offer(
            String yaml, long budget, List<Rule> rules, boolean inPassing, ScoreDimension... dimensions) {
        RuleEngine engine = new RuleEngine(new RuleCatalog(rules), Ruleset.CURRENT);
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        ReadDocument document = ((Read<ReadDocument>) READER.read(bytes, Notation.YAML)).document();
        Evaluation evaluation = engine.evaluate(document, TERMS);
        Levers levers = new Levers(READER, engine, new Scorer(List.of(dimensions)), budget);
        Source source = new Source(bytes, Notation.YAML);
        return inPassing
                ? levers.offerInPassing(source, document, evaluation, TERMS, 1)
                : levers.offer(source, document, evaluation, TERMS);
    }

    private static @Nullable Lever lever(Improvement... improvements) {
        return leverOf(offer(LOW, ROOMY, List.of(), new Height(List.of(improvements))));
    }

    private static @Nullable Lever leverOf(Levers.Offer offer) {
        return Objects.requireNonNull(offer.card().availability().dimensions().get("height"))
                .lever();
    }

    @Test
    void offersTheChangeThatReachesTheHighestBand() {
        assertThat(lever(raisingTo("1ab"), raisingTo("3"), raisingTo("2")))
                .isEqualTo(new Lever("Raise it to 3", raisingTo("3").change(), 3, 100));
    }

    @Test
    void ofTwoThatReachTheSameBandOffersTheOneWithMorePoints() {
        assertThat(lever(raisingTo("2"), raisingTo("2ab"), raisingTo("2a")))
                .extracting(Lever::summary, Lever::points)
                .containsExactly("Raise it to 2ab", 99);
    }

    @Test
    void ofTwoThatComeToTheSameOffersTheFirst() {
        Improvement another =
                new Improvement("Do it in another way", raisingTo("2").change());
        assertThat(lever(another, raisingTo("2"))).extracting(Lever::summary).isEqualTo("Do it in another way");
    }

    @Test
    void pointsAreEnoughOfARaise() {
        assertThat(lever(raisingTo("1a"))).extracting(Lever::band).isEqualTo(1);
    }

    @Test
    void offersNothingThatRaisesNothingOrCannotBeDone() {
        Improvement nowhere =
                Improvement.of("Raise what is not there", PatchOperation.replace(new Pointer("/clusters/7/name"), "x"));
        assertThat(lever(raisingTo("1"), raisingTo("0"), nowhere)).isNull();
    }

    @Test
    void offersNothingThatBringsAnErrorOrAWarningButTakesAnInfoInExchange() {
        Height height = new Height(List.of(raisingTo("3"), raisingTo("2")));
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
            Levers.Offer offer = offer(LOW, ROOMY, List.of(new FearsHeights(severity, "3")), height);
            assertThat(leverOf(offer)).extracting(Lever::band).isEqualTo(2);
        }
        Levers.Offer offer = offer(LOW, ROOMY, List.of(new FearsHeights(Severity.INFO, "3")), height);
        assertThat(leverOf(offer)).extracting(Lever::band).isEqualTo(3);
    }

    @Test
    void eachDimensionHasItsOwnAndOnlyWhatItProposes() {
        Levers.Offer offer =
                offer(LOW, ROOMY, List.of(), new Height(List.of(raisingTo("2"))), new Depth(List.of(raisingTo("0"))));
        assertThat(leverOf(offer)).extracting(Lever::band).isEqualTo(2);
        assertThat(offer.card().isolation().dimensions().values())
                .extracting(DimensionScore::lever)
                .extracting(Lever::summary)
                .containsExactly("Raise it to 0");
        assertThat(offer.untried()).isZero();
    }

    @Test
    void triesTheFirstOfEveryDimensionBeforeTheSecondOfAnyAndCountsTheRest() {
        List<Improvement> upwards = List.of(raisingTo("2"), raisingTo("3"));
        Levers.Offer offer =
                offer(LOW, 2L * LOW.length(), List.of(), new Height(upwards), new Depth(List.of(raisingTo("0"))));
        assertThat(leverOf(offer)).extracting(Lever::band).isEqualTo(2);
        assertThat(offer.card().isolation().dimensions().values())
                .extracting(DimensionScore::lever)
                .doesNotContainNull();
        assertThat(offer.untried()).isEqualTo(1);
    }

    @Test
    void aChangeThatTwoDimensionsProposeIsTriedOnce() {
        List<Improvement> both = List.of(raisingTo("0"));
        Levers.Offer offer = offer(LOW, LOW.length(), List.of(), new Height(both), new Depth(both));
        assertThat(offer.untried()).isZero();
        assertThat(offer.card().isolation().dimensions().values())
                .extracting(DimensionScore::lever)
                .doesNotContainNull();
    }

    @Test
    void triesNothingForADimensionThatIsAtItsHighest() {
        Levers.Offer offer =
                offer(LOW.replace("'1'", "'3'"), LOW.length() - 1, List.of(), new Height(List.of(raisingTo("2"))));
        assertThat(offer.untried()).isZero();
    }

    @Test
    void inPassingItTriesNothingUnlessThereIsRoomForEverything() {
        Height height = new Height(List.of(raisingTo("2")));
        long room = (Trials.MOST + 1L) * LOW.length();
        assertThat(leverOf(offer(LOW, room, List.of(), true, height))).isNotNull();
        Levers.Offer cramped = offer(LOW, room - 1, List.of(), true, height);
        assertThat(leverOf(cramped)).isNull();
        assertThat(cramped.untried()).isEqualTo(1);
    }

    @Test
    void triesAtMostFiftyChanges() {
        List<Improvement> many = new ArrayList<>();
        IntStream.range(0, Trials.MOST + 5)
                .forEach(i -> many.add(Improvement.of(
                        "Change " + i, PatchOperation.add(new Pointer("/labels/number"), String.valueOf(i)))));
        assertThat(offer(LOW, ROOMY, List.of(), new Height(many)).untried()).isEqualTo(5);
    }
}
