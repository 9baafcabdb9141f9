package dev.sailplan.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Dimensions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a comment on a pull request says, and what it does not let a document say. */
class ComparisonMarkdownTest {

    private static final Comparer COMPARER = new Comparer(
            new RuleEngine(Rules.catalog(), Ruleset.CURRENT), Dimensions.scorer(), Rules.catalog(), Ruleset.CURRENT);

    private static ComparisonReport compare(String base, String head) {
        return COMPARER.compare(RuleTester.read(base), RuleTester.read(head), Terms.on(RuleTester.AS_OF));
    }

    private static String comment(String base, String head) {
        return ComparisonMarkdown.write(compare(base, head));
    }

    @Test
    void aChangeOfNothingSaysSo() {
        String same = "{name: x, clusters: [{name: a}]}";
        assertThat(comment(same, same))
                .startsWith("## PASS: change of x\n\nElements: 0 added, 0 removed, 0 changed, 0 renamed.")
                .endsWith("\nNo score changes.\n\nNo element changes.\n")
                .doesNotContain("###", "<details>");
    }

    private static final String TENANTS = """
            name: x
            meshes: [{name: m}]
            clusters: [{name: a, mesh: m}]
            controlPlanes: [{name: p, cluster: a, remoteSecrets: []}]
            tenants:
              - {name: t, tenancy: namespace, namespaces: [t], mayCall: [], isolation: {defaultDeny: false}}
              - {name: u, tenancy: namespace, namespaces: [u], mayCall: [], isolation: {defaultDeny: false}}
            """;

    @Test
    void scoresThatChangeAreListedWithTheirDifferenceAndTheOthersAreNot() {
        String text = comment(TENANTS, TENANTS.replace("false", "true"));
        assertThat(text)
                .containsPattern(
                        "\n\\| tenancy \\| [0-9]+ \\(band 1 of 6\\) \\| [0-9]+ \\(band 2 of 6\\) \\| \\+[0-9]+ \\| .*a is shared by tenants t and u")
                .containsPattern(
                        "\n\\| \\*\\*isolation\\*\\* \\| \\*\\*[0-9]+\\*\\* \\| \\*\\*[0-9]+\\*\\* \\| \\+[0-9]+ \\| \\|")
                .doesNotContain("| sharedControl |");
        assertThat(comment(TENANTS.replace("false", "true"), TENANTS)).containsPattern("\\| -[0-9]+ \\|");
    }

    @Test
    void scoresOfWhichOnlyWhatIsPossibleChangesAreListedToo() {
        String unknown = TENANTS.replace(", isolation: {defaultDeny: false}", "");
        assertThat(comment(TENANTS, unknown))
                .containsPattern(
                        "\n\\| tenancy \\| [0-9]+ \\(band 1 of 6\\) \\| [0-9]+ to [0-9]+ \\(band 1 to 2 of 6\\) \\|");
    }

    @Test
    void everyKindOfChangeHasItsWords() {
        assertThat(comment("""
                name: x
                meshes: [{name: m}]
                clusters: [{name: a, region: r}, {name: b, region: q, zones: [z]}]
                controlPlanes: [{name: p, cluster: b, remoteSecrets: [{cluster: a}, {cluster: b}], replicas: 1}]
                """, """
                name: x
                meshes: [{name: m}]
                clusters: [{name: c, region: r}, {name: b, region: s, podCidrs: ["2001:db8::/64"]}]
                controlPlanes: [{name: p, cluster: b, remoteSecrets: [{cluster: b}, {cluster: c}], replicas: 1}]
                """))
                .contains(
                        "| cluster/b | changed | region: `q` → `s`<br>podCidrs added: `[2001:db8::/64]`<br>zones removed: `[z]` |\n")
                .contains("| cluster/c | renamed | from cluster/a |\n")
                .contains(
                        "| controlPlane/p | changed | remoteSecrets\\[c\\] added: `{cluster=c}`<br>remoteSecrets\\[a\\] removed:"
                                + " `{cluster=a}` |\n");
    }

    @Test
    void textsOfADocumentCannotBecomeMarkup() {
        String hostile = "\"<img src=x> | [a](b) `c` @everyone\\n# d\"";
        String text = comment(
                "{name: x, clusters: [{name: a, zones: [z]}], labels: {k: v}}",
                "{name: x, description: " + hostile + ", clusters: [{name: a, zones: [" + hostile + "]}],"
                        + " waivers: [{rule: NET001, subjects: [" + hostile + "]}], labels: {" + hostile + ": v}}");
        assertThat(text.replaceAll("(?<!\\\\)`[^`\n]*`", ""))
                .doesNotContainPattern("(?<!\\\\)(<img|\\[a|@everyone|#{1} d|`c)")
                .contains("\\<img");
        assertThat(text.lines().filter(line -> line.startsWith("| topology/x")))
                .singleElement()
                .satisfies(row -> assertThat(row.replace("\\|", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isEqualTo(4));
    }

    @Test
    void longListsAreCutAndSaySo() {
        String clusters = IntStream.range(0, 1_200)
                .mapToObj(i -> "{name: c" + i + ", zones: [a, b, c, d, e, f, g, h]}")
                .collect(Collectors.joining(", ", "{name: x, clusters: [", "]}"));
        String text = comment(clusters, clusters.replaceAll("[a-h]([,\\]])", "z$1"));
        assertThat(text).contains("<br>and 3 more |\n", "\nAnd 1150 more.\n");
        assertThat(text.length()).isLessThan(30_000);
    }

    /** A validation lists a thousand findings of a rule; which of more are new is known all the same. */
    @Test
    void findingsThatAreTooManyToBeListedAreComparedToo() {
        String base = services(1_150);
        ComparisonReport report = compare(base, services(1_151));
        assertThat(report.summary().findings())
                .isEqualTo(new ComparisonReport.FindingCounts(
                        1, 0, 0, report.summary().findings().unchanged()));
        assertThat(report.verdict()).hasToString("FAIL");
        assertThat(report.findings().added())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("LOC001"));
        assertThat(report.findings().unlisted()).isEqualTo(150);
        assertThat(ComparisonMarkdown.write(report)).contains("\nMore was found than is listed: 150 findings.\n");
    }

    private static String services(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{name: s" + i + ", namespace: n, locality: {outlierDetection: false,"
                        + " failover: [{from: r, to: q}]}, workloads: [{cluster: a}, {cluster: b}]}")
                .collect(Collectors.joining(
                        ", ",
                        "{name: x, meshes: [{name: m}], clusters: [{name: a, mesh: m, region: r, zones: [z]},"
                                + " {name: b, mesh: m, region: q, zones: [y]}], services: [",
                        "]}"));
    }
}
