package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlessAcrossNetworksTest {

    private final RuleTester tester = RuleTester.of("SVC003");

    /** Web in the east calls the database; east and south are on one network, west is on another. */
    private static String document(String db) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}, {cluster: south}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}, {cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}, {cluster: west}]}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: east}]}
                  - name: db
                    namespace: stock
                """ + db.indent(4) + "traffic: [{from: {service: shop/web}, to: {service: stock/db}}]\n";
    }

    @Test
    void findsAClientThatIsLeftWithoutPods() {
        Finding finding = tester.finding(document("headless: true  # SVC003\nworkloads: [{cluster: west}]"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("service", "stock/db")
                .containsEntry("networks", "network b")
                .containsEntry("clients", "east");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/services/1/headless");
    }

    @Test
    void warnsWhereTheClientsNetworkHasPods() {
        String db = "headless: true  # SVC003\nworkloads: [{cluster: west}, {cluster: %s}]";

        assertThat(tester.finding(document(db.formatted("east"))).severity()).isEqualTo(Severity.WARNING);
        assertThat(tester.finding(
                                document(db.formatted("south")).replace("name: east, ", "name: east, dnsProxy: true, "))
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void podsOfAnotherClusterDoNotRemainWithoutTheProxyThatWouldNameThem() {
        String yaml = document("headless: true  # SVC003\nworkloads: [{cluster: west}, {cluster: south}]");

        assertThat(tester.finding(yaml).severity()).isEqualTo(Severity.ERROR);
        assertThat(tester.finding(yaml.replace("name: east, ", "name: east, dnsProxy: true, ")
                                .replace(
                                        "cluster: east, rem",
                                        "cluster: east, features: {ENABLE_MULTICLUSTER_HEADLESS: false}, rem"))
                        .severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void endpointsOfTheClientsOwnClusterRemainEvenIfTrafficIsToAnotherCluster() {
        String yaml = document("headless: true  # SVC003\nworkloads: [{cluster: west}, {cluster: east}]")
                .replaceAll("traffic: .*", "traffic: [{from: {cluster: east}, to: {cluster: west}}]");

        assertThat(tester.finding(yaml).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void reportsAServiceOnceNamingThoseThatAreLeftWithout() {
        String yaml = document("headless: true  # SVC003\nworkloads: [{cluster: west}, {cluster: east}]")
                .replaceAll("traffic: .*", """
                        traffic:
                          - {from: {cluster: east}, to: {service: stock/db}}
                          - {from: {cluster: west}, to: {service: stock/db}}
                          - {from: {cluster: south}, to: {service: stock/db}}
                        """);

        Finding finding = tester.finding(yaml);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("clients", "south").containsEntry("networks", "networks a and b");
    }

    @Test
    void theServiceObjectOfTheClientDecides() {
        String yaml = document("""
                definedIn:
                  - {cluster: east, headless: %s}%s
                  - {cluster: west}
                workloads: [{cluster: west}]
                """);

        tester.finding(yaml.formatted(true, "  # SVC003"));
        tester.holds(yaml.formatted(false, "").replace("definedIn", "headless: true\n    definedIn"));
        tester.holds(yaml.formatted(false, "").replace("{cluster: west}\n", "{cluster: west, headless: true}\n"));
    }

    @Test
    void aClientWithoutServiceObjectTakesTheOthersWhereTheyAgree() {
        String yaml = document("""
                serviceEntryIn: [east]
                definedIn:
                  - {cluster: west, headless: true}%s
                  - {cluster: south, headless: %s}
                workloads: [{cluster: west}]
                """);

        tester.finding(yaml.formatted("  # SVC003", true));
        tester.holds(yaml.formatted("", false));
    }

    @Test
    void findsAmbientClients() {
        Finding finding = tester.finding(document("headless: true  # SVC003\nscope: mesh\nworkloads: [{cluster: west}]")
                .replace("{name: m}", "{name: m, dataPlane: ambient}"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void anAddressOrAMachineOnAnotherNetworkChangesNothing() {
        tester.finding(
                document("headless: true  # SVC003\nworkloads: [{cluster: east, network: b, addresses: ['fd00::7']}]"));
        tester.holds(document("headless: true\nworkloads: [{cluster: west, addresses: []}]"));
        tester.holds(document("headless: true\nworkloads: [{cluster: west, addresses: [db.example]}]"));
        tester.holds(document("headless: true\nworkloads: [{cluster: west, replicas: 0}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"headless: false", "headless: true\nscope: clusterLocal"})
    void holdsForServicesThatAreNotHeadlessOrStayInTheirCluster(String db) {
        tester.holds(document(db + "\nworkloads: [{cluster: west}]"));
    }

    @Test
    void insideANetworkItIsNotItsBusiness() {
        tester.holds(document("headless: true\nworkloads: [{cluster: south}]"));
        tester.holds(document("headless: true\nworkloads: [{cluster: west}]").replaceAll("network: [ab], ", ""));
    }

    @Test
    void holdsForPodsThatTheClientDoesNotDiscoverOrThatTrafficBlocks() {
        String yaml = document("headless: true\nworkloads: [{cluster: west}]");

        tester.holds(yaml.replace("east, remoteSecrets: [{cluster: west}, ", "east, remoteSecrets: ["));
        tester.holds(yaml.replace(
                "stock/db}}]", "stock/db}}, {from: {cluster: east}, to: {cluster: west}, expect: blocked}]"));
    }

    @Test
    void withoutTrafficEveryClusterThatDefinesItConsumesIt() {
        String yaml =
                document("headless: true%s\nworkloads: [{cluster: west}]%s").replaceAll("traffic: .*", "");

        tester.finding(yaml.formatted("  # SVC003", "\n    serviceEntryIn: [east]"));
        tester.holds(yaml.formatted("", ""));
    }

    @Test
    void needsWhatDecidesWhetherThePodsAreDiscovered() {
        String yaml = document("headless: true\nworkloads: [{cluster: west}]");

        assertThat(tester.needs(yaml.replaceFirst("east, remoteSecrets: .*?]", "east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(yaml.replace("network: b, apiServer: {reachableFrom: [\"*\"]}", "network: b")))
                .containsExactly("/clusters/2/apiServer/reachableFrom");
    }

    @Test
    void needsWorkloadsOfTheServiceAndOfItsCallers() {
        assertThat(tester.needs(document("headless: true"))).containsExactly("/services/1/workloads");
        assertThat(tester.needs(document("headless: true\nworkloads: [{cluster: west}]")
                        .replace(", workloads: [{cluster: east}]}", "}")))
                .containsExactly("/services/0/workloads");
        tester.holds(document("headless: true").replace("network: b,", "network: a,"));
    }

    @Test
    void warnsAndNeedsWhatDecidesTheSeverity() {
        String yaml = document("headless: true  # SVC003\nworkloads: [{cluster: west}, {cluster: south}]")
                .replace("name: east, ", "name: east, dnsProxy: true, ")
                .replaceFirst("south, mesh: m, network: a, apiServer: .*?}}", "south, mesh: m, network: a}");

        assertThat(tester.needs(yaml)).containsExactly("/clusters/1/apiServer/reachableFrom");
        assertThat(tester.finding(yaml).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void hundredsOfClientsAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                controlPlanes: [{name: istiod, mesh: m, remoteSecrets: [{cluster: west}]}]
                services:
                  - {name: db, namespace: stock, headless: true, workloads: [{cluster: west}]}  # SVC003
                clusters:
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod], apiServer: {reachableFrom: ["*"]}}
                """);
        StringBuilder traffic = new StringBuilder("traffic:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m, network: a, controlPlanes: [istiod]}%n".formatted(i));
            traffic.append("  - {from: {cluster: c%03d}, to: {service: stock/db}}%n".formatted(i));
        }

        assertThat(tester.finding(yaml.append(traffic).toString()).facts())
                .containsEntry("clients", "c000, c001, c002 and 297 more");
    }
}
