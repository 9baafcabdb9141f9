package dev.sailplan.rule.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerUnreachableTest {

    private static final String OPEN = "[\"*\"]";

    private final RuleTester tester = RuleTester.of("DSC003");

    /** Two primaries on networks a and b; istiod-east holds a secret for west, whose API server has the given address. */
    private static String with(String secret, String apiServer, String links) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - name: west
                    mesh: m
                    network: b
                    apiServer:
                %s
                controlPlanes:
                  - name: istiod-east
                    cluster: east
                    remoteSecrets:
                      - %s
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                links:
                %s
                """.formatted(
                apiServer.indent(6).stripTrailing(), secret, links.indent(2).stripTrailing());
    }

    private static String server(String address, String reachableFrom) {
        return "address: \"" + address + "\"\nreachableFrom: " + reachableFrom;
    }

    private static String marked(String text) {
        return text.replaceAll("(?m)$", "  # DSC003");
    }

    private static String west(String reachableFrom) {
        return server("https://west.example:6443", reachableFrom);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"*\"]", "[east]", "[a]", "[west, a]"})
    void theHolderOfASecretReachesTheApiServer(String reachableFrom) {
        tester.holds(with("{cluster: west}", west(reachableFrom), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|it is reachable from nowhere",
                "[b]|it is reachable from b only",
                "[west, b]|from b and west only"
            })
    void findsAnApiServerThatIsNotReachableFromThere(String reachableFrom, String reason) {
        String apiServer = west(reachableFrom) + "  # DSC003";
        Finding finding = tester.finding(with("{cluster: west}  # DSC003", apiServer, ""));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("controlPlanes", "control plane istiod-east")
                .containsEntry("consequence", "clients are given no endpoint there")
                .hasEntrySatisfying("reason", text -> assertThat(text).endsWith(reason));
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/1/apiServer/reachableFrom");
    }

    @Test
    void workloadsOfARemoteAreRejectedToo() {
        String yaml = with("{cluster: west}  # DSC003", west("[]") + "  # DSC003", "")
                .replace("    network: b\n", "    network: b\n    controlPlanes: [istiod-east]\n");

        assertThat(tester.finding(yaml).facts().get("consequence")).contains("workloads there are rejected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:6443",
                "https://127.8.0.1:6443",
                "https://localhost:6443",
                "127.0.0.1:6443",
                "https://[::1]:6443"
            })
    void findsALoopbackServerInASecret(String server) {
        Finding finding = tester.finding(with("{cluster: west, server: \"" + server + "\"}  # DSC003", west(OPEN), ""));

        assertThat(finding.facts().get("reason")).contains(server);
        assertThat(finding.subjects())
                .singleElement()
                .satisfies(
                        subject -> assertThat(subject.pointer()).isEqualTo("/controlPlanes/0/remoteSecrets/0/server"));
    }

    @Test
    void theServerOfTheSecretBeatsALoopbackAddressOfTheCluster() {
        String loopback = server("https://127.0.0.1:6443", OPEN);

        tester.holds(with("{cluster: west, server: \"https://west.example:6443\"}", loopback, ""));
        tester.finding(with("{cluster: west}  # DSC003", loopback.replace("\n", "  # DSC003\n"), ""));
    }

    @Test
    void aLoopbackAddressOfAClusterIsOneCauseForAllThatUseIt() {
        String yaml = with(
                        "{cluster: west}  # DSC003",
                        server("https://localhost", OPEN).replace("\n", "  # DSC003\n"),
                        "")
                .replace("clusters:\n", "clusters:\n  - {name: south, mesh: m, network: b}\n")
                .replace(
                        "controlPlanes:\n",
                        "controlPlanes:\n  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: west}]}  # DSC003\n");

        assertThat(tester.finding(yaml).facts())
                .containsEntry("controlPlanes", "control planes istiod-east and istiod-south");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {from: a, to: b, routable: false}",
                "- {from: a, to: b, ports: [443, 15443]}",
                "- {from: east, to: west, ports: []}",
                "- {from: east, to: b, ports: [443]}\n- {from: a, to: west, routable: false}"
            })
    void findsALinkThatDoesNotLetThePortThrough(String links) {
        Finding finding = tester.finding(with("{cluster: west}  # DSC003", west(OPEN), marked(links)));

        assertThat(finding.facts()).containsEntry("reason", "a declared link does not let it through");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/links/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {from: a, to: b}",
                "- {from: a, to: b, ports: [6443]}",
                "- {from: b, to: a, routable: false}",
                "- {from: a, to: b, routable: false}\n- {from: east, to: west, ports: [6443]}"
            })
    void linksThatLetThePortThroughAndThoseOfOtherDirectionsDoNotMatter(String links) {
        tester.holds(with("{cluster: west}", west(OPEN), links));
    }

    @Test
    void whereNoneOfTwoReasonsIsALinkTheLinkIsNotNamed() {
        Finding finding = tester.finding(
                with("{cluster: west}  # DSC003", west("[b]") + "  # DSC003", "- {from: a, to: b, routable: false}"));

        assertThat(finding.facts()).containsEntry("reason", "it is reachable from b only");
    }

    @Test
    void oneLinkThatClosesSeveralApiServersIsOneCause() {
        String yaml = """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {address: "https://e.example", reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {address: "https://w.example", reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: b, apiServer: {address: "https://s.example", reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}, {cluster: south}]}  # DSC003
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}, {cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}, {cluster: west}]}
                links:
                  - {from: a, to: b, ports: [15443]}  # DSC003
                """;

        assertThat(tester.finding(yaml).facts()).containsEntry("clusters", "clusters south and west");
    }

    @Test
    void anApiServerThatNobodyReachesIsOneFindingThatNamesTheControlPlanes() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        yaml.append("  - {name: new, mesh: m, apiServer: {reachableFrom: []}}  # DSC003\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d, remoteSecrets: [{cluster: new}]}%s%n"
                    .formatted(i, i, i < 100 ? "  # DSC003" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("controlPlanes", "control planes i000, i001, i002 and 297 more");
    }

    @Test
    void secretsThatIstiodIgnoresReachNothing() {
        tester.holds(with("{cluster: west}\n      - {cluster: west, server: \"https://localhost\"}", west(OPEN), ""));
        tester.holds(with("{cluster: west, clusterName: east, server: \"https://localhost\"}", west(OPEN), ""));
        tester.holds(with("{cluster: east, server: \"https://localhost\"}", west(OPEN), ""));
    }

    @Test
    void aSecretUnderAWrongNameIsJudgedForItsServerToo() {
        tester.finding(
                with("{cluster: west, clusterName: wset, server: \"https://localhost\"}  # DSC003", west(OPEN), ""));
    }

    @Test
    void anExternalControlPlaneReachesFromWhereItRuns() {
        String external = """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: host, network: a}
                  - {name: config, mesh: m, network: b, controlPlanes: [istiod]}
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod], apiServer: {reachableFrom: [%s]}}%s
                controlPlanes:
                  - {name: istiod, mesh: m, %sconfigCluster: config, remoteSecrets: [{cluster: west}]}%s
                """;

        tester.holds(external.formatted("host", "", "cluster: host, ", ""));
        tester.holds(external.formatted("\"*\"", "", "", ""));
        tester.finding(external.formatted("b", "  # DSC003", "cluster: host, ", "  # DSC003"));
        tester.finding(external.formatted("a, b", "  # DSC003", "", "  # DSC003"));
    }

    @Test
    void needsWhoReachesTheApiServer() {
        assertThat(tester.needs(with("{cluster: west}", "address: \"https://west.example\"", "")))
                .containsExactly("/clusters/1/apiServer/reachableFrom");
    }

    @Test
    void whoReachesItDoesNotMatterWhereALinkIsClosed() {
        tester.finding(with(
                "{cluster: west}  # DSC003",
                "address: \"https://west.example\"",
                "- {from: a, to: b, routable: false}  # DSC003"));
    }

    @Test
    void needsTheAddressWhereALinkLetsSomePortsThrough() {
        String unknown = "reachableFrom: " + OPEN;

        assertThat(tester.needs(with("{cluster: west}", unknown, "- {from: a, to: b, ports: [443]}")))
                .containsExactly("/clusters/1/apiServer/address");
        tester.holds(
                with("{cluster: west, server: \"https://west.example\"}", unknown, "- {from: a, to: b, ports: [443]}"));
        tester.holds(with("{cluster: west}", unknown, "- {from: a, to: b}\n- {from: a, to: b, ports: [443]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"routable: false", "routable: false, ports: [443]", "ports: []"})
    void withoutAnAddressALinkThatLetsNothingThroughIsClosed(String link) {
        tester.finding(with(
                "{cluster: west}  # DSC003", "reachableFrom: " + OPEN, "- {from: a, to: b, " + link + "}  # DSC003"));
    }

    @Test
    void needsSecretsNobodyStated() {
        assertThat(tester.needs(with("{cluster: west}", west(OPEN), "").replace(", remoteSecrets: []", "")))
                .containsExactly("/controlPlanes/1/remoteSecrets");
    }

    @Test
    void needsSecretsNobodyStatedAlsoWhereOnlyOtherMeshesHaveClusters() {
        assertThat(tester.needs("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: n}]
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b, remoteSecrets: []}]
                """)).containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void aControlPlaneWithNothingToDiscoverNeedsNoSecrets() {
        tester.holds(
                "name: t\nmeshes: [{name: m}]\nclusters: [{name: a, mesh: m}]\ncontrolPlanes: [{name: i, cluster: a}]");
    }
}
