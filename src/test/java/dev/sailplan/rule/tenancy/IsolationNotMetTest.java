package dev.sailplan.rule.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationNotMetTest {

    private static final String CLUSTER = ", isolation: {required: cluster}";
    private static final String MESH = ", isolation: {required: mesh}";

    private final RuleTester tester = RuleTester.of("TEN003");

    /** Mesh m of clusters a and b, mesh n of cluster c, each cluster with a control plane of its own. */
    private static String tenants(String... tenants) {
        return """
                name: t
                meshes:
                  - {name: m}
                  - {name: n}
                clusters:
                  - {name: a, mesh: m}
                  - {name: b, mesh: m}
                  - {name: c, mesh: n}
                controlPlanes:
                  - {name: ia, cluster: a}
                  - {name: ib, cluster: b}
                  - {name: ic, cluster: c}
                tenants:
                  - {name: %s}
                """.formatted(String.join("}\n  - {name: ", tenants));
    }

    private static String mark(String yaml, String... names) {
        for (String name : names) {
            yaml = yaml.replaceAll("(?m)^(  - \\{name: " + name + "\\b.*)$", "$1  # TEN003");
        }
        return yaml;
    }

    private static String oneControlPlane(String yaml) {
        return yaml.replace("{name: b, mesh: m}", "{name: b, mesh: m, controlPlanes: [ia]}");
    }

    private static String service(String namespace, String mesh, String rest) {
        return "services: [{name: web, namespace: %s, mesh: %s%s}]%n".formatted(namespace, mesh, rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "mesh"})
    void aNamespaceTenantNeverHasMoreThanItsNamespaces(String required) {
        Finding finding = tester.finding(mark(
                tenants("one, tenancy: namespace, namespaces: [x], isolation: {required: %s}".formatted(required)),
                "one"));

        assertThat(finding.facts()).containsEntry("isolation", required).containsEntry("tenants", "tenant one");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subjects())
                .extracting(subject -> subject.pointer())
                .containsExactly("/tenants/0/tenancy", "/tenants/0/isolation/required");
    }

    @Test
    void aNamespaceTenantHasItsNamespaces() {
        tester.holds(tenants("one, tenancy: namespace, namespaces: [x], isolation: {required: namespace}"));
        tester.holds(tenants("one, tenancy: namespace, namespaces: [x]"));
    }

    @Test
    void theDocumentRequiresItOfEveryTenant() {
        String yaml = tenants(
                "one, tenancy: namespace, namespaces: [x]",
                "two, tenancy: namespace, namespaces: [y]",
                "three, tenancy: cluster, clusters: [c]");

        List<Finding> found = tester.check(mark(yaml, "one", "two") + "requirements: {isolation: cluster}  # TEN003\n");

        assertThat(found).hasSize(2);
        assertThat(found.get(0).subjects().get(1).pointer()).isEqualTo("/requirements/isolation");
        tester.holds(yaml + "requirements: {isolation: namespace}\n");
    }

    @ParameterizedTest
    @CsvSource({"cluster, mesh", "mesh, cluster"})
    void theStrongerOfBothRequirementsCounts(String own, String ofAll) {
        String yaml = tenants(
                "one, tenancy: cluster, clusters: [a], isolation: {required: %s}".formatted(own),
                "two, tenancy: mesh, meshes: [n]",
                "three, tenancy: cluster, clusters: [b], isolation: {required: %s}".formatted(own));

        Finding finding =
                tester.finding(mark(yaml, "m", "one", "three") + "requirements: {isolation: %s}%n".formatted(ofAll));

        assertThat(finding.facts()).containsEntry("isolation", "mesh");
    }

    @Test
    void findsAClusterThatTwoTenantsList() {
        Finding finding = tester.finding(mark(
                tenants("one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: cluster, clusters: [a, c]"),
                "a",
                "one",
                "two"));

        assertThat(finding.facts())
                .containsEntry("isolation", "cluster")
                .containsEntry("tenants", "tenant one")
                .extractingByKey("conflict")
                .asString()
                .startsWith("cluster a is used by tenants one and two");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/0");
    }

    @Test
    void clustersAndControlPlanesOfOnesOwnAreClusterIsolation() {
        tester.holds(tenants(
                "one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: cluster, clusters: [b]" + CLUSTER));
        tester.holds(oneControlPlane(tenants("one, tenancy: cluster, clusters: [a, b]" + CLUSTER)));
    }

    @Test
    void findsAControlPlaneThatServesClustersOfTwoTenants() {
        String yaml = oneControlPlane(
                tenants("one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: cluster, clusters: [b]"));

        Finding finding = tester.finding(mark(yaml, "ia", "one", "two"));

        assertThat(finding.facts())
                .containsEntry("isolation", "cluster")
                .extractingByKey("conflict")
                .asString()
                .startsWith("control plane ia serves clusters of tenants one and two");
    }

    @Test
    void aControlPlaneThatIsOnlySecondIsSharedToo() {
        String yaml = tenants("one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: cluster, clusters: [b]");

        tester.finding(mark(
                yaml.replace("{name: b, mesh: m}", "{name: b, mesh: m, controlPlanes: [ib, ia]}"), "ia", "one", "two"));
    }

    @Test
    void findsExternalAndManagedControlPlanesThatAreShared() {
        String yaml = tenants("one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: cluster, clusters: [b]")
                .replace("{name: a, mesh: m}", "{name: a, mesh: m, controlPlanes: [ix]}")
                .replace("{name: b, mesh: m}", "{name: b, mesh: m, controlPlanes: [ix]}");
        String managed = "controlPlanes:\n  - {name: ix, mesh: m}";

        tester.finding(mark(yaml.replace("controlPlanes:\n", managed + "\n"), "ix", "one", "two"));
        tester.finding(mark(
                yaml.replace("controlPlanes:\n", managed.replace("mesh", "cluster: c, mesh") + "\n"),
                "ix",
                "one",
                "two"));
    }

    @Test
    void aSharedClusterExplainsThatItsControlPlaneIsShared() {
        tester.finding(mark(
                oneControlPlane(tenants(
                        "one, tenancy: cluster, clusters: [a, b]" + CLUSTER, "two, tenancy: cluster, clusters: [a]")),
                "a",
                "one",
                "two"));
    }

    @Test
    void aThirdTenantOfTheControlPlaneIsNotExplainedByASharedCluster() {
        String yaml = oneControlPlane(tenants(
                "one, tenancy: cluster, clusters: [a]" + CLUSTER,
                "two, tenancy: cluster, clusters: [a]",
                "three, tenancy: cluster, clusters: [b]"));

        List<Finding> found = tester.check(mark(yaml, "a", "ia", "one", "two", "three"));

        assertThat(found)
                .extracting(finding ->
                        String.valueOf(finding.facts().get("conflict")).replaceAll(",.*", ""))
                .containsExactlyInAnyOrder(
                        "cluster a is used by tenants one and two",
                        "control plane ia serves clusters of tenants one and three");
    }

    @Test
    void findsWorkloadsOfAnotherTenantInTheCluster() {
        String yaml =
                tenants("one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: namespace, namespaces: [x]");

        tester.finding(mark(yaml, "a", "one", "two") + service("x", "m", ", workloads: [{cluster: a}, {cluster: b}]"));
        tester.holds(yaml + service("x", "m", ", workloads: [{cluster: b}]"));
        tester.holds(yaml + service("y", "m", ", workloads: [{cluster: a}]"));
        tester.holds(yaml + service("x", "m", ", definedIn: [{cluster: a}], workloads: []"));
    }

    @Test
    void workloadsOfOnesOwnNamespacesAreNoStrangers() {
        String yaml = tenants(
                "one, tenancy: cluster, clusters: [a], namespaces: [x]" + CLUSTER,
                "two, tenancy: mesh, meshes: [n], namespaces: [x]");

        tester.holds(yaml + service("x", "m", ", workloads: [{cluster: a}]"));
    }

    @Test
    void aTenantOfAMeshIsInItsOnlyCluster() {
        String yaml =
                tenants("one, tenancy: cluster, clusters: [c]" + CLUSTER, "two, tenancy: namespace, namespaces: [x]");

        tester.finding(mark(yaml, "c", "one", "two") + service("x", "n", ""));
        tester.holds(yaml + service("x", "m", ""));
    }

    @Test
    void aNamespaceTenantIsWhereItSaysThatItsNamespacesAre() {
        String yaml = tenants(
                "one, tenancy: cluster, clusters: [a]" + CLUSTER,
                "two, tenancy: namespace, namespaces: [x], clusters: [a]");

        tester.finding(mark(yaml, "a", "one", "two"));
        tester.holds(yaml.replace("namespaces: [x], clusters: [a]", "namespaces: [x], clusters: [b]"));
    }

    @Test
    void aTenantWithNothingButNamespacesIsInTheOnlyMesh() {
        String yaml = """
                name: t
                meshes:
                  - {name: m}
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                tenants:
                  - {name: one, tenancy: mesh, meshes: [m], isolation: {required: mesh}}
                  - {name: two, tenancy: namespace, namespaces: [x]}
                """;

        tester.finding(mark(yaml, "m", "one", "two"));
        tester.holds(yaml.replace("meshes:\n", "meshes:\n  - {name: n}\n"));
    }

    @Test
    void clusterTenantsThatAreAloneInTheirMeshHaveMeshIsolation() {
        String yaml =
                tenants("one, tenancy: cluster, clusters: [a]" + MESH, "two, tenancy: cluster, clusters: [c]" + MESH);

        tester.holds(yaml);
        Finding finding = tester.finding(mark(yaml.replace("clusters: [c]", "clusters: [b]"), "m", "one", "two"));
        assertThat(finding.facts())
                .containsEntry("isolation", "mesh")
                .containsEntry("tenants", "tenants one and two")
                .extractingByKey("conflict")
                .asString()
                .startsWith("mesh m is used by tenants one and two");
    }

    @Test
    void aSharedMeshExplainsThatItsClustersAndControlPlanesAreShared() {
        tester.finding(mark(
                oneControlPlane(
                        tenants("one, tenancy: mesh, meshes: [m]" + MESH, "two, tenancy: cluster, clusters: [a, b]")),
                "m",
                "one",
                "two"));
    }

    @Test
    void aSharedMeshExplainsThatAControlPlaneOfDifferentClustersIsShared() {
        tester.finding(mark(
                oneControlPlane(
                        tenants("one, tenancy: cluster, clusters: [a]" + MESH, "two, tenancy: cluster, clusters: [b]")),
                "m",
                "one",
                "two"));
    }

    @Test
    void aServiceOfAnotherTenantIsEnoughToShareAMesh() {
        String yaml = tenants("one, tenancy: mesh, meshes: [m]" + MESH, "two, tenancy: namespace, namespaces: [x]");

        tester.finding(mark(yaml, "m", "one", "two") + service("x", "m", ""));
        tester.holds(yaml + service("x", "n", ""));
    }

    @Test
    void findsAControlPlaneThatServesTwoMeshesOfTenantsThatRequireMeshes() {
        String yaml = tenants("one, tenancy: mesh, meshes: [m]" + MESH, "two, tenancy: mesh, meshes: [n]")
                .replace("{name: c, mesh: n}", "{name: c, mesh: n, controlPlanes: [ia]}");

        assertThat(tester.finding(mark(yaml, "ia", "one", "two")).facts()).containsEntry("isolation", "cluster");
    }

    @Test
    void meshTenantsThatOwnOneMeshShareEachOfItsClusters() {
        String yaml = tenants("one, tenancy: mesh, meshes: [m]" + CLUSTER, "two, tenancy: mesh, meshes: [m, n]");

        assertThat(tester.finding(mark(yaml, "m", "one", "two")).facts())
                .containsEntry("isolation", "cluster")
                .extractingByKey("conflict")
                .asString()
                .startsWith("mesh m is owned by tenants one and two");
    }

    @Test
    void aMeshSharedWithOneTenantDoesNotHideThatAnotherOwnsItToo() {
        String yaml = tenants(
                "one, tenancy: mesh, meshes: [m]" + CLUSTER,
                "two, tenancy: mesh, meshes: [m]",
                "three, tenancy: namespace, namespaces: [x], clusters: [a]",
                "four, tenancy: cluster, clusters: [b]" + MESH);

        assertThat(tester.findings(yaml))
                .extracting(finding -> finding.facts().get("conflict"))
                .anyMatch(conflict -> conflict.startsWith("mesh m is owned by tenants one and two"));
    }

    @Test
    void aMeshTenantMayRequireNoMoreThanClusters() {
        String yaml = tenants("one, tenancy: mesh, meshes: [m]" + CLUSTER, "two, tenancy: cluster, clusters: [a]");

        tester.finding(mark(yaml, "a", "one", "two"));
        tester.holds(yaml.replace("clusters: [a]", "clusters: [c]"));
    }

    @Test
    void clustersOfNoMeshAreSharedToo() {
        String yaml = tenants("one, tenancy: cluster, clusters: [d]" + MESH, "two, tenancy: cluster, clusters: [d]")
                .replace("controlPlanes:\n", "  - {name: d}\ncontrolPlanes:\n");

        tester.finding(mark(yaml, "d", "one", "two"));
    }

    @Test
    void needsToKnowWhereServicesOfOtherTenantsRun() {
        String yaml =
                tenants("one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: namespace, namespaces: [x]");

        assertThat(tester.needs(yaml + service("x", "m", ""))).containsExactly("/services/0/workloads");
        tester.holds(yaml + service("x", "n", ""));
        tester.holds(yaml + service("y", "m", ""));
        tester.holds(yaml.replace(CLUSTER, "") + service("x", "m", ""));
    }

    @Test
    void anUnknownServiceMayRunWhereTheControlPlaneServes() {
        String yaml = tenants(
                        "one, tenancy: cluster, clusters: [a]" + CLUSTER, "two, tenancy: namespace, namespaces: [x]")
                .replace("{name: c, mesh: n}", "{name: c, mesh: n, controlPlanes: [ic, ia]}");
        String several = yaml.replace("  - {name: c, mesh: n", "  - {name: e, mesh: n}\n  - {name: c, mesh: n");

        assertThat(tester.needs(several + service("x", "n", ""))).containsExactly("/services/0/workloads");
        assertThat(tester.needs(several.replace(CLUSTER, MESH) + service("x", "n", "")))
                .containsExactly("/services/0/workloads");
    }

    @Test
    void needsToKnowWhereItsOwnServicesRunAsThatMayBeInClustersOfOthers() {
        String yaml = tenants(
                "one, tenancy: cluster, clusters: [a], namespaces: [x]" + CLUSTER,
                "two, tenancy: cluster, clusters: [b]");

        assertThat(tester.needs(yaml + service("x", "m", ""))).containsExactly("/services/0/workloads");
        tester.finding(mark(yaml, "b", "one", "two") + service("x", "m", ", workloads: [{cluster: b}]"));
        tester.holds(yaml + service("x", "m", ", workloads: [{cluster: a}]"));
        tester.holds(yaml.replace("clusters: [b]", "clusters: [c]") + service("x", "m", ""));
    }

    @Test
    void anUnknownServiceDoesNotMatterWhereItsTenantIsKnownToBe() {
        String yaml = tenants(
                "one, tenancy: cluster, clusters: [a]" + CLUSTER,
                "two, tenancy: cluster, clusters: [a], namespaces: [x]");

        assertThat(tester.needs(mark(yaml, "a", "one", "two") + service("x", "m", "")))
                .isEmpty();
    }

    @Test
    void hundredsOfTenantsOfOneControlPlaneAreOneFinding() {
        String[] all = new String[300];
        StringBuilder clusters = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            all[i] = "t%03d, tenancy: cluster, clusters: [c%03d]".formatted(i, i) + (i % 2 == 0 ? CLUSTER : "");
            clusters.append("  - {name: c%03d, mesh: m, controlPlanes: [ia]}%n".formatted(i));
        }
        String yaml = tenants(all).replace("controlPlanes:\n", clusters + "controlPlanes:\n");

        Finding finding = tester.finding(mark(yaml, "ia", "t0[0-9]*"));

        assertThat(finding.facts()).containsEntry("tenants", "tenants t000, t002, t004 and 147 more");
        assertThat(finding.subjects()).hasSize(101);
    }

    @Test
    void hundredsOfClustersThatAllShareAllControlPlanesAreAFindingEach() {
        int count = 200;
        String servers = IntStream.range(0, count).mapToObj(i -> "i" + i).collect(Collectors.joining(", "));
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        IntStream.range(0, count)
                .forEach(i -> yaml.append("  - {name: c%d, mesh: m, controlPlanes: [%s]}%n".formatted(i, servers)));
        yaml.append("controlPlanes:\n");
        IntStream.range(0, count).forEach(i -> yaml.append("  - {name: i%d, cluster: c%d}%n".formatted(i, i)));
        yaml.append("tenants:\n");
        IntStream.range(0, count)
                .forEach(i ->
                        yaml.append("  - {name: t%d, tenancy: cluster, clusters: [c%d]%s}%n".formatted(i, i, CLUSTER)));

        assertThat(tester.findings(yaml.toString())).hasSize(count);
    }
}
