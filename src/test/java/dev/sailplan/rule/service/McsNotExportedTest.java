package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McsNotExportedTest {

    private final RuleTester tester = RuleTester.of("SVC008");

    /** Web in the east calls the database; west and south are on one network, east is on another. */
    private static String document(String db) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m, mcs: {serviceDiscovery: true}}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}, {cluster: south}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}, {cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}, {cluster: west}]}
                services:
                  - {name: web, namespace: shop, exportedIn: [], workloads: [{cluster: east}]}
                  - name: db
                    namespace: stock
                """ + db.indent(4) + "traffic: [{from: {service: shop/web}, to: {service: stock/db}}]\n";
    }

    @Test
    void findsAClientToWhichNothingIsExported() {
        Finding finding =
                tester.finding(document("exportedIn: []  # SVC008\nworkloads: [{cluster: west}, {cluster: south}]"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("service", "stock/db")
                .containsEntry("servers", "clusters south and west")
                .containsEntry("clients", "east")
                .containsEntry("consequence", "have no other");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/services/1/exportedIn");
    }

    @Test
    void warnsWhereOnlyPartOfANetworkExports() {
        Finding finding = tester.finding(
                document("exportedIn: [west]  # SVC008\nworkloads: [{cluster: west}, {cluster: south}]"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("servers", "cluster south")
                .containsEntry("clients", "east")
                .containsEntry("consequence", "use those of other clusters on the same network");
    }

    @Test
    void anExportFromAClusterWithoutEndpointsExportsNothing() {
        Finding finding = tester.finding(
                document("exportedIn: [south]  # SVC008\nworkloads: [{cluster: west}, {cluster: south, replicas: 0}]"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exportedIn: [west, south]\nworkloads: [{cluster: west}, {cluster: south}]",
                "exportedIn: [west]\nworkloads: [{cluster: west}]",
                "exportedIn: []\nworkloads: [{cluster: west}, {cluster: south}, {cluster: east}]",
                "exportedIn: [west, south]\nworkloads: [{cluster: west}, {cluster: south}, {cluster: east}]"
            })
    void holdsWhereAllOfANetworkExportOrNoneAndNobodyIsLeftWithout(String db) {
        tester.holds(document(db));
    }

    @Test
    void otherNetworksMayExportSomethingElse() {
        String yaml = document("exportedIn: [west]\nworkloads: [{cluster: west}, {cluster: south}]");

        tester.holds(yaml.replace("{name: b}]", "{name: b}, {name: c}]")
                .replace("south, mesh: m, network: b", "south, mesh: m, network: c"));
    }

    @Test
    void anExportWithoutEndpointsIsNoPartOfANetwork() {
        tester.holds(document(
                "exportedIn: [south]\nworkloads: [{cluster: west}, {cluster: south, replicas: 0}, {cluster: east}]"));
    }

    @Test
    void discoveryDoesNotMatterWhereNothingIsExportedInPartAndNobodyIsLeftWithout() {
        tester.holds(document("exportedIn: []\nworkloads: [{cluster: west}, {cluster: east}]")
                .replaceFirst("east, remoteSecrets: .*?]", "east"));
    }

    @Test
    void withoutNetworksAllClustersAreOnOne() {
        String yaml = document("exportedIn: [west]%s\nworkloads: [{cluster: west}, {cluster: south}]")
                .replaceAll("network: [ab], ", "");

        assertThat(tester.finding(yaml.formatted("  # SVC008")).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serviceDiscovery: false", "serviceDiscovery: true, autoExport: true", "host: true"})
    void holdsWhereNoExportIsAskedFor(String mcs) {
        tester.holds(document("exportedIn: []\nworkloads: [{cluster: west}]").replace("serviceDiscovery: true", mcs));
    }

    @Test
    void holdsForServicesThatTheirOwnClusterAloneConsumes() {
        String yaml = document("exportedIn: []\nworkloads: [{cluster: west}]");

        tester.holds(yaml.replace("service: shop/web", "cluster: west"));
        tester.holds(yaml.replaceAll("traffic: .*", ""));
        tester.holds(
                yaml.replace("workloads: [{cluster: west}]", "scope: clusterLocal\n    workloads: [{cluster: west}]"));
    }

    @Test
    void trafficToAClusterDoesNotMissWhatTheClientsClusterHasItself() {
        tester.holds(document("exportedIn: []\nworkloads: [{cluster: west}, {cluster: east}]")
                .replaceAll("traffic: .*", "traffic: [{from: {cluster: east}, to: {cluster: west}}]"));
    }

    @Test
    void needsToKnowWhatIsExported() {
        assertThat(tester.needs(document("workloads: [{cluster: west}]"))).containsExactly("/services/1/exportedIn");
        assertThat(tester.needs(document("workloads: [{cluster: west}, {cluster: east}]")))
                .containsExactly("/services/1/exportedIn");
        tester.holds(document("workloads: [{cluster: east}]"));
    }

    @Test
    void needsWorkloadsAndDiscovery() {
        String yaml = document("exportedIn: []\nworkloads: [{cluster: west}]");

        assertThat(tester.needs(document("exportedIn: []"))).containsExactly("/services/1/workloads");
        assertThat(tester.needs(yaml.replaceFirst("east, remoteSecrets: .*?]", "east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(yaml.replace(", exportedIn: [], workloads: [{cluster: east}]}", ", exportedIn: []}")))
                .containsExactly("/services/0/workloads");
    }

    @Test
    void manyClientsAndClustersAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m, mcs: {serviceDiscovery: true}}]
                controlPlanes: [{name: istiod, mesh: m, remoteSecrets: [{cluster: west}]}]
                services:
                  - {name: db, namespace: stock, exportedIn: [], workloads: [{cluster: west}]}  # SVC008
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
