package dev.sailplan.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Survivable;
import dev.sailplan.document.Tenancy;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Scorecard;
import dev.sailplan.topology.Topologies;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether requirements are met, and why. */
class RequirementsTest {

    /** Two clusters in two regions, in each of which web runs in two zones. */
    private static final String TWO_REGIONS = """
            name: t
            networks: [{name: n, gateways: []}]
            meshes: [{name: m, certificateAuthority: {root: r}}]
            clusters:
              - {name: north, mesh: m, network: n, region: north, zones: [n1, n2]}
              - {name: south, mesh: m, network: n, region: south, zones: [s1, s2]}
            controlPlanes:
              - {name: pn, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: ps, cluster: south, remoteSecrets: [{cluster: north}]}
            services:
              - name: web
                namespace: shop
                ports: [{name: http, number: 80, protocol: HTTP}]
                workloads: [{cluster: north, zone: n1}, {cluster: north, zone: n2}, {cluster: south, zone: s1}, {cluster: south, zone: s2}]
            """;

    private static final String ONE_CLUSTER = """
            name: t
            meshes: [{name: m}]
            clusters: [{name: c, mesh: m, region: r, zones: [a, b]}]
            controlPlanes: [{name: p, cluster: c, remoteSecrets: []}]
            services:
              - {name: web, namespace: shop, workloads: [{cluster: c, zone: a}]}
            """;

    private static final Scorecard NOTHING =
            new Scorecard(new FamilyScore(100, null, Map.of()), new FamilyScore(100, null, Map.of()));

    private static RequirementResult survive(Survivable kind, String yaml) {
        return Requirements.judge(
                        new RequirementsDocument(List.of(kind), null, null),
                        Reachability.of(Topologies.of(yaml)),
                        NOTHING,
                        Sharing.NONE)
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"ZONE, MET", "CLUSTER, MET", "REGION, MET", "GATEWAY, MET", "NETWORK, MET", "API_SERVER, MET"})
    void whatIsThereTwiceSurvives(Survivable kind, Outcome outcome) {
        RequirementResult result = survive(kind, TWO_REGIONS);
        assertThat(result.outcome()).as(result.why()).isEqualTo(outcome);
        assertThat(result.requirement()).isEqualTo("survive " + kind);
        assertThat(result.facts()).isEmpty();
    }

    @Test
    void aLossIsNamedWithTheFailureAndTheService() {
        RequirementResult result = survive(Survivable.ZONE, ONE_CLUSTER);
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(result.why()).contains("zone a", "service shop/web");
    }

    @Test
    void aZoneThatIsNotKnownLeavesItUnknownAndIsNamed() {
        RequirementResult result = survive(
                Survivable.ZONE,
                ONE_CLUSTER.replace("zones: [a, b]", "dataPlane: sidecar").replace(", zone: a", ""));
        assertThat(result.outcome()).as(result.why()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.why()).contains("service shop/web");
        assertThat(result.facts()).containsExactly("/clusters/0/zones");
    }

    @Test
    void aCertainLossOutweighsADoubt() {
        String yaml = ONE_CLUSTER + "  - {name: api, namespace: app}\n";
        assertThat(survive(Survivable.ZONE, yaml).outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(survive(Survivable.ZONE, yaml.replace("zone: a}", "zone: a}, {cluster: c, zone: b}"))
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whereNothingIsConsumedNothingIsKnown() {
        String yaml = ONE_CLUSTER.substring(0, ONE_CLUSTER.indexOf("services:"));
        RequirementResult result = survive(Survivable.ZONE, yaml);
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.facts()).containsExactly("/services");
    }

    @Test
    void aClusterWithoutASecondControlPlaneDoesNotSurviveItsLoss() {
        RequirementResult alone = survive(Survivable.CONTROL_PLANE, TWO_REGIONS);
        assertThat(alone.outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(alone.why()).contains("control plane pn", "cluster north");
        String second = TWO_REGIONS
                .replace("zones: [n1, n2]", "zones: [n1, n2], controlPlanes: [pn, ps]")
                .replace("zones: [s1, s2]", "zones: [s1, s2], controlPlanes: [ps, pn]");
        RequirementResult met = survive(Survivable.CONTROL_PLANE, second);
        assertThat(met.outcome()).as(met.why()).isEqualTo(Outcome.MET);
    }

    @Test
    void anApiServerThatHoldsTheConfigurationOfAnotherClusterIsALoss() {
        String remote = TWO_REGIONS
                .replace("zones: [s1, s2]", "zones: [s1, s2], controlPlanes: [pn]")
                .replace("  - {name: ps, cluster: south, remoteSecrets: [{cluster: north}]}\n", "");
        RequirementResult result = survive(Survivable.API_SERVER, remote);
        assertThat(result.outcome()).as(result.why()).isEqualTo(Outcome.NOT_MET);
        assertThat(result.why()).contains("API server of cluster north", "cluster south");
    }

    @Test
    void aConfigurationInAnUnknownPlaceMayBeLostWithAnyApiServer() {
        String managed = ONE_CLUSTER
                .replace("zones: [a, b]", "zones: [a, b], controlPlanes: [p]")
                .replace("name: p, cluster: c, remoteSecrets: []", "name: p");
        RequirementResult result = survive(Survivable.API_SERVER, managed);
        assertThat(result.outcome()).as(result.why()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.facts()).containsExactly("/controlPlanes/0/configCluster");
    }

    @Test
    void aClusterThatNothingControlsDoesNotSurvive() {
        String alone = ONE_CLUSTER.replaceFirst("controlPlanes: .*", "controlPlanes: []");
        assertThat(survive(Survivable.CONTROL_PLANE, alone).why()).isEqualTo("cluster c has no control plane");
    }

    @Test
    void resultsComeInOneOrderAndOnceEach() {
        RequirementsDocument required = new RequirementsDocument(
                List.of(Survivable.API_SERVER, Survivable.ZONE, Survivable.ZONE),
                new BigDecimal("99.9"),
                Tenancy.CLUSTER);
        assertThat(Requirements.judge(required, Reachability.of(Topologies.of(TWO_REGIONS)), NOTHING, Sharing.NONE))
                .extracting(RequirementResult::requirement)
                .containsExactly("survive zone", "survive apiServer", "availability 99.9 %", "isolation cluster");
    }

    private static RequirementResult availability(String required, Object figure, String... unknown) {
        DimensionScore estimate = new DimensionScore(
                0,
                null,
                1,
                "holds",
                0,
                null,
                List.of(),
                List.of(),
                0,
                null,
                null,
                List.of(unknown),
                0,
                Map.of("probability", figure, "probabilityUpTo", unknown.length == 0 ? figure : 1.0),
                List.of());
        return AvailabilityRequirement.judge(
                new BigDecimal(required), new FamilyScore(100, null, Map.of("estimate", estimate)));
    }

    @Test
    void availabilityIsToldByTheEstimate() {
        assertThat(availability("99.95", 0.9995).outcome()).isEqualTo(Outcome.MET);
        assertThat(availability("99.95", 0.9994).outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(availability("99.95", new BigDecimal("0.9999999")).why()).contains("99.99999 %");
        RequirementResult open = availability("99.95", 0.9994, "/clusters/0/zones");
        assertThat(open.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(open.facts()).containsExactly("/clusters/0/zones");
    }

    @Test
    void withoutAnEstimateAvailabilityIsUnknown() {
        assertThat(AvailabilityRequirement.judge(BigDecimal.ONE, NOTHING.availability())
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(availability("99.95", "high").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(availability("99.95", Double.NaN).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private static RequirementResult isolation(Tenancy required, int band, @Nullable Integer upTo, Sharing sharing) {
        DimensionScore tenancy = new DimensionScore(
                band,
                upTo,
                6,
                "holds",
                0,
                null,
                List.of(),
                List.of(),
                0,
                null,
                null,
                upTo == null ? List.of() : List.of("/tenants/0/isolation/defaultDeny"),
                0,
                Map.of(),
                List.of());
        return IsolationRequirement.judge(required, new FamilyScore(0, null, Map.of("tenancy", tenancy)), sharing);
    }

    @ParameterizedTest
    @CsvSource({
        "NAMESPACE, 1,  , NOT_MET",
        "NAMESPACE, 1, 2, UNKNOWN",
        "NAMESPACE, 2,  , MET",
        "NAMESPACE, 2, 3, MET",
        "CLUSTER,   2,  , NOT_MET",
        "CLUSTER,   2, 4, UNKNOWN",
        "CLUSTER,   3,  , MET",
        "MESH,      4,  , NOT_MET",
        "MESH,      5,  , MET",
        "MESH,      6,  , MET"
    })
    void isolationBeginsInABandOfTenancy(Tenancy required, int band, @Nullable Integer upTo, Outcome outcome) {
        RequirementResult result = isolation(required, band, upTo, Sharing.NONE);
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.facts().isEmpty()).isEqualTo(outcome != Outcome.UNKNOWN);
    }

    @Test
    void whatTheRulesFindKeepsTenantsFromIt() {
        Sharing shared = new Sharing(List.of(finding("cluster")), List.of());
        assertThat(isolation(Tenancy.CLUSTER, 3, null, shared).outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(isolation(Tenancy.CLUSTER, 3, null, shared).why()).contains("TEN003", "is shared");
        Sharing more = new Sharing(List.of(finding("mesh")), List.of());
        assertThat(isolation(Tenancy.CLUSTER, 3, null, more).outcome()).isEqualTo(Outcome.MET);
    }

    @Test
    void whatTheRulesDoNotKnowLeavesItUnknown() {
        Sharing open = new Sharing(List.of(), List.of(new Pointer("/services/0/workloads")));
        RequirementResult result = isolation(Tenancy.CLUSTER, 3, null, open);
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.facts()).containsExactly("/services/0/workloads");
    }

    private static Finding finding(String isolation) {
        return new Finding(
                "TEN003",
                "isolation-not-met",
                Severity.ERROR,
                "It is shared",
                List.of(new FindingSubject("/clusters/0", null, 1, 1)),
                Map.of("isolation", isolation),
                "Do not.",
                Map.of(),
                List.of(),
                "f",
                null,
                "/api/v1/rules/TEN003");
    }
}
