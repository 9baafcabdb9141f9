package dev.sailplan.ranking;

import static dev.sailplan.ranking.Cards.COUNTING;
import static dev.sailplan.ranking.Cards.candidate;
import static dev.sailplan.ranking.Cards.open;
import static dev.sailplan.ranking.Cards.withExtra;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.ranking.Candidate.Failing;
import dev.sailplan.ranking.Place.Defeat;
import dev.sailplan.ranking.Place.Standoff;
import dev.sailplan.ranking.Place.Standoffs;
import dev.sailplan.score.Family;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rankings of scorecards made by hand. */
class RankingTest {

    private static final RequirementResult MET = RequirementResult.met("survive zone", "met");
    private static final RequirementResult NOT_MET = RequirementResult.notMet("survive zone", "zone a loses web");
    private static final RequirementResult UNKNOWN =
            RequirementResult.unknown("isolation cluster", "open", List.of(new dev.sailplan.document.Pointer("/x")));

    private static List<Place> rank(Candidate... candidates) {
        return Ranking.of(List.of(candidates), COUNTING, null).places();
    }

    private static List<Place> rank(Weights weights, Candidate... candidates) {
        return Ranking.of(List.of(candidates), COUNTING, weights).places();
    }

    private static Weights weights(String availability, String isolation) {
        return new Weights(new BigDecimal(availability), new BigDecimal(isolation));
    }

    /** Ranks by name, as {@code a:1 b:2}. */
    private static String ranks(List<Place> places) {
        return places.stream()
                .map(place -> place.candidate().name() + ":" + place.rank())
                .collect(Collectors.joining(" "));
    }

    private static Place place(String name, List<Place> places) {
        return places.stream()
                .filter(place -> place.candidate().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Failing failing(String name) {
        Finding error = new Finding(
                "NET001",
                "overlapping-addresses",
                Severity.ERROR,
                "They overlap",
                List.of(new FindingSubject("/clusters/0", null, 1, 1)),
                Map.of(),
                "Move one.",
                Map.of(),
                List.of(),
                "f",
                null,
                "/api/v1/rules/NET001");
        return new Failing(name, List.of(error));
    }

    @Test
    void whoIsBetterInOneAndNotWorseInTheOtherComesFirst() {
        List<Place> places = rank(candidate("low", 40, 50), candidate("high", 60, 50));
        assertThat(ranks(places)).isEqualTo("high:1 low:2");
        assertThat(place("high", places).aheadOf()).containsExactly("low");
        Defeat defeat = place("low", places).lostTo().get(0);
        assertThat(defeat.candidate()).isEqualTo("high");
        assertThat(defeat.by()).isEqualTo(Criterion.POINTS);
    }

    @Test
    void aLossNamesTheDimensionAndWhatDecidesItsBandOnBothSides() {
        List<Place> places = rank(candidate("low", 45, 50), candidate("high", 60, 50));
        assertThat(place("low", places).lostTo().get(0).dimensions())
                .containsExactly(new DimensionLoss(
                        Family.AVAILABILITY,
                        "a",
                        45,
                        60,
                        2,
                        3,
                        "band 2",
                        "worst part",
                        "/a/band",
                        "why band 2",
                        "why band 3"));
    }

    @Test
    void inOneBandALossNamesTheContributionThatMakesTheDifference() {
        List<Place> places = rank(candidate("low", 60, 41), candidate("high", 60, 55));
        assertThat(place("low", places).lostTo().get(0).dimensions())
                .containsExactly(new DimensionLoss(
                        Family.ISOLATION, "i", 41, 55, 2, 2, "merit", null, "/i/merit", "41 points", "55 points"));
    }

    @Test
    void whoIsWorseInBothLosesInBoth() {
        Defeat defeat = place("low", rank(candidate("low", 10, 20), candidate("high", 60, 50)))
                .lostTo()
                .get(0);
        assertThat(defeat.dimensions())
                .extracting(DimensionLoss::family)
                .containsExactly(Family.AVAILABILITY, Family.ISOLATION);
    }

    @Test
    void equalPointsAndBandsAreEqualAndShareARank() {
        List<Place> places = rank(candidate("b", 50, 50), candidate("a", 50, 50), candidate("c", 10, 10));
        assertThat(ranks(places)).isEqualTo("a:1 b:1 c:2");
        assertThat(place("a", places).equalTo()).containsExactly("b");
        assertThat(place("a", places).incomparableWith()).isEmpty();
        assertThat(place("c", places).lostTo()).extracting(Defeat::candidate).containsExactly("a", "b");
    }

    @Test
    void whoIsBetterInEitherIsIncomparableAndSaysInWhat() {
        List<Place> places = rank(candidate("available", 80, 20), candidate("isolated", 30, 90));
        assertThat(ranks(places)).isEqualTo("available:1 isolated:1");
        Standoff standoff = place("available", places).incomparableWith().get(0);
        assertThat(standoff.candidate()).isEqualTo("isolated");
        assertThat(standoff.because()).isEqualTo(Standoffs.TRADE_OFF);
        assertThat(standoff.worseIn())
                .extracting(DimensionLoss::family, DimensionLoss::points, DimensionLoss::otherPoints)
                .containsExactly(tuple(Family.ISOLATION, 20, 90));
        assertThat(standoff.facts()).isEmpty();
        assertThat(place("isolated", places).incomparableWith().get(0).worseIn())
                .extracting(DimensionLoss::family)
                .containsExactly(Family.AVAILABILITY);
    }

    @Test
    void ofEqualPointsHigherBandsComeFirst() {
        List<Place> places = rank(withExtra("less", 50, 50, 1), withExtra("more", 50, 50, 4));
        assertThat(ranks(places)).isEqualTo("more:1 less:2");
        Defeat defeat = place("less", places).lostTo().get(0);
        assertThat(defeat.by()).isEqualTo(Criterion.BANDS);
        assertThat(defeat.dimensions())
                .extracting(DimensionLoss::dimension, DimensionLoss::band, DimensionLoss::otherBand)
                .containsExactly(tuple("extra", 1, 4));
    }

    @Test
    void aDimensionThatDoesNotCountKeepsNobodyBehindInPoints() {
        List<Place> places = rank(withExtra("low", 40, 50, 1), withExtra("high", 60, 50, 1));
        assertThat(place("low", places).lostTo().get(0).dimensions())
                .extracting(DimensionLoss::dimension)
                .containsExactly("a");
    }

    @Test
    void whatIsCertainBeatsOnlyWhatIsPossible() {
        assertThat(ranks(rank(open("open", 50, 20, 40), candidate("sure", 50, 41))))
                .isEqualTo("sure:1 open:2");
        List<Place> places = rank(open("open", 50, 20, 60), candidate("sure", 50, 41));
        assertThat(ranks(places)).isEqualTo("open:1 sure:1");
        Standoff standoff = place("sure", places).incomparableWith().get(0);
        assertThat(standoff.because()).isEqualTo(Standoffs.WANT_OF_FACTS);
        assertThat(standoff.facts()).containsExactly(new OpenFacts("open", "i", List.of("/fact/1", "/fact/2"), 0));
    }

    @Test
    void whoMayBeEqualAndNotBetterIsIncomparable() {
        List<Place> places = rank(open("open", 50, 20, 41), candidate("sure", 50, 41));
        assertThat(place("open", places).incomparableWith())
                .extracting(Standoff::because)
                .containsExactly(Standoffs.WANT_OF_FACTS);
        assertThat(ranks(rank(open("open", 50, 20, 41), candidate("sure", 51, 41))))
                .isEqualTo("sure:1 open:2");
    }

    @Test
    void equalIntervalsAreNotEqual() {
        List<Place> places = rank(open("a", 50, 20, 60), open("b", 50, 20, 60));
        assertThat(place("a", places).equalTo()).isEmpty();
        assertThat(place("a", places).incomparableWith().get(0).facts())
                .extracting(OpenFacts::candidate)
                .containsExactly("a", "b");
    }

    @Test
    void aCertainTradeOffNamesNoFacts() {
        List<Place> places = rank(open("open", 20, 60, 90), candidate("sure", 50, 41));
        assertThat(place("sure", places).incomparableWith()).singleElement().satisfies(standoff -> {
            assertThat(standoff.because()).isEqualTo(Standoffs.TRADE_OFF);
            assertThat(standoff.facts()).isEmpty();
        });
    }

    @Test
    void requirementsComeBeforeScores() {
        List<Place> places = rank(
                candidate("failing", 99, 99, NOT_MET), candidate("open", 50, 50, UNKNOWN), candidate("met", 1, 1, MET));
        assertThat(ranks(places)).isEqualTo("met:1 open:2 failing:3");
        assertThat(place("failing", places).lostTo())
                .allSatisfy(defeat -> {
                    assertThat(defeat.by()).isEqualTo(Criterion.REQUIREMENTS);
                    assertThat(defeat.requirements()).containsExactly(NOT_MET);
                    assertThat(defeat.dimensions()).isEmpty();
                })
                .hasSize(2);
        assertThat(place("open", places).lostTo().get(0).requirements()).containsExactly(UNKNOWN);
    }

    @Test
    void fewerUnmetRequirementsComeFirst() {
        assertThat(ranks(rank(candidate("two", 99, 99, NOT_MET, NOT_MET), candidate("one", 1, 1, NOT_MET, UNKNOWN))))
                .isEqualTo("one:1 two:2");
        assertThat(ranks(rank(candidate("less", 99, 99, NOT_MET, UNKNOWN), candidate("more", 1, 1, NOT_MET, MET))))
                .isEqualTo("more:1 less:2");
    }

    @Test
    void whatFailsValidationIsLastAndNotRanked() {
        List<Place> places = rank(failing("a"), candidate("z", 1, 1, NOT_MET), failing("b"));
        assertThat(ranks(places)).isEqualTo("z:1 a:null b:null");
        assertThat(((Failing) places.get(1).candidate()).errors()).hasSize(1);
        assertThat(places.get(1).lostTo()).isEmpty();
        assertThat(place("z", places).aheadOf()).isEmpty();
    }

    @Test
    void weightsOrderWhatIsOtherwiseIncomparable() {
        Candidate available = candidate("available", 80, 20);
        Candidate isolated = candidate("isolated", 30, 60);
        List<Place> places = rank(weights("3", "1"), available, isolated);
        assertThat(ranks(places)).isEqualTo("available:1 isolated:2");
        assertThat(place("available", places).weighted())
                .isEqualTo(new Weights.Weighted(new BigDecimal("65.00"), null));
        Defeat defeat = place("isolated", places).lostTo().get(0);
        assertThat(defeat.by()).isEqualTo(Criterion.WEIGHTS);
        assertThat(defeat.dimensions()).extracting(DimensionLoss::family).containsExactly(Family.AVAILABILITY);
        assertThat(ranks(rank(weights("1", "3"), available, isolated))).isEqualTo("isolated:1 available:2");
    }

    @Test
    void equalWeightedPointsOfATradeOffStayIncomparable() {
        List<Place> places = rank(weights("1", "1"), candidate("a", 80, 20), candidate("b", 20, 80));
        assertThat(ranks(places)).isEqualTo("a:1 b:1");
        assertThat(place("a", places).incomparableWith()).hasSize(1);
    }

    @Test
    void weightsDoNotDecideWhatFactsMayTurn() {
        List<Place> places = rank(weights("1", "1"), open("open", 50, 20, 90), candidate("sure", 50, 41));
        assertThat(place("open", places).incomparableWith())
                .extracting(Standoff::because)
                .containsExactly(Standoffs.WANT_OF_FACTS);
        assertThat(place("open", places).weighted())
                .isEqualTo(new Weights.Weighted(new BigDecimal("35.00"), new BigDecimal("70.00")));
    }

    @Test
    void weightsDoNotOvertakeRequirementsAndDominance() {
        assertThat(ranks(rank(weights("0", "1"), candidate("good", 90, 50), candidate("bad", 10, 50))))
                .isEqualTo("good:1 bad:2");
        assertThat(ranks(rank(weights("1", "1"), candidate("good", 90, 90, NOT_MET), candidate("met", 10, 10))))
                .isEqualTo("met:1 good:2");
    }

    @Test
    void thereIsNoWeightedNumberAndNoSuchCriterionWithoutWeights() {
        Ranking ranking = Ranking.of(List.of(candidate("a", 1, 2), candidate("b", 2, 1)), COUNTING, null);
        assertThat(ranking.criteria()).containsExactly(Criterion.REQUIREMENTS, Criterion.POINTS, Criterion.BANDS);
        assertThat(ranking.places())
                .allSatisfy(place -> assertThat(place.weighted()).isNull());
    }

    @Test
    void rowsOfCandidatesRankOneAfterTheOther() {
        Candidate[] row = IntStream.range(0, 20)
                .mapToObj(i -> candidate("c" + (char) ('a' + i), 5 * i, 50))
                .toArray(Candidate[]::new);
        List<Place> places = rank(row);
        assertThat(places)
                .extracting(Place::rank)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(places.get(0).candidate().name()).isEqualTo("ct");
        assertThat(places.get(19).lostTo()).hasSize(19);
    }

    /** Whatever the order, the same places with the same reasons; and every pair has exactly one relation, on both sides. */
    @Test
    void theOrderOfCandidatesChangesNothingAndEveryPairIsSaidOnce() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Candidate> candidates = new ArrayList<>(
                    IntStream.range(0, 20).mapToObj(i -> random(i, random)).toList());
            Weights weights = round % 2 == 0 ? null : weights("" + random.nextInt(4), "1");
            List<Place> expected = Ranking.of(candidates, COUNTING, weights).places();
            Collections.shuffle(candidates, random);
            assertThat(Ranking.of(candidates, COUNTING, weights).places()).isEqualTo(expected);
            assertConsistent(expected);
        }
    }

    private static Candidate random(int number, Random random) {
        String name = "c" + number;
        int availability = 10 * random.nextInt(4);
        int isolation = 10 * random.nextInt(4);
        int extra = random.nextInt(2);
        return switch (random.nextInt(4)) {
            case 0 -> failing(name);
            case 1 -> withExtra(open(name, availability, isolation, isolation + 10 * random.nextInt(3) + 20), extra);
            default -> withExtra(name, availability, isolation, extra, random(random));
        };
    }

    private static RequirementResult random(Random random) {
        return List.of(MET, MET, UNKNOWN, NOT_MET).get(random.nextInt(4));
    }

    private static void assertConsistent(List<Place> places) {
        List<Place> ranked =
                places.stream().filter(place -> place.rank() != null).toList();
        for (Place one : ranked) {
            String name = one.candidate().name();
            List<String> others = Stream.of(
                            one.lostTo().stream().map(Defeat::candidate),
                            one.aheadOf().stream(),
                            one.equalTo().stream(),
                            one.incomparableWith().stream().map(Standoff::candidate))
                    .flatMap(names -> names)
                    .toList();
            assertThat(others).doesNotHaveDuplicates().doesNotContain(name).hasSize(ranked.size() - 1);
            one.aheadOf().forEach(other -> assertBehind(one, place(other, ranked)));
            one.equalTo()
                    .forEach(other -> assertThat(place(other, ranked).rank()).isEqualTo(one.rank()));
            one.lostTo()
                    .forEach(defeat -> assertThat(defeat.requirements().size()
                                    + defeat.dimensions().size())
                            .as("%s lost to %s", name, defeat.candidate())
                            .isPositive());
        }
    }

    private static void assertBehind(Place winner, Place loser) {
        assertThat(rankOf(loser)).isGreaterThan(rankOf(winner));
        assertThat(loser.lostTo())
                .extracting(Defeat::candidate)
                .contains(winner.candidate().name());
    }

    private static int rankOf(Place place) {
        @Nullable Integer rank = place.rank();
        return rank == null ? 0 : rank;
    }
}
