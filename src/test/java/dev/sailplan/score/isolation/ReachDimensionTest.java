package dev.sailplan.score.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.score.Assessment;
import dev.sailplan.score.Dimensions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachDimensionTest {

    private static final String SHARED = """
            name: platform
            meshes: [{name: platform}]
            clusters: [{name: north, mesh: platform}]
            controlPlanes: [{name: istiod, cluster: north, remoteSecrets: []}]
            services:
              - {name: orders, namespace: ordering, allowedTenants: [], workloads: [{cluster: north}]}
              - {name: charges, namespace: payments, workloads: [{cluster: north}]}
              - {name: ledger, namespace: payments, allowedTenants: [%s], workloads: [{cluster: north}]}
            tenants:
              - {name: ordering, tenancy: namespace, namespaces: [ordering], mayCall: [%s]}
              - {name: payments, tenancy: namespace, namespaces: [payments], mayCall: [], isolation: {defaultDeny: %s}}
            """;

    /** Two clusters of tenants, of which the first may read the second. */
    private static final String APART = """
            name: platform
            meshes: [{name: one, federatesWith: [{mesh: two, exports: %s}]}, {name: two}]
            clusters:
              - {name: north, mesh: one}
              - {name: south, mesh: two, apiServer: {reachableFrom: ['*']}}
            controlPlanes:
              - {name: a, cluster: north, remoteSecrets: %s}
              - {name: b, cluster: south, remoteSecrets: []}
            services:
              - {name: web, namespace: shop, mesh: one, allowedTenants: [two], serviceEntryIn: [south], workloads: [{cluster: north}]}
              - {name: api, namespace: stock, mesh: two, scope: %s, workloads: [{cluster: south}]}
            tenants:
              - {name: one, tenancy: mesh, meshes: [one], mayCall: []}
              - {name: two, tenancy: mesh, meshes: [two], mayCall: [], isolation: {defaultDeny: false}}
            """;

    private static Assessment assess(String yaml) {
        return Dimensions.assess("reach", yaml);
    }

    private static int band(String yaml) {
        Assessment found = assess(yaml);
        assertThat(found.least()).as("%s", found.unknown()).isEqualTo(found.most());
        return found.least();
    }

    @Test
    void whatIsOpenIsWithinReachOfAll() {
        Assessment found = assess(SHARED.formatted("ordering", "", "false"));
        assertThat(found.most()).isZero();
        assertThat(found.why())
                .isEqualTo("workloads of ordering can call 2 of 2 services of others, 1 of them unlisted,"
                        + " most freely those of payments");
        assertThat(found.figures())
                .isEqualTo(Map.of("tenant", "ordering", "callable", 2, "unlisted", 1, "services", 2));
    }

    @Test
    void oneServiceThatDeniesMakesItNotAll() {
        assertThat(band(SHARED.formatted("", "", "false"))).isEqualTo(1);
    }

    @Test
    void whoIsListedCallsOnlyThat() {
        assertThat(band(SHARED.formatted("ordering", "", "true"))).isEqualTo(2);
        assertThat(band(SHARED.formatted("", "payments", "true"))).isEqualTo(2);
        assertThat(band(SHARED.formatted("", "", "true"))).isEqualTo(3);
    }

    @Test
    void anUnknownPolicyLeavesTheBandOpen() {
        Assessment found = assess(SHARED.formatted("", "", "x").replace(", isolation: {defaultDeny: x}", ""));
        assertThat(found.least()).isEqualTo(1);
        assertThat(found.most()).isEqualTo(3);
        assertThat(found.unknown()).extracting(Object::toString).containsExactly("/tenants/1/isolation/defaultDeny");
    }

    @Test
    void whatNoControlPlaneDiscoversIsOutOfReach() {
        assertThat(band(APART.formatted("[]", "[]", "mesh"))).isEqualTo(3);
        assertThat(band(APART.formatted("[]", "[{cluster: south}]", "mesh"))).isZero();
    }

    @Test
    void aClusterLocalServiceStaysOutOfReachOfOtherClusters() {
        assertThat(band(APART.formatted("[]", "[{cluster: south}]", "clusterLocal")))
                .isEqualTo(3);
    }

    @Test
    void anExportIsWithinReachOfWhomItLists() {
        assertThat(band(APART.formatted("[shop/web]", "[]", "mesh"))).isEqualTo(2);
    }

    @Test
    void unknownCredentialsLeaveTheBandOpen() {
        Assessment found = assess(APART.formatted("[]", "x", "mesh").replace(", remoteSecrets: x", ""));
        assertThat(found.least()).isZero();
        assertThat(found.most()).isEqualTo(3);
        assertThat(found.unknown()).extracting(Object::toString).containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void betweenClustersPolicyIsLeftAside() {
        Assessment found = assess(SHARED.substring(0, SHARED.indexOf("services:")));
        assertThat(found.most()).isZero();
        String clusters = APART.substring(0, APART.indexOf("tenants:")).replace("[two]", "[]");
        assertThat(band(clusters.formatted("[shop/web]", "[]", "mesh"))).isZero();
        assertThat(assess(clusters.formatted("[]", "[]", "mesh")).assumptions())
                .anyMatch(sentence -> sentence.startsWith("What tenants allow is left aside"));
    }
}
