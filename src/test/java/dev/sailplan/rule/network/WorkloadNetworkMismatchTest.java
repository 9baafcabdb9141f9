package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadNetworkMismatchTest {

    private final RuleTester tester = RuleTester.of("NET004");

    /** A service of a cluster on network pods, with a workload that has these fields. */
    private static String with(String fields) {
        return """
                name: t
                networks: [{name: pods}, {name: machines}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: pods, podCidrs: [10.1.0.0/16, 10.1.5.0/24, "fd00:1::/48"]}
                  - {name: west, mesh: m, network: pods, podCidrs: [10.2.0.0/16]}
                services:
                  - name: ledger
                    namespace: bank
                    workloads:
                      - {cluster: east, %s}
                """.formatted(fields);
    }

    private static String broken(String fields) {
        return with(fields).stripTrailing() + "  # NET004\n";
    }

    @Test
    void findsAPodThatIsSaidToBeOnAnotherNetwork() {
        Finding finding = tester.finding(broken("network: machines, addresses: [10.1.7.3]"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("services", "bank/ledger")
                .containsEntry("cluster", "east")
                .containsEntry("network", "machines")
                .containsEntry("own", "pods")
                .containsEntry("addresses", "10.1.7.3");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/workloads/0/network");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[10.1.255.255]",
                "[10.1.5.9]",
                "[10.1.6.0]",
                "[\"fd00:1::7\"]",
                "[\"192.0.2.1 fd00:1::7\"]",
                "[\"::ffff:10.1.0.1\"]",
                "[192.0.2.1, 10.1.0.1]",
                "[vm.example, 10.1.0.1]"
            })
    void findsAnyAddressOfAPodInEitherFamily(String addresses) {
        tester.finding(broken("network: machines, addresses: " + addresses));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[192.0.2.1]",
                "[10.2.0.1]",
                "[10.0.255.255, 10.2.0.0]",
                "[\"fd00:2::7\"]",
                "[\"192.0.2.1 fd00:2::7\"]",
                "[vm.example]",
                "[]"
            })
    void holdsForMachines(String addresses) {
        tester.holds(with("network: machines, addresses: " + addresses));
    }

    @Test
    void holdsForPodsOnTheNetworkOfTheirCluster() {
        tester.holds(with("network: pods, addresses: [10.1.7.3]"));
        tester.holds(with("addresses: [10.1.7.3]"));
    }

    @Test
    void holdsWhereTheClusterHasNoNetworkToDifferFrom() {
        String labelled = with("network: machines, addresses: [10.1.7.3]");

        tester.holds(labelled.replace("{name: east, mesh: m, network: pods,", "{name: east, mesh: m,"));
        tester.holds(labelled.replaceAll("mesh: m, network: pods", "mesh: m"));
    }

    @Test
    void podsOfOneClusterWithOneOtherNetworkAreOneCause() {
        String yaml = broken("network: machines, addresses: [10.1.7.3]") + """
                      - {cluster: east, network: machines, addresses: [10.1.7.4]}  # NET004
                      - {cluster: east, network: machines, addresses: [192.0.2.7]}
                      - {cluster: west, network: machines, addresses: [10.2.7.4]}  # NET004
                  - name: audit
                    namespace: bank
                    workloads: [{cluster: east, network: machines, addresses: [10.1.7.5]}]  # NET004
                """;

        assertThat(tester.check(yaml))
                .extracting(
                        finding -> finding.facts().get("services"),
                        finding -> finding.facts().get("addresses"))
                .containsExactlyInAnyOrder(
                        tuple("bank/audit and bank/ledger", "10.1.7.3, 10.1.7.4 and 10.1.7.5"),
                        tuple("bank/ledger", "10.2.7.4"));
    }

    @Test
    void hundredsOfWorkloadsAreOneFinding() {
        String workloads = IntStream.range(0, 400)
                .mapToObj(i -> "      - {cluster: east, network: machines, addresses: [10.1.%s.%s]}\n"
                        .formatted(i / 200, 1 + i % 200))
                .collect(Collectors.joining());

        assertThat(tester.findings(with("network: pods") + workloads))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.facts().get("addresses")).endsWith(" and 397 more"));
    }

    @Test
    void needsAddressesAndPodRangesOfWorkloadsOnAnotherNetworkAlone() {
        String unknown = with("network: machines");

        assertThat(tester.needs(unknown)).containsExactly("/services/0/workloads/0/addresses");
        assertThat(tester.needs(with("network: machines, addresses: [192.0.2.1], replicas: 2")))
                .containsExactly("/services/0/workloads/0/addresses");
        assertThat(tester.needs(
                        with("network: machines, addresses: [192.0.2.1]").replaceAll(", podCidrs: .*]}", "}")))
                .containsExactly("/clusters/0/podCidrs");
        assertThat(tester.needs(unknown.replaceAll(", podCidrs: .*]}", "}")))
                .containsExactly("/clusters/0/podCidrs", "/services/0/workloads/0/addresses");
        tester.holds(with("replicas: 2").replaceAll(", podCidrs: .*]}", "}"));
    }

    @Test
    void doesNotNeedWhatCannotChangeTheAnswer() {
        String unranged = with("network: machines, addresses: [vm.example]").replaceAll(", podCidrs: .*]}", "}");

        tester.holds(unranged);
        tester.holds(unranged.replace("[vm.example]", "[]"));
        tester.holds(with("network: machines").replaceAll("podCidrs: .*]}", "podCidrs: []}"));
        tester.finding(broken("network: machines, addresses: [10.1.7.3], replicas: 2"));
    }
}
