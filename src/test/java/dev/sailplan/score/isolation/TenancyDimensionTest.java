package dev.sailplan.score.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Dimensions;
import dev.sailplan.score.Improvement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenancyDimensionTest {

    private static final String SHARED_CLUSTER = """
            name: platform
            meshes: [{name: platform, certificateAuthority: {root: r}}]
            clusters: [{name: north, mesh: platform}]
            controlPlanes: [{name: istiod, cluster: north, remoteSecrets: []}]
            tenants:
              - {name: ordering, tenancy: namespace, namespaces: [ordering], isolation: {defaultDeny: %s}}
              - {name: payments, tenancy: namespace, namespaces: [payments], isolation: {defaultDeny: %s}}
            """;

    /** Two clusters and meshes, each of a tenant. */
    private static final String OWN = """
            name: platform
            meshes:
              - {name: one, certificateAuthority: {root: %s}, trustBundles: %s}
              - {name: two, certificateAuthority: {root: %s}, trustBundles: []}
            clusters:
              - {name: north, mesh: one}
              - {name: south, mesh: two}
            controlPlanes:
              - {name: istiod-north, cluster: north, remoteSecrets: %s}
              - {name: istiod-south, cluster: south, remoteSecrets: []}
            tenants:
              - {name: ordering, tenancy: mesh, meshes: [one]}
              - {name: payments, tenancy: mesh, meshes: [two]}
            """;

    private static Assessment assess(String yaml) {
        return Dimensions.assess("tenancy", yaml);
    }

    private static void assertBand(String yaml, int band, String why) {
        Assessment found = assess(yaml);
        assertThat(found.least()).as(found.why()).isEqualTo(band);
        assertThat(found.most()).as(found.why()).isEqualTo(band);
        assertThat(found.why()).isEqualTo(why);
    }

    @Test
    void tenantsThatOwnOneNamespaceAreNotApart() {
        assertBand(
                SHARED_CLUSTER.formatted("true", "true").replace("[payments]", "[ordering]"),
                0,
                "tenants ordering and payments own one namespace, ordering");
    }

    @Test
    void aTenantInAClusterThatAnotherOwnsIsNotApart() {
        assertBand(
                SHARED_CLUSTER.formatted("true", "true").replace("namespaces: [payments]", "clusters: [north]")
                        + "services: [{name: orders, namespace: ordering, workloads: [{cluster: north}]}]\n",
                0,
                "cluster north is used by tenants ordering and payments, one of which owns it");
    }

    @Test
    void namespacesOfOneClusterAreOpenUnlessBothDenyByDefault() {
        assertBand(
                SHARED_CLUSTER.formatted("true", "false"),
                1,
                "tenants ordering and payments share a cluster, and payments does not deny calls by default");
        assertBand(
                SHARED_CLUSTER.formatted("true", "true"),
                2,
                "cluster north is shared by tenants ordering and payments");
    }

    @Test
    void clustersOfTheirOwnWithOneControlPlaneAreMoreThanNamespaces() {
        assertBand(
                OWN.formatted("r", "[]", "r", "[]")
                        .replace("south, mesh: two", "south, mesh: two, controlPlanes: [istiod-north]"),
                3,
                "control plane istiod-north configures, or runs with, both of tenants ordering and payments");
    }

    @Test
    void aSharedRootIsLikeASharedControlPlane() {
        assertBand(OWN.formatted("r", "[]", "r", "[]"), 3, "tenants ordering and payments share root r");
    }

    @Test
    void meshesOfWhichOneReadsTheOtherAreNotFederatedByExplicitExport() {
        assertBand(
                OWN.formatted("r", "[]", "s", "[{cluster: south}]"),
                4,
                "a control plane of tenant ordering holds credentials for a cluster of payments");
    }

    @Test
    void oneMeshIsSharedHoweverManyRootsItHas() {
        String oneMesh = OWN.formatted("r", "[]", "s", "[]")
                .replace("mesh: two", "mesh: one, certificateAuthority: {root: s}")
                .replace("tenancy: mesh, meshes: [one]", "tenancy: cluster, clusters: [north]")
                .replace("tenancy: mesh, meshes: [two]", "tenancy: cluster, clusters: [south]");
        assertBand(oneMesh, 4, "mesh one is shared by tenants ordering and payments");
    }

    @Test
    void trustInOneDirectionIsSharedTrust() {
        assertBand(
                OWN.formatted("r", "[{mesh: two}]", "s", "[]"),
                5,
                "a mesh of tenant ordering holds a bundle with a root of payments");
    }

    @Test
    void meshesThatShareNothingAreInTheHighestBand() {
        assertBand(
                OWN.formatted("r", "[]", "s", "[]"),
                6,
                "tenants ordering and payments share no mesh, no control plane and no trust");
        assertThat(Dimensions.score("tenancy", OWN.formatted("r", "[]", "s", "[]"))
                        .points())
                .isEqualTo(100);
    }

    @Test
    void anUnknownPolicyLeavesTheBandOpen() {
        Assessment found = assess(SHARED_CLUSTER.replace(", isolation: {defaultDeny: %s}", ""));
        assertThat(found.least()).isEqualTo(1);
        assertThat(found.most()).isEqualTo(2);
        assertThat(found.why())
                .isEqualTo("it is not known of tenants ordering and payments whether they share a cluster,"
                        + " and deny calls by default");
        assertThat(found.unknown())
                .extracting(Object::toString)
                .containsExactly("/tenants/0/isolation/defaultDeny", "/tenants/1/isolation/defaultDeny");
    }

    @Test
    void anUnknownRootAndUnknownCredentialsAreAskedFor() {
        Assessment found = assess(OWN.formatted("r", "[]", "s", "[]")
                .replace("certificateAuthority: {root: s}, ", "")
                .replace("south, remoteSecrets: []", "south"));
        assertThat(found.least()).isEqualTo(3);
        assertThat(found.most()).isEqualTo(6);
        assertThat(found.unknown())
                .extracting(Object::toString)
                .containsExactly("/controlPlanes/1/remoteSecrets", "/meshes/1/certificateAuthority");
    }

    @Test
    void servicesOfUnknownPlaceMayRunWithAnother() {
        String yaml = OWN.formatted("r", "[]", "s", "[]")
                .replace("mesh: two", "mesh: one")
                .replace(
                        "tenancy: mesh, meshes: [one]",
                        "tenancy: cluster, clusters: [north], namespaces: [ordering], isolation: {defaultDeny: true}")
                .replace(
                        "tenancy: mesh, meshes: [two]",
                        "tenancy: cluster, clusters: [south], isolation: {defaultDeny: true}");
        Assessment found = assess(yaml + "services: [{name: orders, namespace: ordering, mesh: one}]\n");
        assertThat(found.least()).isZero();
        assertThat(found.most()).isEqualTo(3);
        assertThat(found.unknown()).extracting(Object::toString).containsExactly("/services/0/workloads");
    }

    @Test
    void withoutTenantsClustersAreJudgedAndThatIsSaid() {
        String clusters = OWN.substring(0, OWN.indexOf("tenants:")).formatted("r", "[]", "s", "[]");
        Assessment found = assess(clusters);
        assertThat(found.least()).isEqualTo(6);
        assertThat(found.parts()).extracting(part -> part.name()).containsExactly("clusters north and south");
        assertThat(found.assumptions())
                .containsExactly(
                        "There are no tenants, so clusters are judged as if each were a tenant with a cluster of its own.");
        assertThat(assess(clusters + "tenants: [{name: one, tenancy: mesh, meshes: [one]}]\n")
                        .assumptions())
                .allMatch(sentence -> sentence.startsWith("There is one tenant, so clusters are judged"));
    }

    @Test
    void nothingIsKeptApartInOneCluster() {
        String one = SHARED_CLUSTER.substring(0, SHARED_CLUSTER.indexOf("tenants:"));
        assertBand(one, 0, "everything is in cluster north, and nothing in it is kept apart");
        assertBand("name: empty\nclusters: [{name: outside}]\n", 0, "no cluster is part of a mesh");
    }

    @ParameterizedTest
    @CsvSource({"false, false, 23", "true, false, 23", "true, true, 41"})
    void whatIsDeniedAndWhatCannotBeCalledGivesPoints(String one, String other, int points) {
        DimensionScore score = Dimensions.score("tenancy", SHARED_CLUSTER.formatted(one, other));
        assertThat(score.points()).as("%s", score.contributions()).isEqualTo(points);
    }

    @Test
    void denyingByDefaultIsProposedToOpenTenants() {
        Assessment found = assess(SHARED_CLUSTER.formatted("true", "false"));
        assertThat(found.improvements())
                .filteredOn(improvement -> improvement.summary().startsWith("Deny"))
                .flatExtracting(Improvement::change)
                .extracting(PatchOperation::words)
                .containsExactly("add /tenants/1/isolation/defaultDeny true");
    }
}
