package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: a trust domain that is not stated is the mesh's, and that of the mesh is cluster.local.
class RemoteTrustDomainIgnoredTest {

    private final RuleTester tester = RuleTester.of("IDN006");

    /** A primary and a remote that states a trust domain. */
    private static final String REMOTE = """
            name: t
            meshes: [{name: m, trustDomain: shop.example}]
            clusters:
              - {name: east, mesh: m}
              - {name: west, mesh: m, controlPlanes: [istiod], trustDomain: west.example}  # IDN006
            controlPlanes:
              - {name: istiod, cluster: east}
            """;

    private static String unmarked(String yaml) {
        return yaml.replace("  # IDN006", "");
    }

    @Test
    void findsATrustDomainThatNobodySignsWith() {
        Finding finding = tester.finding(REMOTE);

        assertThat(finding.facts())
                .containsEntry("declared", "west.example")
                .containsEntry("clusters", "cluster west")
                .containsEntry("controlPlane", "istiod")
                .containsEntry("domain", "shop.example");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/1/trustDomain");
    }

    @Test
    void holdsWhereTheRemoteRepeatsThatOfItsControlPlane() {
        tester.holds(unmarked(REMOTE.replace("west.example", "shop.example")));
        tester.holds(unmarked(REMOTE.replace(", trustDomain: west.example", "")));
    }

    @Test
    void theDomainOfTheClusterTheControlPlaneRunsInCounts() {
        String yaml = REMOTE.replace("{name: east, mesh: m}", "{name: east, mesh: m, trustDomain: east.example}");

        assertThat(tester.finding(yaml).facts()).containsEntry("domain", "east.example");
        tester.holds(unmarked(yaml.replace("west.example", "east.example")));
        tester.finding(yaml.replace("west.example", "shop.example"));
    }

    @Test
    void aPrimaryHasTheTrustDomainItStates() {
        tester.holds(unmarked(REMOTE.replace(", controlPlanes: [istiod]", "") + "  - {name: own, cluster: west}\n"));
    }

    @Test
    void theFirstControlPlaneOfAClusterSigns() {
        String yaml = REMOTE + "  - {name: own, cluster: west}\n";

        tester.finding(yaml.replace("[istiod]", "[istiod, own]"));
        tester.holds(unmarked(yaml.replace("[istiod]", "[own, istiod]")));
    }

    @Test
    void aHostSaysWhatTheControlPlanesInItSignForOthersWith() {
        String host = REMOTE.replace("[{name: m, trustDomain: shop.example}]", "[{name: m}, {name: n}]")
                .replace("mesh: m, controlPlanes: [istiod]", "mesh: m, controlPlanes: [istiod]")
                .replace("controlPlanes:\n", "  - {name: far, mesh: n, controlPlanes: [guest]}\ncontrolPlanes:\n");

        tester.holds(unmarked(host + "  - {name: guest, cluster: west, mesh: n}\n"));
        tester.finding(host + "  - {name: guest, mesh: n}\n");
    }

    @Test
    void findsRemotesOfExternalAndManagedControlPlanes() {
        String yaml = REMOTE.replace("{name: east, mesh: m}", "{name: east, trustDomain: host.example}");

        assertThat(tester.finding(yaml.replace("cluster: east}", "cluster: east, configCluster: west}"))
                        .facts())
                .containsEntry("domain", "host.example");
        assertThat(tester.finding(yaml.replace("{name: istiod, cluster: east}", "{name: istiod}"))
                        .facts())
                .containsEntry("domain", "shop.example");
    }

    @Test
    void clustersThatNobodyServesAndThatArePartOfNoMeshAreNoRemotes() {
        tester.holds(unmarked(REMOTE.replace("[istiod]", "[]")));
        tester.holds(unmarked(REMOTE.replace("west, mesh: m, controlPlanes: [istiod]", "west")));
    }

    @Test
    void ambientRemotesAreJudgedAlike() {
        tester.finding(REMOTE.replace("trustDomain: shop.example}", "trustDomain: shop.example, dataPlane: ambient}"));
    }

    @Test
    void remotesThatStateDifferentDomainsAreFindingsOfTheirOwn() {
        String south = "  - {name: south, mesh: m, controlPlanes: [istiod], trustDomain: south.example}  # IDN006\n";

        assertThat(tester.check(REMOTE.replace("controlPlanes:\n", south + "controlPlanes:\n")))
                .extracting(finding -> finding.facts().get("declared"))
                .containsExactly("west.example", "south.example");
    }

    @Test
    void hundredsOfRemotesThatStateOneDomainAreOneFinding() {
        StringBuilder remotes = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String mark = i < 100 ? "  # IDN006" : "";
            remotes.append("  - {name: c%03d, mesh: m, controlPlanes: [istiod], trustDomain: west.example}%s%n"
                    .formatted(i, mark));
        }

        assertThat(tester.finding(unmarked(REMOTE).replace("controlPlanes:\n", remotes + "controlPlanes:\n"))
                        .facts())
                .containsEntry("clusters", "clusters c000, c001, c002 and 298 more");
    }
}
