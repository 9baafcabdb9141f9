package dev.sailplan.score.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.score.Assessment;
import dev.sailplan.score.Dimensions;
import dev.sailplan.score.Part;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataPlaneDimensionTest {

    /** One network and mesh with a caller and hosts of the service; every cluster is a region and a zone of its own. */
    private static String spread(int hosts) {
        String clusters = IntStream.range(0, hosts + 1)
                .mapToObj(i ->
                        "  - {name: c%d, mesh: m, network: n, region: r%d, zones: [z%d], podCidrs: [10.%d.0.0/16], apiServer: {reachableFrom: ['*']}}"
                                .formatted(i, i, i, i))
                .collect(Collectors.joining("\n"));
        String planes = IntStream.range(0, hosts + 1)
                .mapToObj(i -> "  - {name: p%d, cluster: c%d, remoteSecrets: [%s]}"
                        .formatted(
                                i,
                                i,
                                IntStream.rangeClosed(0, hosts)
                                        .filter(other -> other != i)
                                        .mapToObj(other -> "{cluster: c%d}".formatted(other))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
        String workloads = IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> "{cluster: c%d}".formatted(i))
                .collect(Collectors.joining(", "));
        return """
                name: t
                networks: [{name: n, gateways: []}]
                meshes: [{name: m, certificateAuthority: {root: r, type: pluggedIn}, trustBundles: []}]
                clusters:
                %s
                controlPlanes:
                %s
                services:
                  - {name: s, namespace: ns, definedIn: [{cluster: c0}], workloads: [%s]}
                traffic: [{from: {cluster: c0}, to: {service: ns/s}}]
                """.formatted(clusters, planes, workloads);
    }

    private static Assessment assess(String yaml) {
        return Dimensions.assess("dataPlane", yaml);
    }

    private static int band(String yaml) {
        Assessment found = assess(yaml);
        assertThat(found.most()).as(found.toString()).isEqualTo(found.least());
        assertThat(found.unknown()).isEmpty();
        return found.least();
    }

    @Test
    void oneClusterIsLostWithItTwoSurviveARegionThreeAnyTwo() {
        assertThat(List.of(band(spread(1)), band(spread(2)), band(spread(3)))).containsExactly(0, 3, 4);
    }

    @Test
    void twoClustersOfOneZoneAreLostWithIt() {
        assertThat(band(spread(2).replace("region: r2, zones: [z2]", "region: r1, zones: [z1]")))
                .isEqualTo(1);
    }

    @Test
    void twoZonesOfOneRegionAreLostWithIt() {
        assertThat(band(spread(2).replace("region: r2,", "region: r1,"))).isEqualTo(2);
    }

    @Test
    void saysWhichFailureLosesItForWhom() {
        assertThat(assess(spread(1)).why())
                .isEqualTo("service ns/s: without cluster c1 consumer c0 has no endpoint that is left");
    }

    @Test
    void anUnknownZoneIsNotTakenForADifferentOne() {
        Assessment found = assess(spread(2).replace("zones: [z2]", "zones: [z1, z2]"));
        assertThat(found.least()).isEqualTo(1);
        assertThat(found.most()).isEqualTo(3);
        assertThat(found.unknown()).extracting(Object::toString).contains("/services/0/workloads/1/zone");
    }

    @Test
    void unknownWorkloadsLeaveEverythingOpen() {
        Assessment found = assess(spread(2).replaceAll(", workloads: \\[[^]]*]", ""));
        assertThat(found.least()).isZero();
        assertThat(found.most()).isEqualTo(4);
        assertThat(found.unknown()).extracting(Object::toString).containsExactly("/services/0/workloads");
    }

    @Test
    void aGatewayThatAllCallsTakeIsLostLikeACluster() {
        String behindOne = spread(2)
                .replace("networks: [{name: n, gateways: []}]", """
                        networks:
                          - {name: n, gateways: []}
                          - {name: far, gateways: [{name: g, cluster: c1, addresses: [192.0.2.1], zones: [z1], loadBalancer: {layer: L4}}]}
                        """)
                .replace("name: c1, mesh: m, network: n", "name: c1, mesh: m, network: far")
                .replace("name: c2, mesh: m, network: n", "name: c2, mesh: m, network: far");
        Assessment found = assess(behindOne);
        assertThat(found.least()).isZero();
        assertThat(found.most()).isZero();
        assertThat(found.why()).contains("without cluster c1");
    }

    @Test
    void aServiceNobodyReachesIsInTheLowestBand() {
        String denied = spread(2).replace("definedIn: [{cluster: c0}]", "definedIn: [{cluster: c1}]");
        assertThat(band(denied)).isZero();
        assertThat(assess(denied).why()).contains("no call of its consumers works");
    }

    @Test
    void servicesThatNobodyConsumesAreLeftOut() {
        String idle = spread(2)
                .replace("services:\n", "services:\n  - {name: idle, namespace: ns, workloads: [{cluster: c1}]}\n");
        assertThat(assess(idle).parts()).extracting(Part::name).containsExactly("service ns/s");
    }

    @Test
    void aDocumentWithoutServicesLeavesItOpen() {
        Assessment found = assess("name: t\nmeshes: [{name: m}]\nclusters: [{name: c, mesh: m}]\n");
        assertThat(found.least()).isZero();
        assertThat(found.most()).isEqualTo(4);
    }

    @Test
    void proposesToRunTheWeakestServiceInOneMoreCluster() {
        assertThat(assess(spread(2).replace("workloads: [{cluster: c1}, {cluster: c2}]", "workloads: [{cluster: c1}]"))
                        .improvements()
                        .get(0)
                        .summary())
                .isEqualTo("Run ns/s in one more cluster");
    }
}
