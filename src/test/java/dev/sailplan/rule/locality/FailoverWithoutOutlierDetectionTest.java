package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverWithoutOutlierDetectionTest {

    private static final String FAILOVER = "failover: [{from: us-east1, to: us-west1}]";
    private static final String PRIORITY = "failoverPriority: [topology.istio.io/network]";

    private final RuleTester tester = RuleTester.of("LOC001");

    /** A service with the given locality policies, one for each. */
    private static String with(String... policies) {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us-east1, zones: [a]}
                  - {name: west, mesh: m, region: us-west1, zones: [b]}
                services:
                """);
        for (int i = 0; i < policies.length; i++) {
            yaml.append("  - {name: s%d, namespace: shop, locality: {%s\n".formatted(i, policies[i]));
        }
        return yaml.toString();
    }

    @Test
    void findsFailoverBetweenRegions() {
        Finding finding = tester.finding(with("outlierDetection: false, " + FAILOVER + "}}  # LOC001"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("service", "shop/s0").containsEntry("kind", "failover");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/outlierDetection");
    }

    @Test
    void findsFailoverByLabels() {
        assertThat(tester.finding(with("outlierDetection: false, " + PRIORITY + "}}  # LOC001"))
                        .facts())
                .containsEntry("kind", "failoverPriority");
        assertThat(tester.finding(with("outlierDetection: false, " + FAILOVER + ", " + PRIORITY + "}}  # LOC001"))
                        .facts())
                .containsEntry("kind", "failover and failoverPriority");
    }

    @Test
    void thePolicyOfEachServiceIsACauseOfItsOwn() {
        String bad = "outlierDetection: false, " + FAILOVER + "}}  # LOC001";

        assertThat(tester.check(with(bad, "outlierDetection: true, " + FAILOVER + "}}", bad)))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outlierDetection: true, " + FAILOVER,
                "outlierDetection: true, " + PRIORITY,
                "outlierDetection: false",
                "outlierDetection: false, failover: [], failoverPriority: []",
                "outlierDetection: false, distribute: [{from: \"*\", to: {\"us-east1/*\": 100}}]",
                "enabled: false, outlierDetection: false, " + FAILOVER
            })
    void holdsWithOutlierDetectionOrWithoutFailover(String policy) {
        tester.holds(with(policy + "}}"));
    }

    @Test
    void needsWhetherThereIsOutlierDetectionOnlyWhereFailoverIsDeclared() {
        assertThat(tester.needs(with(FAILOVER + "}}", "enabled: true}}", PRIORITY + "}}")))
                .containsExactly("/services/0/locality/outlierDetection", "/services/2/locality/outlierDetection");
    }
}
