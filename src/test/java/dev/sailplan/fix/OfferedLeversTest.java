package dev.sailplan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Topologies;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.finding.Severity;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Dimensions;
import dev.sailplan.score.Family;
import dev.sailplan.score.Lever;
import dev.sailplan.score.Scorecard;
import dev.sailplan.score.Scorer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every lever that is offered, applied as a user would, gives exactly its band and points, and no new error or warning. */
class OfferedLeversTest {

    private static final int SEEDS = Integer.getInteger("seeds", 150);
    private static final Terms TERMS = Terms.on(RuleTester.AS_OF);
    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);
    private static final Scorer SCORER = Dimensions.scorer();
    private static final Levers LEVERS = new Levers(READER, ENGINE, SCORER, 10_000_000);

    private final AtomicInteger offered = new AtomicInteger();

    @Test
    void givesTheBandAndThePointsItSaysAndAddsNoErrorAndNoWarning() {
        Stream<String> random = LongStream.range(0, SEEDS)
                .mapToObj(OfferedLeversTest::document)
                .map(document -> new String(Topologies.json(document), StandardCharsets.UTF_8));
        Stream.concat(examples(), random).toList().parallelStream().forEach(this::check);
        assertThat(offered).as("levers in all documents").hasValueGreaterThan(SEEDS / 10);
    }

    /** Every other document lacks facts. */
    private static Map<String, Object> document(long seed) {
        Map<String, Object> complete = Topologies.random(seed);
        return seed % 2 == 0 ? complete : Topologies.hiding((seed % 10) / 20.0, complete, seed);
    }

    /** The official models, in JSON. */
    private static Stream<String> examples() {
        try (Stream<Path> files = Files.list(Path.of("docs/examples"))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(OfferedLeversTest::json)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String json(Path yaml) {
        return JsonMapper.shared().writeValueAsString(new YAMLMapper().readTree(yaml.toFile()));
    }

    /** A control plane of its own, and where nothing leads from it to an API server that it reads, a way there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            primary-remote-single-network | Run a control plane in cluster workshop | /controlPlanes/- /clusters/1/controlPlanes
            primary-remote-multi-network  | Run a control plane in cluster depot, and make the API server of cluster hq reachable from there | /controlPlanes/- /clusters/1/controlPlanes /clusters/0/apiServer/reachableFrom/- /links/0/ports/-
            """)
    void aRemoteOfTheOfficialModelsBecomesAPrimary(String example, String summary, String places) {
        byte[] bytes = json(Path.of("docs/examples/" + example + ".yaml")).getBytes(StandardCharsets.UTF_8);
        ReadDocument document = read(bytes);
        Lever lever = Objects.requireNonNull(Objects.requireNonNull(LEVERS.offer(
                                new Source(bytes, Notation.JSON), document, ENGINE.evaluate(document, TERMS), TERMS)
                        .card()
                        .availability()
                        .dimensions()
                        .get("controlPlanePlacement"))
                .lever());
        assertThat(lever.summary()).isEqualTo(summary);
        assertThat(lever.band()).isEqualTo(5);
        assertThat(lever.change().stream().map(PatchOperation::path).collect(Collectors.joining(" ")))
                .isEqualTo(places);
    }

    private void check(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ReadDocument document = read(bytes);
        Evaluation before = ENGINE.evaluate(document, TERMS);
        Levers.Offer offer = LEVERS.offer(new Source(bytes, Notation.JSON), document, before, TERMS);
        assertThat(LEVERS.offer(new Source(bytes, Notation.JSON), document, before, TERMS))
                .as("the same again")
                .isEqualTo(offer);
        for (Family family : Family.values()) {
            offer.card().of(family).dimensions().forEach((name, score) -> {
                if (score.lever() != null) {
                    offered.incrementAndGet();
                    check(json, before, family, name, score, score.lever());
                }
            });
        }
    }

    private static void check(
            String json, Evaluation before, Family family, String name, DimensionScore score, Lever lever) {
        Evaluation after = ENGINE.evaluate(read(patched(json, lever.change())), TERMS);
        DimensionScore raised =
                Objects.requireNonNull(card(after).of(family).dimensions().get(name));
        assertThat(List.of(raised.band(), raised.points()))
                .as("%s after %s of %s", name, lever.summary(), json)
                .isEqualTo(List.of(lever.band(), lever.points()));
        assertThat(raised.points()).as("points of %s", name).isGreaterThan(score.points());
        assertThat(matters(after))
                .as("errors and warnings after %s of %s", lever.summary(), json)
                .allSatisfy((fingerprint, count) ->
                        assertThat(count).isLessThanOrEqualTo(matters(before).getOrDefault(fingerprint, 0)));
    }

    private static Scorecard card(Evaluation evaluation) {
        return SCORER.score(new Deployment(evaluation.reachability().orElseThrow()));
    }

    private static ReadDocument read(byte[] json) {
        return ((Read<ReadDocument>) READER.read(json, Notation.JSON)).document();
    }

    private static byte[] patched(String json, List<PatchOperation> change) {
        JsonArray patch = Json.createReader(new StringReader(JsonMapper.shared().writeValueAsString(change)))
                .readArray();
        return Json.createPatch(patch)
                .apply(Json.createReader(new StringReader(json)).readObject())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Integer> matters(Evaluation evaluation) {
        Map<String, Integer> count = new HashMap<>();
        evaluation.allFindings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(Finding::fingerprint)
                .forEach(fingerprint -> count.merge(fingerprint, 1, Integer::sum));
        return count;
    }
}
