package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoRegionTest {

    // no unknown facts: this rule is about absence itself; what else it reads has defaults.

    private static final String REQUIRED = "requirements: {survive: [zone]}\n";
    private static final String COMPLETE = "region: us-west1, zones: [b]";

    private final RuleTester tester = RuleTester.of("LOC004");

    /** A mesh of two clusters, the second with the given fields, and a host of nothing. */
    private static String with(String west) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us-east1, zones: [a]}
                  - {name: west, mesh: m, %s
                  - {name: host}
                """.formatted(west);
    }

    private static String policy(String policy) {
        return "services:\n  - {name: web, namespace: shop, locality: {%s}}\n".formatted(policy);
    }

    @Test
    void findsWhatAClusterDoesNotState() {
        Finding finding = tester.finding(with("zones: [b]}  # LOC004") + REQUIRED);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("clusters", "Cluster west states no region")
                .containsEntry("asked", "the requirements ask for availability");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/clusters/1/region");
        assertThat(tester.finding(with("region: us-west1}  # LOC004") + REQUIRED)
                        .facts())
                .containsEntry("clusters", "Cluster west states no zones");
    }

    @Test
    void clustersOfAMeshAreOneCauseWhateverEachLacks() {
        Finding finding = tester.finding(
                with("zones: [b]}  # LOC004").replace("region: us-east1, zones: [a]}", "}  # LOC004") + REQUIRED);

        assertThat(finding.facts())
                .containsEntry("clusters", "Cluster east states no region and no zones, cluster west states no region");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/0/region", "/clusters/0/zones", "/clusters/1/region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requirements: {survive: [region]}",
                "requirements: {survive: [cluster, gateway]}",
                "requirements: {availability: 99.9}"
            })
    void availabilityIsAskedForByARequirement(String requirement) {
        tester.finding(with("}  # LOC004") + requirement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failover: [{from: us-east1, to: us-west1}]",
                "outlierDetection: false, failover: [{from: us-east1, to: us-west1}]",
                "failoverPriority: [topology.istio.io/network, topology.kubernetes.io/zone]",
                "failoverPriority: [topology.kubernetes.io/region=us-west1]",
                "distribute: [{from: \"*\", to: {\"*\": 100}}]",
                "outlierDetection: true",
                "enabled: true"
            })
    void localityIsAskedForByAPolicy(String policy) {
        Finding finding = tester.finding(with("}  # LOC004") + policy(policy));

        assertThat(finding.facts()).containsEntry("asked", "locality is asked for by shop/web");
    }

    @Test
    void requirementAndPoliciesAreOneCause() {
        Finding finding = tester.finding(with("}  # LOC004") + REQUIRED + policy("outlierDetection: true"));

        assertThat(finding.facts())
                .containsEntry("asked", "the requirements ask for availability and locality is asked for by shop/web");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled: false, failover: [{from: us-east1, to: us-west1}]",
                "outlierDetection: false",
                "outlierDetection: true, failoverPriority: [topology.istio.io/network, topology.istio.io/cluster]"
            })
    void policiesThatCompareNoLocalityDoNotAsk(String policy) {
        tester.holds(with("}") + policy(policy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "requirements: {}", "requirements: {survive: []}", "requirements: {isolation: mesh}"})
    void nobodyAsksInADocumentThatWantsNothingOfTheKind(String requirement) {
        tester.holds(with("}") + requirement);
    }

    @Test
    void regionAndZonesThatAreStatedHold() {
        tester.holds(with(COMPLETE + "}") + REQUIRED + policy("outlierDetection: true"));
        tester.holds(with("region: us-west1, zones: []}") + REQUIRED);
    }

    @Test
    void onlyTheMeshOfAPolicyIsAsked() {
        String yaml = with("}")
                .replace("{name: m}]", "{name: m}, {name: n}]")
                .replace("{name: host}", "{name: other, mesh: n}");
        String policy = policy("outlierDetection: true").replace("{name: web,", "{name: web, mesh: n,");

        tester.finding((yaml + policy).replace("mesh: n}", "mesh: n}  # LOC004"));
        assertThat(tester.findings(yaml + REQUIRED)).hasSize(2);
    }

    @Test
    void withoutMeshesAllClustersAreMeant() {
        tester.finding(with(COMPLETE + "}")
                        .replace("meshes: [{name: m}]\n", "")
                        .replace("mesh: m, ", "")
                        .replace("{name: host}", "{name: host}  # LOC004")
                + REQUIRED);
    }

    @Test
    void hundredsOfClustersAreOneFinding() {
        StringBuilder yaml = new StringBuilder(REQUIRED + with(COMPLETE + "}"));
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: c%03d, mesh: m, zones: [a]}%s\n".formatted(i, i < 100 ? "  # LOC004" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("clusters", "Clusters c000, c001, c002 and 497 more state no region");
    }
}
