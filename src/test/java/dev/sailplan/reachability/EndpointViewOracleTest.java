package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The definition says what Istio does, and the made-up views leave none of it out. */
class EndpointViewOracleTest {

    private static final int SEEDS = 3_000;
    private static final int AT_LEAST = 20;

    private static final List<String> OUTCOMES = List.of(
            "name-does-not-resolve",
            "client-has-no-control-plane",
            "not-discovered",
            "cluster-local",
            "not-exported",
            "port-name-differs",
            "host-name-address",
            "outside-network-view",
            "headless-across-networks",
            "headless-other-cluster",
            "no-address",
            "same-network",
            "multi-network-not-enabled",
            "remote-network-has-no-gateway",
            "remote-network",
            "no-client-network-forces-gateway",
            "no-usable-gateway",
            "remote-network-disabled-for-proxy",
            "no-gateway-of-client-ip-family",
            "cross-network-needs-mtls",
            "passthrough-needs-mtls",
            "not-routable",
            "port-closed",
            "gateway-does-not-expose-services",
            "gateway-tls-mode",
            "gateway-behind-l7",
            "tls-mode-conflict",
            "root-not-trusted",
            "trust-domain-not-accepted",
            "data-plane-mix",
            "denied-by-policy",
            "reachable",
            "degraded",
            "unreachable",
            "some of an entry are unreachable",
            "a weight above one",
            "a priority above zero");

    static Stream<ViewCase> cases() {
        return ViewCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithWhatIstioComputes(ViewCase expected) {
        ViewCases.assertAgrees(expected, EndpointViewOracle.view(expected.topology(), expected.query()));
    }

    @Test
    void thereAreCases() {
        assertThat(ViewCases.all()).hasSize(60);
    }

    @Test
    void everyOutcomeIsAmongTheMadeUpViews() {
        Map<String, Integer> counts = new TreeMap<>();
        OUTCOMES.forEach(outcome -> counts.put(outcome, 0));
        LongStream.range(0, SEEDS)
                .mapToObj(RandomViews::of)
                .forEach(views -> views.queries()
                        .forEach(query -> count(new Tree(EndpointViewOracle.view(views.topology(), query)), counts)));
        assertThat(counts.keySet()).as("all outcomes").containsExactlyInAnyOrderElementsOf(OUTCOMES);
        assertThat(counts)
                .as("%s", counts)
                .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isGreaterThanOrEqualTo(AT_LEAST));
    }

    private static void count(Tree answer, Map<String, Integer> counts) {
        count("name-does-not-resolve", !answer.is("resolves", true), counts);
        count(answer.name("verdict"), true, counts);
        answer.items("dropped").forEach(dropped -> count(dropped.name("reason"), true, counts));
        for (Tree entry : answer.items("endpoints")) {
            entry.texts("reasons").forEach(reason -> count(reason, true, counts));
            count("some of an entry are unreachable", entry.has("unreachableReplicas"), counts);
            count("a weight above one", entry.number("weight", 0) > 1, counts);
            count("a priority above zero", entry.number("priority", 0) > 0, counts);
        }
    }

    private static void count(String outcome, boolean happened, Map<String, Integer> counts) {
        counts.merge(outcome, happened ? 1 : 0, Integer::sum);
    }

    @Test
    void madeUpTopologiesAreOfTheRightForm() {
        RuleEngine engine = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);
        TopologyReader reader = new TopologyReader(ReadingLimits.DEFAULT);
        for (long seed = 0; seed < 300; seed++) {
            byte[] json =
                    new JsonMapper().writeValueAsBytes(RandomViews.of(seed).topology());
            Reading<ReadDocument> reading = reader.read(json, Notation.JSON);
            assertThat(reading).as("seed %d", seed).isInstanceOf(Reading.Read.class);
            Evaluation evaluation =
                    engine.evaluate(((Reading.Read<ReadDocument>) reading).document(), Terms.on(RuleTester.AS_OF));
            assertThat(evaluation.topology())
                    .as(
                            "seed %d: %s",
                            seed,
                            evaluation.findings().stream().map(Finding::message).toList())
                    .isPresent();
        }
    }

    @Test
    void aSeedGivesTheSameViewsAgain() {
        assertThat(RandomViews.of(7)).isEqualTo(RandomViews.of(7)).isNotEqualTo(RandomViews.of(8));
    }
}
