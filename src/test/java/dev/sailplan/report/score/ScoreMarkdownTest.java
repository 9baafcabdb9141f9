package dev.sailplan.report.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Levers;
import dev.sailplan.fix.Source;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Dimensions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scores look like to people. */
class ScoreMarkdownTest {

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);

    private static String write(String yaml, long budget) {
        return ScoreMarkdown.write(score(yaml, budget));
    }

    private static ScoreReport score(String yaml, long budget) {
        Levers levers = new Levers(READER, ENGINE, Dimensions.scorer(), budget);
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        ReadDocument document = ((Read<ReadDocument>) READER.read(bytes, Notation.YAML)).document();
        Scoring scoring = new Scoring(ENGINE, levers, Rules.catalog(), Ruleset.CURRENT);
        return scoring.score(document, new Source(bytes, Notation.YAML), Terms.on(RuleTester.AS_OF));
    }

    private static String write(String yaml) {
        return write(yaml, 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespace-tenancy", "multi-primary-multi-network"})
    void isWrittenAsExpected(String example) throws IOException {
        Generated.file(
                Path.of("src/test/resources/golden/text-markdown/scores-" + example + ".txt"),
                write(Files.readString(Path.of("docs/examples/" + example + ".yaml"))));
    }

    @Test
    void bandsThatAreOpenAreIntervalsWithTheFactsThatWouldSettleThem() {
        assertThat(write("""
                name: x
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                controlPlanes: [{name: p, cluster: a}, {name: q, cluster: b}]
                """))
                .contains("| sharedControl | 1 to 3 of 3 |")
                .contains("\nUnknown, and would settle the band: ")
                .contains("`/controlPlanes/0/remoteSecrets`");
    }

    /** Each control plane lacks its remote secrets, which all settle the band. */
    @Test
    void ofManyUnknownFactsTheFirstAreListedAndTheOthersCounted() {
        StringBuilder clusters = new StringBuilder("name: x\nmeshes: [{name: m}]\nclusters:\n");
        StringBuilder controlPlanes = new StringBuilder("controlPlanes:\n");
        for (int i = 0; i < 150; i++) {
            clusters.append("- {name: c%d, mesh: m}%n".formatted(i));
            controlPlanes.append("- {name: p%d, cluster: c%d}%n".formatted(i, i));
        }
        ScoreReport report = score(clusters.append(controlPlanes).toString(), 1);
        DimensionScore shared =
                Objects.requireNonNull(report.isolation().dimensions().get("sharedControl"));

        assertThat(shared.unknown()).hasSize(100);
        int all = 100 + shared.omittedUnknown();
        assertThat(all).isGreaterThanOrEqualTo(150);
        assertThat(ScoreMarkdown.write(report)).contains(" and " + (all - 10) + " more.\n");
    }

    private static final String OPEN_TENANTS = """
            name: shop
            meshes: [{name: shop}]
            clusters: [{name: main, mesh: shop}]
            controlPlanes: [{name: istiod, cluster: main}]
            tenants:
              - {name: billing, tenancy: namespace, namespaces: [billing], mayCall: []}
              - {name: orders, tenancy: namespace, namespaces: [orders], mayCall: []}
            """;

    @Test
    void showsTheChangeThatHelpsMost() {
        assertThat(write(OPEN_TENANTS))
                .contains(
                        "\nWould help most: Deny calls by default in the namespaces of every tenant, which gives band 2,")
                .contains("\n- `add /tenants/0/isolation {\"defaultDeny\": true}`\n");
    }

    @Test
    void saysHowManyChangesWereNotTried() {
        assertThat(write(OPEN_TENANTS, 0)).contains("\nChanges that would perhaps help and were not tried: ");
        assertThat(write(OPEN_TENANTS)).doesNotContain("not tried");
    }

    @Test
    void onlyTheWorstOfManyPartsAreListed() {
        String clusters = IntStream.range(0, 10)
                .mapToObj(i -> "{name: c" + i + ", mesh: m}")
                .collect(Collectors.joining(", "));
        assertThat(write("name: x\nmeshes: [{name: m}]\nclusters: [" + clusters + "]\n"))
                .contains("\nAnd 25 more in the same band or a higher one; the one in the middle is in band ");
    }

    @Test
    void textsOfADocumentCannotBecomeMarkup() {
        String text = write("""
                name: x
                meshes: [{name: m, certificateAuthority: {root: "|<img src=x>`[y](z)", type: pluggedIn}}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                """);
        assertThat(text)
                .contains("\\|\\<img src=x\\>\\`\\[y\\](z)")
                .doesNotContainPattern("(?<!\\\\)<img")
                .doesNotContain("[y](z)");
    }
}
