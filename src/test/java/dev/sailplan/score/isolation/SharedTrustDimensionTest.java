package dev.sailplan.score.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Dimensions;
import org.junit.jupiter.api.Test;

class SharedTrustDimensionTest {

    private static final String TWO = """
            name: platform
            meshes:
              - {name: one, trustDomain: %s, certificateAuthority: %s, trustBundles: %s}
              - {name: two, trustDomain: %s, certificateAuthority: %s, trustBundles: %s}
            clusters:
              - {name: north, mesh: one}
              - {name: south, mesh: two}
            controlPlanes:
              - {name: a, cluster: north}
              - {name: b, cluster: south}
            """;

    private static Assessment assess(Object... values) {
        return Dimensions.assess("sharedTrust", TWO.formatted(values));
    }

    @Test
    void oneRootAndTrustDomainMakeIdentitiesOfBothAlike() {
        Assessment found = assess("d", "{root: r}", "[]", "d", "{root: r}", "[]");
        assertThat(found.most()).isZero();
        assertThat(found.why()).isEqualTo("clusters north and south share root r, and a trust domain, d");
        assertThat(found.at()).hasToString("/meshes/0/certificateAuthority");
    }

    @Test
    void anotherTrustDomainTellsThemApart() {
        Assessment found = assess("d", "{root: r}", "[]", "e", "{root: r}", "[]");
        assertThat(found.least()).isEqualTo(1);
        assertThat(found.most()).isEqualTo(1);
    }

    @Test
    void bundlesCountByDirection() {
        assertThat(assess("d", "{root: r}", "[{mesh: two}]", "d", "{root: s}", "[{root: r}]")
                        .most())
                .isEqualTo(2);
        assertThat(assess("d", "{root: r}", "[{mesh: two}]", "d", "{root: s}", "[]")
                        .most())
                .isEqualTo(3);
        assertThat(assess("d", "{root: r}", "[{root: t}]", "d", "{root: s}", "[]")
                        .least())
                .isEqualTo(4);
    }

    @Test
    void rootsThatControlPlanesMakeForThemselvesAreDifferent() {
        assertThat(assess("d", "{type: selfSigned}", "[]", "d", "{type: selfSigned}", "[]")
                        .least())
                .isEqualTo(4);
    }

    @Test
    void anUnknownRootMayBeTheSame() {
        Assessment found = assess("d", "{root: r}", "[]", "d", "{type: pluggedIn}", "[]");
        assertThat(found.least()).isZero();
        assertThat(found.most()).isEqualTo(4);
        assertThat(found.unknown()).extracting(Object::toString).containsExactly("/meshes/1/certificateAuthority/root");
    }

    @Test
    void ownRootsAndTrustDomainsAreProposed() {
        Assessment found = assess("d", "{root: r}", "[]", "d", "{root: r}", "[]");
        assertThat(found.improvements())
                .flatExtracting(improvement -> improvement.change())
                .extracting(PatchOperation::words)
                .containsExactly(
                        "add /meshes/1/certificateAuthority/root \"two-root\"",
                        "add /meshes/1/trustDomain \"two.local\"");
    }
}
