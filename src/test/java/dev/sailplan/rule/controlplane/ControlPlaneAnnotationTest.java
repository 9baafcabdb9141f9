package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneAnnotationTest {

    private final RuleTester tester = RuleTester.of("CPL007");

    /** A remote, west, that is served by control planes in east and north. */
    private static String remote(String servedBy, String annotation) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: north, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [%s], controlPlaneClusters: %s}
                controlPlanes:
                  - {name: e, cluster: east}
                  - {name: n, cluster: north}
                """.formatted(servedBy, annotation);
    }

    private static String broken(String yaml) {
        return yaml.replaceFirst("(name: west.*)", "$1  # CPL007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[north]", "[west]"})
    void findsARemoteThatDoesNotNameTheClusterOfItsControlPlane(String annotation) {
        Finding finding = tester.finding(broken(remote("e", annotation)));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/2/controlPlaneClusters");
        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("wanted", "east")
                .containsEntry("controlPlanes", "control plane e")
                .containsEntry("named", annotation.equals("[]") ? "no cluster" : annotation.replaceAll("[\\[\\]]", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[east]", "[north, east]", "['*']", "[north, '*']"})
    void namesTheClusterOfItsControlPlaneOrAll(String annotation) {
        tester.holds(remote("e", annotation));
    }

    @Test
    void findsTheOneOfSeveralControlPlanesThatIsNotNamed() {
        Finding finding = tester.finding(broken(remote("e, n", "[east]")));

        assertThat(finding.facts()).containsEntry("wanted", "north").containsEntry("controlPlanes", "control plane n");
        tester.holds(remote("e, n", "[north, east]"));
    }

    @Test
    void findsSeveralControlPlanesThatAreNotNamedInOneFinding() {
        assertThat(tester.finding(broken(remote("n, e", "[]"))).facts()).containsEntry("wanted", "east and north");
    }

    @Test
    void needsTheAnnotationOfARemote() {
        assertThat(tester.needs(remote("e, n", "").replace(", controlPlaneClusters: }", "}")))
                .containsExactly("/clusters/2/controlPlaneClusters");
    }

    @Test
    void aClusterWithAControlPlaneOfItsOwnNeedsNone() {
        tester.holds(
                remote("e", "[east]").replace("{name: east, mesh: m}", "{name: east, mesh: m, controlPlanes: [n, e]}"));
    }

    /** Two clusters, controlled from a third one outside the mesh, which keeps its configuration in the first of them. */
    private static String external(String first, String second) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: hub}
                  - {name: config, mesh: m, controlPlanes: [istiod]%s}
                  - {name: west, mesh: m, controlPlanes: [istiod]%s}
                controlPlanes:
                  - {name: istiod, cluster: hub, mesh: m, configCluster: config}
                """.formatted(first, second);
    }

    @Test
    void findsARemoteThatNamesTheHostOfItsExternalControlPlane() {
        Finding finding = tester.finding(broken(external("", ", controlPlaneClusters: [hub]")));

        assertThat(finding.facts()).containsEntry("named", "hub").containsEntry("wanted", "config");
        tester.holds(external("", ", controlPlaneClusters: [config]"));
    }

    @Test
    void anExternalControlPlaneLooksAfterItsConfigClusterWhateverIsWrittenThere() {
        tester.holds(external(", controlPlaneClusters: []", ", controlPlaneClusters: [config]"));
        assertThat(tester.needs(external("", ""))).containsExactly("/clusters/2/controlPlaneClusters");
    }

    @Test
    void aConfigClusterNamesTheOtherControlPlanesThatServeIt() {
        String yaml = external(", controlPlaneClusters: %s", ", controlPlaneClusters: ['*']")
                        .replaceFirst("\\[istiod], control", "[istiod, second], control")
                + "  - {name: second, cluster: hub, mesh: m, configCluster: west}\n";

        tester.finding(yaml.formatted("[config]").replaceFirst("(name: config.*)", "$1  # CPL007"));
        tester.holds(yaml.formatted("[west]"));
    }

    @Test
    void needsTheConfigClusterOfAManagedControlPlaneUnlessAllAreNamed() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m, controlPlanes: [vendor]%s}]
                controlPlanes: [{name: vendor}]
                """;

        assertThat(tester.needs(yaml.formatted(", controlPlaneClusters: []")))
                .containsExactly("/controlPlanes/0/configCluster");
        assertThat(tester.needs(yaml.formatted("")))
                .containsExactly("/clusters/0/controlPlaneClusters", "/controlPlanes/0/configCluster");
        tester.holds(yaml.formatted(", controlPlaneClusters: ['*']"));
    }

    @Test
    void findsTheConfigClusterOfAManagedControlPlaneMissing() {
        String yaml = external("", ", controlPlaneClusters: [%s]").replace("cluster: hub, ", "");

        assertThat(tester.finding(broken(yaml.formatted("hub"))).facts()).containsEntry("wanted", "config");
        tester.holds(yaml.formatted("config"));
    }

    @Test
    void aControlPlaneThatOnlyClaimsToBeExternalMayBeNamedEitherWay() {
        String yaml = external("", ", controlPlaneClusters: [%s]").replace("{name: hub}", "{name: hub, mesh: m}");

        tester.holds(yaml.formatted("hub"));
        tester.holds(yaml.formatted("config"));
        tester.finding(broken(yaml.formatted("west")));
    }

    @Test
    void fiveHundredRemotesThatLeaveOutTheSameOneAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes: [{name: istiod, cluster: east}]
                clusters:
                  - {name: east, mesh: m}
                """);
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: r%03d, mesh: m, controlPlanes: [istiod], controlPlaneClusters: []}%s%n"
                    .formatted(i, i < 100 ? "  # CPL007" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("clusters", "clusters r000, r001, r002 and 497 more");
    }

    @Test
    void remotesThatNameOthersAreOtherFindings() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: one, mesh: m, controlPlanes: [e], controlPlaneClusters: [one, two]}  # CPL007
                  - {name: two, mesh: m, controlPlanes: [e], controlPlaneClusters: [two, one]}  # CPL007
                  - {name: three, mesh: m, controlPlanes: [e], controlPlaneClusters: [three]}  # CPL007
                  - {name: north, mesh: n}
                  - {name: south, mesh: n, controlPlanes: [n], controlPlaneClusters: [one, two]}  # CPL007
                controlPlanes:
                  - {name: e, cluster: east}
                  - {name: n, cluster: north}
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusters"))
                .containsExactlyInAnyOrder("clusters one and two", "cluster three", "cluster south");
    }
}
