package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterLocalConsumedRemotelyTest {

    private static final String TRAFFIC = "traffic: [{from: {service: shop/web}, to: {service: stock/db}}]\n";

    private final RuleTester tester = RuleTester.of("SVC006");

    /** Two primaries of one mesh, each in a region of its own, and web in the east. */
    private static String document(String db) {
        return """
                name: t
                meshes:
                  - name: m
                clusters:
                  - {name: east, mesh: m, region: r-east, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, region: r-west, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services:
                  - {name: web, namespace: shop, scope: mesh, workloads: [{cluster: east}]}
                  - name: db
                    namespace: stock
                """ + db.indent(4);
    }

    @Test
    void findsAClientThatHasNoOtherEndpoint() {
        Finding finding =
                tester.finding(document("scope: clusterLocal  # SVC006\nworkloads: [{cluster: west}]") + TRAFFIC);

        assertThat(finding.facts())
                .containsEntry("setting", "its scope")
                .containsEntry("services", "stock/db")
                .containsEntry("clients", "east")
                .containsEntry("servers", "west")
                .containsEntry("consequence", "have no other");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/services/1/scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void theScopeInEitherClusterCounts(String local) {
        String yaml = document("""
                definedIn:
                  - {cluster: east%s}
                  - {cluster: west%s}
                workloads: [{cluster: west}]
                """.formatted(
                                local.equals("east") ? ", scope: clusterLocal" : "",
                                local.equals("west") ? ", scope: clusterLocal" : ""))
                .replace("clusterLocal}", "clusterLocal}  # SVC006");

        tester.finding(yaml + TRAFFIC);
        tester.finding(yaml);
    }

    @Test
    void aScopeThatDiffersBetweenAmbientClustersIsAnotherRules() {
        String yaml =
                document("definedIn: [{cluster: east}, {cluster: west, scope: mesh}]\nworkloads: [{cluster: west}]")
                        + TRAFFIC;
        String ambient = yaml.replace("- name: m\n", "- {name: m, dataPlane: ambient}\n");

        tester.holds(ambient);
        tester.finding(ambient.replace(", scope: mesh}]", "}]").replace("- name: db", "- name: db  # SVC006"));
    }

    @Test
    void findsTheDefaultScopeOfAmbient() {
        String yaml = document("workloads: [{cluster: west}]") + TRAFFIC;
        String ambient = yaml.replace("- name: m\n", "- {name: m, dataPlane: ambient}\n");

        Finding finding = tester.finding(ambient.replace("- name: db", "- name: db  # SVC006"));

        assertThat(finding.facts()).containsEntry("setting", "the scope that ambient gives it");
        tester.holds(yaml);
        tester.holds(ambient.replace("namespace: stock", "namespace: stock\n    scope: mesh"));
    }

    @Test
    void reportsAPatternOnceForAllServicesItCovers() {
        String yaml = document("""
                workloads: [{cluster: west}]
                """) + """
                  - {name: queue, namespace: stock, workloads: [{cluster: west}]}
                traffic: [{from: {service: shop/web}, to: {namespace: stock}}]
                """;
        String local = yaml.replace("- name: m\n", """
                - name: m
                    clusterLocalHosts:
                      - "*.local.example"
                      - "*.stock.svc.cluster.local"  # SVC006
                """);

        Finding finding = tester.finding(local);

        assertThat(finding.facts())
                .containsEntry("setting", "clusterLocalHosts of mesh m")
                .containsEntry("services", "stock/db and stock/queue");
        assertThat(finding.subjects()).extracting(FindingSubject::element).containsExactly("mesh/m");
        tester.holds(local.replace("  # SVC006", "\n    notClusterLocalHosts: [\"*.stock.svc.cluster.local\"]"));
    }

    @Test
    void findsNamesThatIstioKeepsInEveryCluster() {
        String yaml = document("workloads: [{cluster: west}]")
                        .replace("stock", "kube-system")
                        .replace("- name: db", "- name: db  # SVC006")
                + TRAFFIC.replace("stock", "kube-system");

        assertThat(tester.finding(yaml).facts()).containsEntry("setting", "its name");
        tester.holds(yaml.replace("  # SVC006", "")
                .replace("- name: m\n", "- {name: m, notClusterLocalHosts: [db.kube-system.svc.cluster.local]}\n"));
    }

    @Test
    void findsMcsThatKeepsOrdinaryNamesInTheirCluster() {
        String yaml = document("workloads: [{cluster: west}]") + TRAFFIC;
        String mcs = yaml.replace(
                "- name: m\n",
                "- name: m\n    mcs: {clusterLocal: true, host: true, serviceDiscovery: true}  # SVC006\n");

        assertThat(tester.finding(mcs).facts()).containsEntry("setting", "mcs.clusterLocal of mesh m");
        tester.holds(mcs.replace("host: true", "host: false")
                .replace("  # SVC006", "")
                .replace("namespace: stock", "namespace: stock\n    exportedIn: [west]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traffic: [{from: {cluster: east}, to: {namespace: stock}}]\n",
                "traffic: [{from: {cluster: east}, to: {cluster: west}}]\n",
                ""
            })
    void holdsWhereEachClusterHasItsOwnEndpoints(String traffic) {
        tester.holds(document("scope: clusterLocal\nworkloads: [{cluster: west}, {cluster: east}]") + traffic);
    }

    @Test
    void endpointsWithoutAddressAreNotItsOwn() {
        tester.finding(
                document("scope: clusterLocal  # SVC006\nworkloads: [{cluster: west}, {cluster: east, addresses: []}]")
                        + TRAFFIC);
    }

    @Test
    void endpointsScaledToZeroAreNotItsOwn() {
        tester.finding(
                document("scope: clusterLocal  # SVC006\nworkloads: [{cluster: west}, {cluster: east, replicas: 0}]")
                        + TRAFFIC);
    }

    @Test
    void holdsWithoutConsumersInOtherClusters() {
        String yaml = document("scope: clusterLocal\nworkloads: [{cluster: west}]");

        tester.holds(yaml + TRAFFIC.replace("service: shop/web", "cluster: west"));
        tester.holds(yaml);
        tester.holds(yaml.replace("east, remoteSecrets: [{cluster: west}]", "east, remoteSecrets: []") + TRAFFIC);
        tester.holds(
                yaml + TRAFFIC.replace("}}]", "}}, {from: {cluster: east}, to: {cluster: west}, expect: blocked}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failover: [{from: r-east, to: r-west}]",
                "failoverPriority: [topology.istio.io/network]",
                "failoverPriority: [topology.kubernetes.io/region=r-east]"
            })
    void findsFailoverThatNeverLeavesTheCluster(String failover) {
        String yaml = document(
                "scope: %s\nlocality: {outlierDetection: true, %s}\nworkloads: [{cluster: west}, {cluster: east}]");

        Finding finding = tester.finding(yaml.formatted("clusterLocal  # SVC006", failover));

        assertThat(finding.facts()).containsEntry("consequence", "the declared failover never takes place");
        tester.holds(yaml.formatted("mesh", failover));
        tester.holds(yaml.formatted("clusterLocal", "enabled: false, " + failover));
    }

    @Test
    void holdsForFailoverInsideACluster() {
        String yaml = document("scope: clusterLocal\nlocality: {%s}\nworkloads: [{cluster: west}, {cluster: east}%s]");

        tester.holds(yaml.formatted("failover: [{from: r-east, to: r-west}]", ", {cluster: east, region: r-west}")
                + TRAFFIC);
        tester.holds(yaml.formatted("failoverPriority: [topology.kubernetes.io/zone]", ""));
        tester.holds(yaml.formatted("failover: [{from: r-south, to: r-west}]", ""));
        tester.holds(yaml.formatted("distribute: []", ""));
    }

    @Test
    void needsTheRegionsThatDecideWhetherFailoverIsCutOff() {
        String yaml = document(
                        "scope: clusterLocal\nlocality: {failover: [{from: r-east, to: r-west}]}\nworkloads: [{cluster: west}, {cluster: east}]")
                + TRAFFIC;

        assertThat(tester.needs(yaml.replace("region: r-east, ", ""))).containsExactly("/clusters/0/region");
        assertThat(tester.needs(yaml.replace("region: r-west, ", ""))).containsExactly("/clusters/1/region");
    }

    @Test
    void needsWorkloadsAndDiscovery() {
        String yaml = document("scope: clusterLocal\nworkloads: [{cluster: west}]") + TRAFFIC;

        assertThat(tester.needs(yaml.replace("    workloads: [{cluster: west}]\n", "")))
                .containsExactly("/services/1/workloads");
        assertThat(tester.needs(yaml.replace(", workloads: [{cluster: east}]}", "}")))
                .containsExactly("/services/0/workloads");
        assertThat(tester.needs(yaml.replace("east, remoteSecrets: [{cluster: west}]", "east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void aHeadlessServiceIsClusterLocalFirst() {
        tester.finding(
                document("scope: clusterLocal  # SVC006\nheadless: true\nworkloads: [{cluster: west}]") + TRAFFIC);
    }

    @Test
    void hundredsOfClientsAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes: [{name: istiod, mesh: m, remoteSecrets: [{cluster: west}]}]
                services:
                  - {name: db, namespace: stock, scope: clusterLocal, workloads: [{cluster: west}]}  # SVC006
                clusters:
                  - {name: west, mesh: m, controlPlanes: [istiod], apiServer: {reachableFrom: ["*"]}}
                """);
        StringBuilder traffic = new StringBuilder("traffic:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m, controlPlanes: [istiod]}%n".formatted(i));
            traffic.append("  - {from: {cluster: c%03d}, to: {service: stock/db}}%n".formatted(i));
        }

        assertThat(tester.finding(yaml.append(traffic).toString()).facts())
                .containsEntry("clients", "c000, c001, c002 and 297 more");
    }
}
