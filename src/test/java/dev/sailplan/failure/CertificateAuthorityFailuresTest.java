package dev.sailplan.failure;

import static dev.sailplan.failure.SimulatorTest.impact;
import static dev.sailplan.failure.SimulatorTest.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.Cause;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.topology.Topologies;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expired roots do, worked out by hand. */
class CertificateAuthorityFailuresTest {

    /** North calls south on one network; the mesh signs with one root. */
    private static final String ONE_ROOT = """
            name: t
            networks: [{name: vpc}]
            meshes: [{name: m, certificateAuthority: {root: r1, type: pluggedIn}, trustBundles: [{root: r1}, {root: r2}]}]
            clusters:
              - {name: north, mesh: m, network: vpc, dnsProxy: true}
              - {name: south, mesh: m, network: vpc, dnsProxy: true}
            controlPlanes:
              - {name: p, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: q, cluster: south, remoteSecrets: []}
            services:
              - {name: db, namespace: x, workloads: [{cluster: north}, {cluster: south}]}
              - {name: bare, namespace: x, workloads: [{cluster: south, proxy: none}]}
              - {name: open, namespace: x, clientTls: DISABLE, workloads: [{cluster: south}]}
              - {name: off, namespace: x, workloads: [{cluster: south, mtls: DISABLE}]}
            traffic: [{from: {cluster: north}, to: {namespace: x}}]
            """;

    /** South has a root of its own, and both are trusted everywhere. */
    private static final String TWO_ROOTS = ONE_ROOT.replace(
            "{name: south, mesh: m,", "{name: south, mesh: m, certificateAuthority: {root: r2, type: pluggedIn},");

    @Test
    void callsWithMutualTlsAreRefusedAndThoseInPlainTextGoOn() {
        assertThat(told(ONE_ROOT, "certificateAuthority r1"))
                .isEqualTo("LOST x/db for north 0/2; frozen north; frozen south");
        assertThat(impact(ONE_ROOT, "certificateAuthority r1").frozen())
                .extracting(Impact.Frozen::cause)
                .containsOnly(Cause.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            certificateAuthority r1                           | LOST x/db for north 0/2; frozen north
            certificateAuthority r2                           | DEGRADED x/db for north 1/2; frozen south
            certificateAuthority r2 + cluster north           | frozen south
            certificateAuthority r1 + controlPlane q          | LOST x/db for north 0/2; frozen north; frozen south
            """)
    void eachSideNeedsACertificateThatIsValid(String failures, String expected) {
        assertThat(told(TWO_ROOTS, failures)).isEqualTo(expected);
    }

    @Test
    void aRootOfAClusterWhoseControlPlaneRunsElsewhereSignsNothing() {
        String remote = TWO_ROOTS.replace(
                "dnsProxy: true}\ncontrolPlanes", "dnsProxy: true, controlPlanes: [p]}\ncontrolPlanes");

        assertThat(told(remote, "certificateAuthority r2")).isEmpty();
        assertThat(told(remote, "certificateAuthority r1"))
                .isEqualTo("LOST x/db for north 0/2; frozen north; frozen south");
    }

    @Test
    void selfSignedRootsAreNamedByWhereTheyAreSigned() {
        String own = ONE_ROOT.replace("{root: r1, type: pluggedIn}", "{type: selfSigned}");

        assertThat(FailureUnits.of(Topologies.of(own))
                        .of(FailureKind.CERTIFICATE_AUTHORITY)
                        .keySet())
                .containsExactly("north/istio-system", "south/istio-system");
        assertThat(told(own, "certificateAuthority south/istio-system"))
                .as("calls to south never worked")
                .isEqualTo("frozen south");
        assertThat(told(own, "certificateAuthority north/istio-system"))
                .isEqualTo("LOST x/db for north 0/1; frozen north");
    }

    @Test
    void aRootThatIsNotKnownCannotFail() {
        for (String authority : new String[] {"", "certificateAuthority: {type: external}, "}) {
            String unknown = ONE_ROOT.replace("certificateAuthority: {root: r1, type: pluggedIn}, ", authority);
            assertThat(FailureUnits.of(Topologies.of(unknown)).of(FailureKind.CERTIFICATE_AUTHORITY))
                    .isEmpty();
        }
    }

    @Test
    void itIsNotCertainThatCallsWithUnknownRootsSurviveAnyAuthority() {
        Set<FailureKind> kinds = Set.of(FailureKind.CERTIFICATE_AUTHORITY);
        String read = ONE_ROOT.replace("networks: [{name: vpc}]", "networks: [{name: vpc, gateways: []}]")
                .replace("dnsProxy: true", "dnsProxy: true, apiServer: {reachableFrom: [\"*\"]}")
                .replace(
                        "remoteSecrets: [{cluster: south}]",
                        "remoteSecrets: [{cluster: south, server: \"https://api.example\"}]");
        String common = read.replace("{root: r1, type: pluggedIn}", "{type: pluggedIn}");
        Reachability unknown = Reachability.of(Topologies.of(common));
        Endurance db = new Endurance(unknown, unknown.topology().services().get(0));
        Endurance bare = new Endurance(unknown, unknown.topology().services().get(1));

        assertThat(db.threat(kinds, 1)).isPresent();
        assertThat(db.loss(kinds, 1)).isEmpty();
        assertThat(bare.threat(kinds, 1)).isEmpty();

        Reachability known = Reachability.of(Topologies.of(read));
        assertThat(new Endurance(known, known.topology().services().get(0)).loss(kinds, 1))
                .isPresent();
    }

    @Test
    void ambientClientsSpeakMutualTlsToWhateverHasAProxy() {
        String ambient = ONE_ROOT.replace("meshes: [{name: m, ", "meshes: [{name: m, dataPlane: ambient, ")
                .replace("{name: db, ", "{name: db, scope: mesh, ")
                .replace("{name: bare, ", "{name: bare, scope: mesh, ")
                .replace("{name: open, ", "{name: open, scope: mesh, ")
                .replace("{name: off, ", "{name: off, scope: mesh, ");

        assertThat(told(ambient, "certificateAuthority r1"))
                .isEqualTo("LOST x/db for north 0/2; LOST x/open for north 0/1; LOST x/off for north 0/1;"
                        + " frozen north; frozen south");
    }

    @Test
    void aViewSaysThatTheRootIsNotTrusted() {
        Reachability reachability = Reachability.of(Topologies.of(TWO_ROOTS));
        EndpointView view = reachability.view(
                Client.of(reachability.topology().clusters().get(0)),
                reachability.topology().services().get(0),
                null,
                Set.of(new Failure(FailureKind.CERTIFICATE_AUTHORITY, "r2")));

        assertThat(view.endpoints())
                .extracting(endpoint -> endpoint.reasons().contains(Reason.ROOT_NOT_TRUSTED))
                .containsExactly(false, true);
        assertThat(view.dropped()).isEmpty();
    }

    @Test
    void anyLossByRootsIsAmongTheSmallestSets() {
        String elsewhere = TWO_ROOTS.replace(
                "{name: db, namespace: x, workloads: [{cluster: north}, {cluster: south}]}",
                "{name: db, namespace: x, workloads: [{cluster: north, proxy: none, zone: z}, {cluster: south}]}");
        Reachability reachability = Reachability.of(Topologies.of(elsewhere));

        assertThat(CutSets.of(reachability, reachability.topology().services().get(0), 2)
                        .toString())
                .contains("certificateAuthority", "r1", "r2");
    }

    @Test
    void whatOnlyTheNextControlPlaneKnowsIsRefusedAsWell() {
        String takenOver = TWO_ROOTS
                .replace("{name: north, ", "{name: north, controlPlanes: [p, q], ")
                .replace("remoteSecrets: [{cluster: south}]", "remoteSecrets: []")
                .replace("cluster: south, remoteSecrets: []", "cluster: south, remoteSecrets: [{cluster: north}]");

        assertThat(told(takenOver, "controlPlane p + certificateAuthority r1")).startsWith("LOST x/db for north 0/1");
        assertThat(told(takenOver, "controlPlane p + certificateAuthority r2 + cluster south"))
                .doesNotContain("x/db");
        assertThat(told(takenOver, "controlPlane p + certificateAuthority r2")).doesNotContain("LOST x/db");
    }
}
