package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.finding.Severity;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer depends on what a document says, and not on how it is written. */
class DeterminismTest {

    /** The rules that judge all services of a deployment together. */
    private static final Set<String> OF_THE_WHOLE = Set.of("REQ001", "REQ002");

    private static final int SEEDS = 150;

    /** What a finding says, without where. */
    private record Said(
            String rule,
            Severity severity,
            String message,
            Map<String, String> facts,
            List<@Nullable String> elements,
            String fingerprint) {

        static Said by(Finding finding) {
            return new Said(
                    finding.rule(),
                    finding.severity(),
                    finding.message(),
                    finding.facts(),
                    finding.subjects().stream().map(FindingSubject::element).toList(),
                    finding.fingerprint());
        }
    }

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    /** Every other document lacks facts, more and more of them. */
    private static Map<String, Object> document(long seed) {
        Map<String, Object> complete = Topologies.random(seed);
        return seed % 2 == 0 ? complete : Topologies.hiding((seed % 10) / 20.0, complete, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameBytesGiveTheSameEvaluation(long seed) {
        byte[] bytes = Topologies.json(document(seed));
        Evaluation first = evaluate(bytes, Notation.JSON, seed);
        Evaluation second = evaluate(bytes, Notation.JSON, seed);
        assertThat(second.findings()).as("seed %d", seed).isEqualTo(first.findings());
        assertThat(second.notEvaluated()).as("seed %d", seed).isEqualTo(first.notEvaluated());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void jsonAndYamlOfADocumentGiveTheSameFindings(long seed) {
        Map<String, Object> document = document(seed);
        Evaluation json = evaluate(Topologies.json(document), Notation.JSON, seed);
        Evaluation yaml = evaluate(Topologies.yaml(document), Notation.YAML, seed);
        assertThat(said(yaml)).as("seed %d", seed).isEqualTo(said(json));
        assertThat(pointersIn(yaml)).as("seed %d", seed).isEqualTo(pointersIn(json));
        assertThat(yaml.notEvaluated()).as("seed %d", seed).isEqualTo(json.notEvaluated());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfADocumentChangesNoFinding(long seed) {
        Map<String, Object> document = document(seed);
        Evaluation straight = evaluate(Topologies.json(document), Notation.JSON, seed);
        Evaluation shuffled = evaluate(Topologies.json(Topologies.shuffled(document, seed)), Notation.JSON, seed);
        assertThat(without(said(straight), said(shuffled)))
                .as("seed %d: no more said", seed)
                .isEmpty();
        assertThat(without(said(shuffled), said(straight)))
                .as("seed %d: newly said", seed)
                .isEmpty();
        assertThat(lackingIn(shuffled)).as("seed %d", seed).isEqualTo(lackingIn(straight));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNamesInADocumentChangeNoFinding(long seed) {
        Map<String, Object> document = document(seed);
        Evaluation straight = evaluate(Topologies.json(document), Notation.JSON, seed);
        Evaluation renamed = evaluate(Topologies.json(Topologies.renamed(document)), Notation.JSON, seed);
        assertThat(worded(renamed))
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        worded(straight).stream().map(Topologies::renamed).toList());
        assertThat(renamed.notEvaluated()).as("seed %d", seed).isEqualTo(straight.notEvaluated());
    }

    /** Everything a finding says but its fingerprint, which is made of names. */
    private static List<String> worded(Evaluation evaluation) {
        return said(evaluation).stream()
                .filter(said -> !said.rule().equals("STR009")) // which is about names
                .map(said -> said.toString().replaceAll(", fingerprint=.*", ""))
                .sorted()
                .toList();
    }

    /** What is required of a deployment is required of what is added to it as well. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatHasNothingToDoWithADocumentChangesNoFinding(long seed) {
        Map<String, Object> document = new LinkedHashMap<>(document(seed));
        document.remove("waivers"); // what their rules lack facts for has to do with everything
        Evaluation before = evaluate(Topologies.json(document), Notation.JSON, seed);
        Evaluation after = evaluate(Topologies.json(Topologies.extended(document)), Notation.JSON, seed);
        assertThat(without(saidOfParts(before), saidOfParts(after)))
                .as("seed %d: no more said", seed)
                .isEmpty();
        assertThat(without(saidOfParts(after), saidOfParts(before)))
                .as("seed %d: newly said", seed)
                .allMatch(said -> String.valueOf(said.elements().get(0)).contains("zz"));
        assertThat(needsOf(after)).as("seed %d", seed).containsAll(needsOf(before));
    }

    private static List<Said> saidOfParts(Evaluation evaluation) {
        return said(evaluation).stream()
                .filter(said -> !OF_THE_WHOLE.contains(said.rule()))
                .toList();
    }

    private static List<String> needsOf(Evaluation evaluation) {
        return evaluation.notEvaluated().stream()
                .filter(entry -> !OF_THE_WHOLE.contains(entry.rule()))
                .flatMap(entry -> entry.needs().stream().map(need -> entry.rule() + " " + need))
                .toList();
    }

    private static List<Said> said(Evaluation evaluation) {
        return evaluation.findings().stream().map(Said::by).toList();
    }

    private static List<String> pointersIn(Evaluation evaluation) {
        return evaluation.findings().stream()
                .flatMap(finding -> finding.subjects().stream())
                .map(FindingSubject::pointer)
                .toList();
    }

    /** What is in the one list and not, or not as often, in the other. */
    private static List<Said> without(List<Said> some, List<Said> others) {
        List<Said> rest = new ArrayList<>(some);
        others.forEach(rest::remove);
        return rest;
    }

    private static Map<String, Integer> lackingIn(Evaluation evaluation) {
        Map<String, Integer> lacking = new HashMap<>();
        evaluation
                .notEvaluated()
                .forEach(entry -> lacking.put(entry.rule(), entry.needs().size()));
        return lacking;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRuleFailsWhateverIsUnknown(long seed) {
        Map<String, Object> document = Topologies.random(seed);
        for (double share : new double[] {0.1, 0.4, 0.9}) {
            evaluate(Topologies.json(Topologies.hiding(share, document, seed)), Notation.JSON, seed);
        }
    }

    /** Without this the tests above could pass because there is nothing to compare. */
    @Test
    void theDocumentsBreakManyRulesAndLackFactsOfMany() {
        Map<String, Integer> findings = new TreeMap<>();
        Set<String> lacking = new TreeSet<>();
        seeds().forEach(seed -> {
            Evaluation evaluation = evaluate(Topologies.json(document(seed)), Notation.JSON, seed);
            evaluation.findings().forEach(finding -> findings.merge(finding.rule(), 1, Integer::sum));
            evaluation.notEvaluated().stream().map(NotEvaluated::rule).forEach(lacking::add);
        });
        assertThat(findings.values()).filteredOn(number -> number >= 10).hasSizeGreaterThan(10);
        assertThat(lacking).hasSizeGreaterThan(5);
    }

    private static Evaluation evaluate(byte[] bytes, Notation notation, long seed) {
        try {
            Reading<ReadDocument> reading = READER.read(bytes, notation);
            assertThat(reading).isInstanceOf(Reading.Read.class);
            Evaluation evaluation =
                    ENGINE.evaluate(((Reading.Read<ReadDocument>) reading).document(), Terms.on(RuleTester.AS_OF));
            assertThat(evaluation.topology())
                    .as("a topology, for %s", evaluation.findings())
                    .isPresent();
            return evaluation;
        } catch (RuntimeException failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }
}
