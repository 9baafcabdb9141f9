package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SingleReplicaControlPlaneTest {

    private static final String MARK = "  # CPL008";

    private final RuleTester tester = RuleTester.of("CPL008");

    /** A control plane that serves a primary and a remote. */
    private static String shared(String fields) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m, controlPlanes: [i]}, {name: west, mesh: m, controlPlanes: [i]}]
                controlPlanes:
                  - {name: i, cluster: east, %s
                """.formatted(fields);
    }

    /** A control plane of one cluster, in a document that requires something. */
    private static String single(String survive, String fields) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}]
                requirements: {survive: %s}
                controlPlanes:
                  - {name: i, cluster: east, %s
                """.formatted(survive, fields);
    }

    @Test
    void twoReplicasInTwoZonesAreEnough() {
        tester.holds(shared("replicas: 2, zones: [a, b]}"));
        tester.holds(single("[controlPlane, zone]", "replicas: 2, zones: [a, b]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replicas: 1, zones: [a, b] | 1 replica
                    replicas: 0, zones: [a, b] | no replica
                    replicas: 3, zones: [a]    | 3 replicas in 1 zone
                    replicas: 3, zones: [a, a] | 3 replicas in 1 zone
                    replicas: 2, zones: []     | 2 replicas in no zone
                    replicas: 1, zones: [a]    | 1 replica in 1 zone
                    """)
    void saysWhatIsLacking(String fields, String lacking) {
        Finding finding = tester.finding(shared(fields + "}" + MARK));

        assertThat(finding.facts())
                .containsEntry("lacking", lacking)
                .containsEntry("reason", "it serves clusters east and west");
    }

    @Test
    void pointsAtEachFieldThatFallsShort() {
        assertThat(tester.finding(shared("replicas: 1, zones: [a]}" + MARK)).subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/replicas", "/controlPlanes/0/zones");
        assertThat(tester.finding(shared("replicas: 2, zones: [a]}" + MARK)).subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/zones");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[controlPlane]", "[zone]", "[region, zone]"})
    void aControlPlaneOfOneClusterIsJudgedIfItHasToSurvive(String survive) {
        tester.finding(single(survive, "replicas: 1, zones: [a, b]}" + MARK));
        tester.finding(single(survive, "replicas: 2, zones: [a]}" + MARK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[region, cluster, network, gateway, apiServer]"})
    void aControlPlaneOfOneClusterMayBeSingleOtherwise(String survive) {
        tester.holds(single(survive, "replicas: 1, zones: [a]}"));
        tester.holds(single(survive, "revision: default}"));
    }

    @Test
    void clustersThatPreferAnotherControlPlaneAreServedToo() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m, controlPlanes: [j, i]}]
                controlPlanes:
                  - {name: i, cluster: east, replicas: 1, zones: [a, b]}%s
                  - {name: j, cluster: west, replicas: 1, zones: [a, b]}
                """;

        tester.finding(yaml.formatted(MARK));
        tester.holds(yaml.formatted("").replace("[j, i]", "[j]"));
    }

    @Test
    void needsWhatIsNotStatedOnlyWhereNothingElseFallsShort() {
        assertThat(tester.needs(shared("revision: default}")))
                .containsExactly("/controlPlanes/0/replicas", "/controlPlanes/0/zones");
        assertThat(tester.needs(shared("replicas: 2}"))).containsExactly("/controlPlanes/0/zones");
        assertThat(tester.needs(shared("zones: [a, b]}"))).containsExactly("/controlPlanes/0/replicas");
        assertThat(tester.needs(shared("replicas: 1}" + MARK))).isEmpty();
        assertThat(tester.needs(shared("zones: [a]}" + MARK))).isEmpty();
    }

    @Test
    void aVendorsControlPlaneIsTheVendorsBusiness() {
        tester.holds(shared("replicas: 1}").replace("cluster: east, replicas", "replicas"));
        tester.holds(shared("revision: default}").replace("cluster: east, ", ""));
    }

    @Test
    void anExternalControlPlaneIsJudgedLikeAnyOther() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: hub}, {name: east, mesh: m, controlPlanes: [i]}, {name: west, mesh: m, controlPlanes: [i]}]
                controlPlanes:
                  - {name: i, cluster: hub, mesh: m, configCluster: east, replicas: %d, zones: [a, b]}%s
                """;

        tester.finding(yaml.formatted(1, MARK));
        tester.holds(yaml.formatted(2, ""));
    }

    @Test
    void aControlPlaneThatServesNobodyIsNotJudged() {
        tester.holds(single("[controlPlane]", "replicas: 1, zones: [a]}")
                .replace("mesh: m}]", "mesh: m, controlPlanes: []}]"));
    }

    @Test
    void everyControlPlaneIsAFindingOfItsOwn() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: a%1$03d, mesh: m}%n  - {name: b%1$03d, mesh: m, controlPlanes: [i%1$03d]}%n"
                    .formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%1$03d, cluster: a%1$03d, replicas: 1, zones: [a, b]}%2$s%n".formatted(i, MARK));
        }

        assertThat(tester.check(yaml.toString())).hasSize(300);
    }
}
