package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverCapacityTest {

    private static final String EAST_TO_WEST = "{from: us-east1, to: us-west1}";

    private final RuleTester tester = RuleTester.of("LOC006");

    /** A service that fails over from us-east1 to us-west1, with the given workloads, one on each line. */
    private static String with(String... workloads) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us-east1, zones: [a]}
                  - {name: west, mesh: m, region: us-west1, zones: [b]}
                  - {name: other, mesh: m, region: us-west1, zones: [b]}
                services:
                  - name: web
                    namespace: shop
                    locality:
                      outlierDetection: true
                      failover: [{from: us-east1, to: us-west1}]
                    workloads:
                      - %s
                """.formatted(String.join("\n      - ", workloads));
    }

    private static String marked(String yaml) {
        return yaml.replace("failover: [" + EAST_TO_WEST + "]", "failover: [" + EAST_TO_WEST + "]  # LOC006");
    }

    @Test
    void findsARegionWithLessThanHalfTheReplicas() {
        Finding finding =
                tester.finding(marked(with("{cluster: east, replicas: 5}", "{cluster: west, replicas: 2}  # LOC006")));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("service", "shop/web")
                .containsEntry("from", "us-east1")
                .containsEntry("to", "us-west1")
                .containsEntry("here", "5")
                .containsEntry("there", "2");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/workloads/1/replicas", "/services/0/locality/failover/0");
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "5, 3", "1, 1", "0, 0", "3, 1000000"})
    void halfTheReplicasHold(int east, int west) {
        tester.holds(
                with("{cluster: east, replicas: %d}".formatted(east), "{cluster: west, replicas: %d}".formatted(west)));
    }

    @Test
    void findsARegionWithoutAnyReplica() {
        Finding finding = tester.finding(marked(with("{cluster: east, replicas: 3}")));

        assertThat(finding.facts()).containsEntry("there", "0");
        tester.finding(marked(with("{cluster: east}", "{cluster: west, replicas: 0}")));
    }

    @Test
    void replicasOfAllClustersOfARegionCountTogether() {
        tester.holds(
                with("{cluster: east, replicas: 4}", "{cluster: west, replicas: 1}", "{cluster: other, replicas: 1}"));
        tester.finding(marked(with(
                "{cluster: east, replicas: 3}",
                "{cluster: east, zone: a, replicas: 2}",
                "{cluster: west, replicas: 1}  # LOC006",
                "{cluster: other, replicas: 1}  # LOC006")));
    }

    @Test
    void replicasThatAreNotStatedAreTheAddressesElseOne() {
        tester.finding(marked(
                with("{cluster: east, addresses: [10.0.0.1, 10.0.0.2, 10.0.0.3]}", "{cluster: west}  # LOC006")));
        tester.holds(with("{cluster: east, addresses: [10.0.0.1, 10.0.0.2]}", "{cluster: west}"));
    }

    @Test
    void theRegionOfAMachineIsItsOwn() {
        tester.holds(with("{cluster: east, replicas: 4}", "{cluster: east, region: us-west1, replicas: 2}"));
    }

    @Test
    void everyPairIsACauseOfItsOwn() {
        String yaml = with(
                        "{cluster: east, replicas: 9}",
                        "{cluster: west, replicas: 2}",
                        "{cluster: other, region: eu, replicas: 9}")
                .replace(
                        "failover: [" + EAST_TO_WEST + "]",
                        "failover: [" + EAST_TO_WEST + ", {from: eu, to: us-west1}, {from: us-west1, to: eu}]");

        assertThat(tester.findings(yaml))
                .extracting(finding -> finding.facts().get("from"))
                .containsExactly("eu", "us-east1");
    }

    @Test
    void theFirstEntryForARegionDecides() {
        String yaml =
                with("{cluster: east, replicas: 4}", "{cluster: west, replicas: 2}", "{cluster: other, region: eu}");

        tester.holds(yaml.replace(EAST_TO_WEST, EAST_TO_WEST + ", {from: us-east1, to: eu}"));
        assertThat(tester.findings(yaml.replace(EAST_TO_WEST, "{from: us-east1, to: eu}, " + EAST_TO_WEST)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: us-east1, to: nowhere}",
                "{from: us-east1, to: us-east1}",
                "{from: us-east1, to: us-west1/b}"
            })
    void aPairThatOtherwiseDoesNotWorkHolds(String pair) {
        tester.holds(with("{cluster: east, replicas: 9}", "{cluster: west}").replace(EAST_TO_WEST, pair));
    }

    @Test
    void aPolicyThatIsOffOrDistributesHolds() {
        String yaml = with("{cluster: east, replicas: 9}", "{cluster: west}");

        tester.holds(yaml.replace("outlierDetection: true", "enabled: false"));
        tester.holds(yaml.replace("outlierDetection: true", "distribute: [{from: \"*\", to: {us-east1: 100}}]"));
    }

    @Test
    void needsTheRegionOfReplicasOnlyIfItDecides() {
        String yaml =
                with("{cluster: east, replicas: 6}", "{cluster: west, replicas: 2}", "{cluster: other, replicas: 1}");

        assertThat(tester.needs(yaml.replace("other, mesh: m, region: us-west1,", "other, mesh: m,")))
                .containsExactly("/clusters/2/region");
        assertThat(tester.needs(yaml.replace("replicas: 6", "replicas: 7")
                        .replace("east, mesh: m, region: us-east1,", "east, mesh: m,")))
                .containsExactly("/clusters/0/region");
        tester.holds(yaml.replace("west, replicas: 2", "west, replicas: 4")
                .replace("other, mesh: m, region: us-west1,", "other, mesh: m,"));
    }

    @Test
    void tooFewReplicasWhereverTheOthersAreAreCertain() {
        Finding finding = tester.finding(marked(with(
                        "{cluster: east, replicas: 9}",
                        "{cluster: west, replicas: 2}  # LOC006",
                        "{cluster: other, replicas: 2}")
                .replace("other, mesh: m, region: us-west1,", "other, mesh: m,")));

        assertThat(finding.facts()).containsEntry("here", "at least 9").containsEntry("there", "at most 4");
    }

    @Test
    void needsWorkloadsOfAServiceThatFailsOver() {
        String yaml = with("{cluster: east}").replace("    workloads:\n      - {cluster: east}\n", "");

        assertThat(tester.needs(yaml)).containsExactly("/services/0/workloads");
        tester.holds(yaml.replace("failover: [" + EAST_TO_WEST + "]", "failover: []"));
    }
}
