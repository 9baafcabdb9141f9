package dev.sailplan.score.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.score.Assessment;
import dev.sailplan.score.Dimensions;
import dev.sailplan.score.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlPlanePlacementDimensionTest {

    /** Two regions with two zones each, and two clusters in every zone; control planes in the given clusters. */
    private static String fleet(String... hosts) {
        List<String> clusters = new ArrayList<>();
        for (String region : List.of("r", "s")) {
            for (String zone : List.of("a", "b")) {
                for (int i = 1; i <= 2; i++) {
                    clusters.add("  - {name: %s%s%d, mesh: m, region: %s, zones: [%s-%s], controlPlanes: [p-%s]}"
                            .formatted(region, zone, i, region, region, zone, hosts[0]));
                }
            }
        }
        String planes = List.of(hosts).stream()
                .map(host -> "  - {name: p-%s, cluster: %s, mesh: m}".formatted(host, host))
                .collect(Collectors.joining("\n"));
        return "name: t\nmeshes: [{name: m}]\nclusters:\n%s\ncontrolPlanes:\n%s\n"
                .formatted(String.join("\n", clusters), planes);
    }

    private static Assessment assess(String yaml) {
        return Dimensions.assess("controlPlanePlacement", yaml);
    }

    private static int band(String yaml) {
        Assessment found = assess(yaml);
        assertThat(found.most()).isEqualTo(found.least());
        return found.least();
    }

    @Test
    void theFivePublishedPlacementsAreStrictlyOrdered() {
        String onePerRegion = fleet("ra1", "sa1");
        String severalPerRegion = fleet("ra1", "ra2", "sa1", "sa2");
        String onePerZone = fleet("ra1", "rb1", "sa1", "sb1");
        String severalPerZone = fleet("ra1", "ra2", "rb1", "rb2", "sa1", "sa2", "sb1", "sb2");
        assertThat(List.of(band(onePerRegion), band(severalPerRegion), band(onePerZone)))
                .containsExactly(1, 2, 3);
        assertThat(band(severalPerZone)).isEqualTo(5);
    }

    @Test
    void severalPerZoneIsLessThanEach() {
        String three = fleet("ra1", "ra2", "rb1", "rb2", "sa1", "sa2", "sb1", "sb2")
                .replace(
                        "  - {name: ra1,",
                        "  - {name: ra3, mesh: m, region: r, zones: [r-a], controlPlanes: [p-ra1]}\n  - {name: ra1,");
        assertThat(band(three)).isEqualTo(4);
    }

    @Test
    void aRegionWithoutControlPlaneIsBandZeroHoweverGoodTheOthersAre() {
        Assessment found = assess(fleet("ra1", "ra2", "rb1", "rb2"));
        assertThat(found.least()).isZero();
        assertThat(found.why()).isEqualTo("region s has no control plane");
        assertThat(found.parts())
                .extracting(Part::name, Part::least)
                .containsExactlyInAnyOrder(tuple("region s of mesh m", 0), tuple("region r of mesh m", 5));
    }

    @Test
    void twoControlPlanesInOneClusterFailTogether() {
        String twoRevisions = fleet("ra1", "sa1")
                .replace("controlPlanes:\n", "controlPlanes:\n  - {name: canary, cluster: ra1, revision: canary}\n");
        assertThat(band(twoRevisions)).isEqualTo(1);
    }

    @Test
    void oneThatAVendorRunsCountsWhereItsZonesAre() {
        String managed = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: r, zones: [a, b], controlPlanes: [vendor]}
                  - {name: west, mesh: m, region: s, zones: [c], controlPlanes: [vendor]}
                controlPlanes:
                  - {name: vendor, mesh: m, zones: [a, b]}
                """;
        assertThat(band(managed)).isZero();
        assertThat(band(managed.replace("zones: [a, b]}", "zones: [a, b, c]}"))).isEqualTo(4);
        Assessment unknown = assess(managed.replace(", zones: [a, b]}", "}"));
        assertThat(unknown.least()).isZero();
        assertThat(unknown.most()).isEqualTo(4);
        assertThat(unknown.unknown()).extracting(Object::toString).contains("/controlPlanes/0/zones");
    }

    @Test
    void anUnknownRegionLeavesTheBandOpen() {
        String open = fleet("ra1", "ra2", "rb1", "rb2", "sa1", "sa2", "sb1")
                .replace("region: s, zones: [s-b]", "zones: [s-b]");
        Assessment found = assess(open);
        assertThat(found.least()).isZero();
        assertThat(found.most()).isGreaterThan(0);
        assertThat(found.unknown()).isNotEmpty();
    }

    @Test
    void eachMeshIsJudgedByItself() {
        String two = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: one, mesh: m, region: r, zones: [a]}
                  - {name: two, mesh: n, region: r, zones: [a]}
                  - {name: three, mesh: n, region: s, zones: [b], controlPlanes: [q]}
                controlPlanes:
                  - {name: p, cluster: one}
                  - {name: q, cluster: two}
                """;
        Assessment found = assess(two);
        assertThat(found.least()).isZero();
        assertThat(found.why()).isEqualTo("region s has no control plane");
        assertThat(found.parts()).extracting(Part::name).contains("region r of mesh m", "region s of mesh n");
    }

    @Test
    void withoutMeshesThereIsNothingToPlace() {
        assertThat(band("name: t\nclusters: [{name: c}]\n")).isZero();
    }

    @Test
    void aThousandClustersAreJudgedTogether() {
        String clusters = IntStream.range(0, 1_000)
                .mapToObj(i -> "  - {name: c%d, mesh: m, region: r%d, zones: [z%d]}".formatted(i, i % 20, i % 60))
                .collect(Collectors.joining("\n"));
        String planes = IntStream.range(0, 1_000)
                .mapToObj(i -> "  - {name: p%d, cluster: c%d}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        assertThat(band("name: t\nmeshes: [{name: m}]\nclusters:\n%s\ncontrolPlanes:\n%s\n"
                        .formatted(clusters, planes)))
                .isEqualTo(5);
    }

    @Test
    void proposesControlPlanesWhereTheyAreMissing() {
        assertThat(assess(fleet("ra1", "ra2", "rb1", "rb2"))
                        .improvements()
                        .get(0)
                        .summary())
                .isEqualTo("Run a control plane in cluster sa1");
    }
}
