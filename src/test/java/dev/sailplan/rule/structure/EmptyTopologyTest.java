package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: an absent list of clusters is an empty one.
class EmptyTopologyTest {

    private final RuleTester tester = RuleTester.of("STR007");

    @Test
    void findsADocumentThatOnlyHasAName() {
        Finding finding = tester.finding("name: bookshop  # STR007\n");

        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters");
    }

    @Test
    void findsADocumentThatIsAnEmptyObject() {
        tester.finding("{}  # STR007\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "~", "null", ""})
    void findsAnEmptyListOfClusters(String clusters) {
        tester.finding("""
                name: bookshop
                clusters: %s  # STR007
                """.formatted(clusters));
    }

    @Test
    void findsClustersUnderAMistypedFieldTogetherWithTheMistake() {
        String yaml = """
                name: bookshop  # STR007
                cluster: [{name: north}]
                """;

        tester.check(yaml);
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).containsExactly("STR001", "STR007");
    }

    @Test
    void findsADocumentThatHasEverythingElse() {
        tester.finding("""
                name: bookshop  # STR007
                networks: [{name: vpc}]
                meshes: [{name: books}]
                controlPlanes: [{name: managed}]
                services: [{name: web, namespace: shop, workloads: []}]
                """);
    }

    @Test
    void holdsForOneCluster() {
        tester.holds("""
                name: bookshop
                clusters: [{name: north}]
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{north: {}}", "north", "[5]", "[{}]"})
    void leavesClustersThatCannotBeReadToTheRuleThatSaysSo(String clusters) {
        tester.holds("""
                name: bookshop
                clusters: %s
                """.formatted(clusters));
    }
}
