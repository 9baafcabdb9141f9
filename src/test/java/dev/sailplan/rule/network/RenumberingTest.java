package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Evaluation.Found;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What NET001 advises to renumber, and where to. */
class RenumberingTest {

    private final RuleTester tester = RuleTester.of("NET001");

    private static String clusters(String... clusters) {
        return "name: t\nmeshes: [{name: m}]\nclusters:\n"
                + IntStream.range(0, clusters.length)
                        .mapToObj(i -> "  - {name: c%02d, mesh: m, nodeCidrs: [], %s}\n".formatted(i, clusters[i]))
                        .collect(Collectors.joining());
    }

    private static String pods(String range) {
        return "serviceCidrs: [], podCidrs: [" + range + "]";
    }

    private Found found(String yaml) {
        List<Found> found = tester.evaluate(yaml).found().stream()
                .filter(it -> it.finding().rule().equals("NET001"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Finding finding(String yaml) {
        return found(yaml).finding();
    }

    private List<String> operations(String yaml) {
        return found(yaml).repairs().stream()
                .flatMap(repair -> repair.operations().stream())
                .map(PatchOperation::words)
                .toList();
    }

    @Test
    void movesTheOneClusterThatIsInTheWayOfAllOthers() {
        String yaml = clusters(pods("10.1.0.0/16"), pods("10.0.0.0/8"), pods("10.2.0.0/16"));
        assertThat(finding(yaml).advice())
                .containsEntry("renumber", "c01")
                .containsEntry("method", "exact: fewer clusters do not suffice")
                .doesNotContainKey("ranges");
        assertThat(operations(yaml))
                .as("there is no other private block as large")
                .isEmpty();
    }

    @Test
    void findsFreeRangesOfTheSameSizeBesideEverythingOnTheNetwork() {
        String yaml = clusters(pods("10.0.0.0/16"), pods("10.0.0.0/17"), pods("10.1.0.0/16"), pods("fd00::/64"));
        assertThat(finding(yaml).advice())
                .containsEntry("renumber", "c00")
                .containsEntry("ranges", "10.0.0.0/16 of c00 to 10.2.0.0/16");
        assertThat(operations(yaml)).containsExactly("replace /clusters/0/podCidrs/0 \"10.2.0.0/16\"");
    }

    @Test
    void movesTheServicesOfAClusterThatIsInItsOwnWay() {
        String yaml = clusters("podCidrs: [10.0.0.0/16], serviceCidrs: [10.0.128.0/20]");
        assertThat(operations(yaml)).containsExactly("replace /clusters/0/serviceCidrs/0 \"10.1.0.0/20\"");
    }

    @Test
    void movesEveryRangeInConflictOfBothFamilies() {
        String yaml = clusters(
                "podCidrs: [10.0.0.0/16, 'fd00::/48'], serviceCidrs: [10.5.0.0/24]",
                "podCidrs: [10.0.0.0/16], serviceCidrs: [10.5.0.0/24]");
        List<Found> found = tester.evaluate(yaml).found().stream()
                .filter(it -> it.finding().rule().equals("NET001"))
                .toList();
        assertThat(found)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.finding().advice()).containsEntry("renumber", "c00"));
    }

    @Test
    void offersNoChangeWhereEndpointsWouldKeepTheirAddresses() {
        String yaml = clusters(pods("10.0.0.0/16"), pods("10.0.0.0/16")) + """
                services:
                  - name: web
                    namespace: shop
                    workloads: [{cluster: c00, addresses: [10.0.0.7]}]
                """;
        assertThat(finding(yaml).advice()).containsEntry("renumber", "c00");
        assertThat(operations(yaml)).isEmpty();
    }

    @Test
    void isExactForThirtyClustersAndSaysSoWhereItIsNot() {
        String[] thirty =
                IntStream.range(0, 30).mapToObj(i -> pods("10.9.0.0/16")).toArray(String[]::new);
        String[] more =
                IntStream.range(0, 31).mapToObj(i -> pods("10.9.0.0/16")).toArray(String[]::new);
        assertThat(finding(clusters(thirty)).advice()).containsEntry("method", "exact: fewer clusters do not suffice");
        assertThat(operations(clusters(thirty))).hasSize(29).doesNotHaveDuplicates();
        assertThat(finding(clusters(more)).advice())
                .containsEntry("method", "greedy: fewer may suffice")
                .hasEntrySatisfying("ranges", ranges -> assertThat(ranges).endsWith(" and 20 more"));
    }

    @Test
    void theAdviceIsNoPartOfTheFingerprint() {
        String yaml = clusters(pods("10.0.0.0/16"), pods("10.0.0.0/16"));
        String beside = clusters(pods("10.0.0.0/16"), pods("10.0.0.0/16"), pods("10.1.0.0/16"));
        assertThat(finding(beside).advice().get("ranges"))
                .isNotEqualTo(finding(yaml).advice().get("ranges"));
        assertThat(finding(beside).fingerprint()).isEqualTo(finding(yaml).fingerprint());
    }

    @Test
    void advisesNothingForAGroupOfMoreThanAThousandClusters() {
        String[] many =
                IntStream.range(0, 1_001).mapToObj(i -> pods("10.9.0.0/16")).toArray(String[]::new);
        assertThat(finding(clusters(many)).advice()).isEmpty();
    }
}
