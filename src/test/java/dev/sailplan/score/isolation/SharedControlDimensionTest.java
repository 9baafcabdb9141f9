package dev.sailplan.score.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Dimensions;
import org.junit.jupiter.api.Test;

class SharedControlDimensionTest {

    private static final String TWO = """
            name: platform
            meshes: [{name: platform}]
            clusters:
              - {name: hub}
              - {name: north, mesh: platform, controlPlanes: [%s]}
              - {name: south, mesh: platform, controlPlanes: [%s]}
            controlPlanes:
              - {name: a, cluster: %s, mesh: platform, configCluster: north, remoteSecrets: %s}
              - {name: b, cluster: %s, mesh: platform, configCluster: south, remoteSecrets: %s}
            """;

    private static Assessment assess(Object... values) {
        return Dimensions.assess("sharedControl", TWO.formatted(values));
    }

    @Test
    void oneControlPlaneForBothIsTheLeast() {
        Assessment found = assess("a", "a", "north", "[]", "south", "[]");
        assertThat(found.most()).isZero();
        assertThat(found.why()).isEqualTo("control plane a configures both of clusters north and south");
        assertThat(found.at()).hasToString("/controlPlanes/0");
    }

    @Test
    void controlPlanesInOneClusterAreReachedByWhoeverReachesThat() {
        Assessment found = assess("a", "b", "hub", "[]", "hub", "[]");
        assertThat(found.least()).isEqualTo(1);
        assertThat(found.most()).isEqualTo(1);
        assertThat(found.at()).hasToString("/clusters/0");
    }

    @Test
    void credentialsCountByDirection() {
        assertThat(assess("a", "b", "north", "[{cluster: south}]", "south", "[{cluster: north}]")
                        .most())
                .isEqualTo(1);
        Assessment oneWay = assess("a", "b", "north", "[{cluster: south}]", "south", "[]");
        assertThat(oneWay.least()).isEqualTo(2);
        assertThat(oneWay.at()).hasToString("/controlPlanes/0/remoteSecrets/0");
        assertThat(assess("a", "b", "north", "[]", "south", "[]").least()).isEqualTo(3);
    }

    @Test
    void unknownCredentialsLeaveTheBandOpen() {
        Assessment found = Dimensions.assess(
                "sharedControl",
                TWO.formatted("a", "b", "north", "[]", "south", "[]").replace("south, remoteSecrets: []", "south"));
        assertThat(found.least()).isEqualTo(2);
        assertThat(found.most()).isEqualTo(3);
        assertThat(found.unknown()).extracting(Object::toString).containsExactly("/controlPlanes/1/remoteSecrets");
    }

    @Test
    void removingTheCredentialsIsProposed() {
        Assessment found = assess("a", "b", "north", "[{cluster: south}]", "south", "[{cluster: north}]");
        assertThat(found.improvements())
                .flatExtracting(improvement -> improvement.change())
                .extracting(PatchOperation::words)
                .containsExactly("remove /controlPlanes/1/remoteSecrets/0", "remove /controlPlanes/0/remoteSecrets/0");
    }
}
