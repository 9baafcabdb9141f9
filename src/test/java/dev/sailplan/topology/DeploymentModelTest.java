package dev.sailplan.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentModelTest {

    private static DeploymentModel of(String yaml) {
        return Topologies.of("name: t\n" + yaml).deploymentModel();
    }

    @Test
    void clustersOutsideEveryMeshDoNotCount() {
        String yaml = """
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters: [{name: host, network: a}, {name: east%s, network: a}, {name: west, mesh: m, network: b}]
                """;

        assertThat(of(yaml.formatted("")).clusters()).isEqualTo("single");
        assertThat(of(yaml.formatted("")).networks()).isEqualTo("single");
        assertThat(of(yaml.formatted(", mesh: m")).clusters()).isEqualTo("multiple");
        assertThat(of(yaml.formatted(", mesh: m")).networks()).isEqualTo("multiple");
    }

    @Test
    void networksOfMachinesCount() {
        String yaml = """
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m, network: a}, {name: west, mesh: m, network: a}]
                services: [{name: db, namespace: shop, workloads: [{cluster: east, network: %s}]}]
                """;

        assertThat(of(yaml.formatted("a")).networks()).isEqualTo("single");
        assertThat(of(yaml.formatted("b")).networks()).isEqualTo("multiple");
    }

    @Test
    void theImplicitNetworkIsOne() {
        assertThat(of("meshes: [{name: m}]\nclusters: [{name: a, mesh: m}, {name: b, mesh: m}]")
                        .networks())
                .isEqualTo("single");
    }

    private static String controlPlane(String clusters, String controlPlanes) {
        return of("meshes: [{name: m}]\nclusters: [{name: host}, " + clusters + "]\ncontrolPlanes: [" + controlPlanes
                        + "]\n")
                .controlPlane();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, mesh: m}                                            | ''                           | none",
                "{name: a, mesh: m}                                            | {name: i, cluster: a}        | single",
                "{name: a, mesh: m}         | {name: i, cluster: a}, {name: j, cluster: a, revision: canary}  | single",
                "{name: a, mesh: m}, {name: b, mesh: m, controlPlanes: [i]}    | {name: i, cluster: a}        | shared",
                "{name: a, mesh: m}, {name: b, mesh: m}   | {name: i, cluster: a}, {name: j, cluster: b} | multi-primary",
                "{name: a, mesh: m, controlPlanes: [i]}             | {name: i, cluster: host, mesh: m}       | external",
                "{name: a, mesh: m, controlPlanes: [i]}                        | {name: i}                    | external",
                "{name: a, mesh: m}, {name: b, mesh: m, controlPlanes: [j]}    | {name: i, cluster: a}, {name: j} | mixed"
            })
    void aMeshHasOneControlPlaneModel(String clusters, String controlPlanes, String expected) {
        assertThat(controlPlane(clusters, controlPlanes)).isEqualTo(expected);
    }

    @Test
    void severalPrimariesOfWhichOneServesARemoteAreMixed() {
        assertThat(controlPlane(
                        "{name: a, mesh: m}, {name: b, mesh: m}, {name: c, mesh: m, controlPlanes: [j]}",
                        "{name: i, cluster: a}, {name: j, cluster: b}"))
                .isEqualTo("mixed");
    }

    @Test
    void meshesThatShareAControlPlaneModelHaveItTogether() {
        String yaml = """
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: n}]
                controlPlanes: [{name: i, cluster: a}%s]
                """;

        assertThat(of(yaml.formatted(", {name: j, cluster: b}")).controlPlane()).isEqualTo("single");
        assertThat(of(yaml.formatted("")).controlPlane()).isEqualTo("mixed");
    }

    @Test
    void meshesAreSingleOrMulti() {
        assertThat(of("meshes: [{name: m}]").meshes()).isEqualTo("single");
        assertThat(of("meshes: [{name: m}, {name: n}]").meshes()).isEqualTo("multi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                          | none",
                "{name: x, tenancy: namespace}                                               | namespace",
                "{name: x, tenancy: cluster}, {name: y, tenancy: cluster}                    | cluster",
                "{name: x, tenancy: mesh}                                                    | mesh",
                "{name: x, tenancy: namespace}, {name: y, tenancy: cluster}                  | mixed"
            })
    void tenancyIsTheCommonWordOfTheTenants(String tenants, String expected) {
        assertThat(of("clusters: [{name: a}]\ntenants: [" + tenants + "]").tenancy())
                .isEqualTo(expected);
    }

    private static String identity(String one, String two) {
        return of("""
                meshes: [{name: m%s}, {name: n%s}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}, {name: c, mesh: n}]
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b}, {name: k, cluster: c}]
                """.formatted(one, two)).identity();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root: r1          | root: r1          | common-root",
                "root: r1          | root: r2          | several-roots",
                "root: r1          | type: pluggedIn   | unknown",
                "type: selfSigned  | root: r1          | several-roots"
            })
    void identityComparesTheRootsInUse(String one, String two, String expected) {
        String authority = ", certificateAuthority: {%s}";

        assertThat(identity(authority.formatted(one), authority.formatted(two))).isEqualTo(expected);
    }

    @Test
    void federatedMeshesWithARootEachAreFederated() {
        String one = ", certificateAuthority: {root: r1}, federatesWith: [{mesh: n}]";

        assertThat(identity(one, ", certificateAuthority: {root: r2}")).isEqualTo("federated");
        assertThat(identity(one.replace("root: r1", "type: selfSigned"), ", certificateAuthority: {root: r2}"))
                .isEqualTo("several-roots");
    }

    @Test
    void oneAuthorityWhoseRootIsNotNamedIsACommonRootIfItIsShared() {
        String yaml = """
                meshes: [{name: m, certificateAuthority: {%s}}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b}]
                """;

        assertThat(of(yaml.formatted("type: external")).identity()).isEqualTo("common-root");
        assertThat(of(yaml.formatted("notAfter: 2030-01-01")).identity()).isEqualTo("unknown");
        assertThat(of("clusters: [{name: a}]").identity()).isEqualTo("unknown");
    }

    @Test
    void rolesAreInDocumentOrder() {
        DeploymentModel model = of("""
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: west, mesh: m, controlPlanes: [i]}
                  - {name: east, mesh: m}
                  - {name: host}
                  - {name: config, mesh: n, controlPlanes: [k]}
                  - {name: lost, mesh: n}
                controlPlanes:
                  - {name: i, cluster: east}
                  - {name: k, cluster: host, mesh: n, configCluster: config}
                """);

        assertThat(model.roles())
                .containsExactly(
                        Map.entry("west", "remote"),
                        Map.entry("east", "primary"),
                        Map.entry("host", "outside"),
                        Map.entry("config", "config"),
                        Map.entry("lost", "unserved"));
    }
}
