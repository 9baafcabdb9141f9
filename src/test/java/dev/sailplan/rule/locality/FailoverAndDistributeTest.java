package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverAndDistributeTest {

    // no unknown facts: absent failover, failoverPriority and distribute are none, and enabled is true.

    private static final String FAILOVER = "failover: [{from: us-east1, to: us-west1}]";
    private static final String PRIORITY = "failoverPriority: [topology.istio.io/network]";
    private static final String DISTRIBUTE = "distribute: [{from: \"*\", to: {us-east1: 80, us-west1: 20}}]";

    private final RuleTester tester = RuleTester.of("LOC002");

    private static String with(String... lines) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us-east1, zones: [a]}
                  - {name: west, mesh: m, region: us-west1, zones: [b]}
                services:
                  - name: web
                    namespace: shop
                    locality:
                      outlierDetection: true
                      %s
                """.formatted(String.join("\n      ", lines));
    }

    @Test
    void findsFailoverBesideADistribution() {
        Finding finding = tester.finding(with(DISTRIBUTE + "  # LOC002", FAILOVER + "  # LOC002"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("service", "shop/web").containsEntry("failover", "failover");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/failover", "/services/0/locality/distribute");
    }

    @Test
    void findsPrioritiesThatTheDistributionDisplaces() {
        Finding finding = tester.finding(with(PRIORITY + "  # LOC002", DISTRIBUTE + "  # LOC002"));

        assertThat(finding.facts()).containsEntry("failover", "failoverPriority");
        assertThat(finding.facts().get("consequence")).contains("ignores the priorities");
    }

    @Test
    void allThreeAreOneCause() {
        Finding finding = tester.finding(with(PRIORITY, DISTRIBUTE + "  # LOC002", FAILOVER + "  # LOC002"));

        assertThat(finding.facts().get("consequence")).contains("refuses");
    }

    @Test
    void istioRefusesBothEvenIfThePolicyIsOff() {
        tester.finding(with("enabled: false", DISTRIBUTE + "  # LOC002", FAILOVER + "  # LOC002"));
        tester.holds(with("enabled: false", DISTRIBUTE, PRIORITY));
    }

    @ParameterizedTest
    @ValueSource(strings = {FAILOVER, PRIORITY, DISTRIBUTE, FAILOVER + "\n      " + PRIORITY})
    void eitherAloneHolds(String policy) {
        tester.holds(with(policy));
        tester.holds(with(policy, policy.startsWith("d") ? "failover: []" : "distribute: []"));
    }
}
