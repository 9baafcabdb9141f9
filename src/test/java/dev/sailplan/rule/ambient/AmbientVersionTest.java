package dev.sailplan.rule.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: versions, trust domains and data planes have defaults
class AmbientVersionTest {

    private final RuleTester tester = RuleTester.of("AMB002");

    /** Two ambient primaries on networks of their own, with these versions. */
    private static String with(String east, String west) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m, dataPlane: ambient}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: b}
                controlPlanes:
                  - {name: i-east, cluster: east, version: "%s"}
                  - {name: i-west, cluster: west, version: "%s"}
                """.formatted(east, west);
    }

    private static String mark(String yaml, String controlPlane) {
        return yaml.replaceAll("(name: " + controlPlane + ", .*)", "$1  # AMB002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.31", "1.32"})
    void holdsFromTheFirstVersionOn(String version) {
        tester.holds(with(version, version));
    }

    @Test
    void findsControlPlanesBeforeAmbientMultiNetwork() {
        Finding finding = tester.finding(mark(with("1.26", "1.31"), "i-east"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("controlPlanes", "Control plane i-east")
                .containsEntry("mesh", "m")
                .containsEntry("versions", "1.26")
                .containsEntry("what", "join ambient clusters across networks before 1.27");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/controlPlanes/0/version");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void controlPlanesThatAreTooOldAreOneCause() {
        Finding finding = tester.finding(mark(mark(with("1.9", "1.26"), "i-east"), "i-west"));

        assertThat(finding.facts())
                .containsEntry("controlPlanes", "Control planes i-east and i-west")
                .containsEntry("versions", "1.9, 1.26");
    }

    @Test
    void theVersionOfTheDocumentCountsWhereNoneIsStated() {
        String yaml = with("1.26", "1.26").replace(", version: \"1.26\"", "");

        tester.holds(yaml);
        tester.finding(mark(mark("istioVersion: \"1.26\"\n" + yaml, "i-east"), "i-west"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network: b => network: a",
                "network: b => network: b, dataPlane: sidecar",
                ", network: b => ",
                "mesh: m, network: b => mesh: other, network: b, dataPlane: ambient",
                "version: => features: {AMBIENT_ENABLE_MULTI_NETWORK: false}, version:"
            })
    void holdsWhereNothingAmbientCrossesNetworks(String change) {
        String[] sides = change.split(" => ?", -1);

        tester.holds(with("1.26", "1.26")
                .replace("dataPlane: ambient}]", "dataPlane: ambient}, {name: other}]")
                .replace(sides[0], sides[1]));
    }

    @Test
    void controlPlanesOfSidecarsMayBeOlder() {
        String mixed = with("1.31", "1.31").replace("controlPlanes:\n", """
                          - {name: old, mesh: m, network: b, dataPlane: sidecar}
                        controlPlanes:
                          - {name: i-old, cluster: old, version: "1.26"}
                        """);

        tester.holds(mixed);
        tester.finding(mark(mixed.replace(", dataPlane: sidecar", ""), "i-old"));
    }

    @ParameterizedTest
    @CsvSource({"1.27, 1", "1.28, 0", "1.31, 0"})
    void customTrustDomainsNeedALaterVersion(String version, int findings) {
        String yaml =
                with(version, version).replace("dataPlane: ambient", "dataPlane: ambient, trustDomain: m.example");

        assertThat(tester.findings(yaml)).hasSize(findings);
    }

    @Test
    void saysWhichTrustDomainIsTooMuch() {
        String yaml = with("1.27", "1.28").replace("dataPlane: ambient", "dataPlane: ambient, trustDomain: m.example");

        assertThat(tester.finding(mark(yaml, "i-east")).facts())
                .containsEntry("what", "verify trust domain m.example across networks before 1.28");
    }

    /** A version before ambient multi-network is said to be that, and nothing else. */
    @Test
    void theTrustDomainDoesNotMatterBeforeTheFirstVersion() {
        String yaml = with("1.26", "1.26").replace("dataPlane: ambient", "dataPlane: ambient, trustDomain: m.example");

        assertThat(tester.finding(mark(mark(yaml, "i-east"), "i-west")).facts().get("what"))
                .startsWith("join");
    }

    @ParameterizedTest
    @CsvSource({"1.27, 1", "1.28, 1", "1.31, 1", "1.32, 0"})
    void trustDomainsMustNotDifferInKnownVersions(String version, int findings) {
        String yaml = with(version, version)
                .replace("{name: m,", "{name: m, trustDomain: cluster.local,")
                .replace("network: b}", "network: b, trustDomain: west.example}");

        assertThat(tester.findings(yaml.replace(
                        "i-west, cluster: west, version: \"1.27\"", "i-west, cluster: west, version: \"1.28\"")))
                .hasSize(findings);
    }

    @Test
    void namesTheTrustDomainsThatDiffer() {
        String yaml = with("1.31", "1.31").replace("network: b}", "network: b, trustDomain: west.example}  # AMB002");
        Finding finding = tester.finding(mark(mark(yaml, "i-east"), "i-west"));

        assertThat(finding.facts().get("what"))
                .isEqualTo(
                        "verify trust domains that differ (cluster.local and west.example) across networks, as none up to 1.31"
                                + " can");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/1/trustDomain", "/controlPlanes/0/version", "/controlPlanes/1/version");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void trustDomainsMayDifferInsideANetwork() {
        String beside = with("1.31", "1.31")
                .replace("network: b}", "network: b, dataPlane: sidecar}")
                .replace("controlPlanes:\n", """
                          - {name: near, mesh: m, network: a, trustDomain: near.example}
                        controlPlanes:
                          - {name: i-near, cluster: near}
                        """);

        tester.holds(beside);
        assertThat(tester.findings(beside.replace(", dataPlane: sidecar", "")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.facts()).containsEntry("controlPlanes", "Control planes i-near and i-west"));
    }

    /** A remote's identities are those of the control plane that signs for it. */
    @Test
    void theTrustDomainIsThatOfTheSigner() {
        tester.holds(with("1.31", "1.31")
                .replace("network: b}", "network: b, trustDomain: west.example, controlPlanes: [i-east]}")
                .replaceAll("  - \\{name: i-west.*\n", ""));
    }

    @Test
    void hundredsOfControlPlanesAreOneFinding() {
        String clusters = IntStream.range(0, 400)
                .mapToObj("  - {name: c%1$03d, mesh: m, network: a}\n"::formatted)
                .collect(Collectors.joining());
        String controlPlanes = IntStream.range(0, 400)
                .mapToObj("  - {name: p%1$03d, cluster: c%1$03d, version: \"1.26\"}\n"::formatted)
                .collect(Collectors.joining());
        String yaml = with("1.31", "1.31")
                .replace("clusters:\n", "clusters:\n" + clusters)
                .replace("controlPlanes:\n", "controlPlanes:\n" + controlPlanes);

        assertThat(tester.findings(yaml))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts())
                        .containsEntry("controlPlanes", "Control planes p000, p001, p002 and 397 more"));
    }
}
