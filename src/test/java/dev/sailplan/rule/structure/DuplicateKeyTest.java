package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;

// no unknown facts: the rule reads names of fields alone, and every name is known.
class DuplicateKeyTest {

    private final RuleTester tester = RuleTester.of("STR002");

    @Test
    void findsASecondListOfClusters() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                clusters: [{name: south}]  # STR002
                """);

        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters");
        assertThat(finding.facts()).containsEntry("path", "clusters").containsEntry("where", "the topology");
    }

    @Test
    void findsAKeyInsideAnElement() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    podCidrs: [10.0.0.0/16]
                    region: eu-north-1
                    podCidrs: [10.1.0.0/16]  # STR002
                """);

        assertThat(finding.subjects().get(0).element()).isEqualTo("cluster/north");
        assertThat(finding.subjects().get(0).column()).isEqualTo(5);
    }

    @Test
    void findsAKeyThatIsQuotedOnce() {
        tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    region: eu-north-1
                    "region": eu-north-1  # STR002
                """);
    }

    @Test
    void findsAKeyOfAMapTheUserNames() {
        Finding finding = tester.finding("""
                name: bookshop
                labels:
                  team: books
                  team: shop  # STR002
                clusters: [{name: north}]
                """);

        assertThat(finding.facts()).containsEntry("path", "labels.team");
    }

    @Test
    void findsAKeyWhoseFirstValueIsEmpty() {
        tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    region:
                    region: eu-north-1  # STR002
                """);
    }

    @Test
    void reportsEveryRepetition() {
        List<Finding> found = tester.check("""
                name: bookshop
                name: bookshop  # STR002
                clusters:
                  - name: north
                    name: south  # STR002
                    name: west  # STR002
                """);

        assertThat(found).hasSize(3);
    }

    @Test
    void readsTheFirstValueAndNothingInTheSecond() {
        String yaml = """
                name: bookshop
                clusters: [{name: north}]
                clusters: [{nam: south, region: 5}]  # STR002
                """;

        tester.check(yaml);
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).containsExactly("STR002");
    }

    @Test
    void holdsForOneKeyInSeveralObjects() {
        tester.holds("""
                name: bookshop
                labels: {name: bookshop}
                clusters: [{name: north}, {name: south}]
                """);
    }

    @Test
    void holdsForKeysThatDifferInCase() {
        tester.holds("""
                name: bookshop
                labels: {team: books, Team: Books}
                clusters: [{name: north}]
                """);
    }
}
