package dev.sailplan.failure;

import static dev.sailplan.failure.SimulatorTest.impact;
import static dev.sailplan.failure.SimulatorTest.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.Cause;
import dev.sailplan.failure.Impact.Frozen;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Topologies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failed links do, worked out by hand. */
class LinkFailuresTest {

    /** East calls the database in west and the cache in south, all read by the control plane in east; links are left out. */
    private static final String FLAT = """
            name: t
            networks: [{name: a}, {name: b}]
            meshes: [{name: m}]
            clusters:
              - {name: east, mesh: m, network: a, dnsProxy: true}
              - {name: west, mesh: m, network: b, dnsProxy: true}
              - {name: south, mesh: m, network: b, dnsProxy: true}
            controlPlanes:
              - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}, {cluster: south}]}
              - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
              - {name: istiod-south, cluster: south, remoteSecrets: []}
            services:
              - {name: db, namespace: x, definedIn: [{cluster: east}, {cluster: west}], workloads: [{cluster: west}]}
              - {name: cache, namespace: x, definedIn: [{cluster: east}, {cluster: south}], workloads: [{cluster: south}]}
              - {name: web, namespace: x, definedIn: [{cluster: east}, {cluster: west}], workloads: [{cluster: east}]}
            traffic:
              - {from: {cluster: east}, to: {service: x/db}}
              - {from: {cluster: east}, to: {service: x/cache}}
              - {from: {cluster: west}, to: {service: x/web}}
            """;

    private static String flat(String links) {
        return FLAT + "links: [" + links + "]\n";
    }

    private static List<Cause> causes(String yaml, String failures) {
        return impact(yaml, failures).frozen().stream().map(Frozen::cause).toList();
    }

    private static final String BOTH_WAYS = "{from: a, to: b}, {from: b, to: a}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            link a->b               | LOST x/db for east 0/1; LOST x/cache for east 0/1
            link b->a               | LOST x/web for west 0/1
            link east->west         | LOST x/db for east 0/1
            link a->west            | LOST x/db for east 0/1
            link east->b            | LOST x/db for east 0/1; LOST x/cache for east 0/1
            link west->east         | LOST x/web for west 0/1
            link south->east        | ''
            link a->a               | ''
            link b->b               | ''
            link west->south        | ''
            """)
    void aLinkThatFailsClosesItsDirectionAlone(String failures, String expected) {
        assertThat(told(flat(BOTH_WAYS), failures)).isEqualTo(expected);
    }

    @Test
    void anEntryOfAClusterBeatsThatOfItsNetwork() {
        String own = flat(BOTH_WAYS + ", {from: east, to: west}");

        assertThat(told(own, "link a->b")).as("west keeps its own link").isEqualTo("LOST x/cache for east 0/1");
        assertThat(told(own, "link east->west")).isEqualTo("LOST x/db for east 0/1");
        assertThat(told(own, "link a->b + link east->west"))
                .isEqualTo("LOST x/db for east 0/1; LOST x/cache for east 0/1");
    }

    @Test
    void entriesOfOneRankAddUp() {
        String ranks = flat("{from: east, to: b}, {from: a, to: west}, {from: b, to: a}");

        assertThat(told(ranks, "link a->west")).as("east->b is as good").isEmpty();
        assertThat(told(ranks, "link east->b")).isEqualTo("LOST x/cache for east 0/1");
        assertThat(told(ranks, "link a->west + link east->b"))
                .isEqualTo("LOST x/db for east 0/1; LOST x/cache for east 0/1");
    }

    @Test
    void aLinkThatLetsNothingThroughIsNoneThatCouldFail() {
        String yaml = flat("{from: a, to: b}, {from: a, to: b, routable: false}, {from: b, to: a, routable: false},"
                + " {from: east, to: south, ports: [443]}");

        assertThat(FailureUnits.of(Topologies.of(yaml)).of(FailureKind.LINK).keySet())
                .containsExactly("a->b", "east->south");
    }

    /** The database is behind two gateways of clusters in network b. */
    private static String gateways(String links) {
        return flat(links)
                .replace("{name: b}", """
                        {name: b, gateways: [
                            {name: g1, cluster: west, addresses: [192.0.2.1]},
                            {name: g2, cluster: south, addresses: [192.0.2.2]},
                            {name: g3, addresses: [192.0.2.3]}]}""")
                .replace("workloads: [{cluster: west}]", "workloads: [{cluster: west, replicas: 2}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            link east->west                     | LOST x/db for east 0/2
            link east->south                    | LOST x/cache for east 0/1
            link a->b                           | LOST x/db for east 0/2; LOST x/cache for east 0/1
            link a->b + gateway g3              | LOST x/db for east 0/2; LOST x/cache for east 0/1
            """)
    void aGatewayBehindTheLinkIsNoUse(String failures, String expected) {
        assertThat(told(gateways(""), failures)).isEqualTo(expected);
    }

    @Test
    void ofSeveralGatewaysOneThatIsReachedIsEnough() {
        String shared = gateways("").replace("{name: g1, cluster: west, ", "{name: g1, cluster: south, ");

        assertThat(told(shared, "gateway g1")).isEmpty();
        assertThat(told(shared, "link east->south"))
                .as("g1 and g2 are out of reach, and g3 is in no cluster")
                .isEqualTo("LOST x/cache for east 0/1");
        assertThat(told(shared, "link east->south + gateway g3"))
                .isEqualTo("LOST x/db for east 0/2; LOST x/cache for east 0/1");
    }

    /** West is read by the control plane of north, which is on a network of its own and no caller. */
    private static final String READER = """
            name: t
            networks: [{name: a, gateways: []}, {name: n, gateways: []}]
            meshes: [{name: m}]
            clusters:
              - {name: north, mesh: m, network: n, dnsProxy: true}
              - {name: east, mesh: m, network: a, dnsProxy: true, controlPlanes: [istiod]}
              - {name: west, mesh: m, network: a, dnsProxy: true, controlPlanes: [istiod]}
            controlPlanes:
              - name: istiod
                cluster: north
                address: {value: istiod.example, kind: dnsName}
                remoteSecrets: [{cluster: east}, {cluster: west}]
            services: [{name: db, namespace: x, definedIn: [{cluster: east}], workloads: [{cluster: east}, {cluster: west}]}]
            traffic: [{from: {cluster: east}, to: {service: x/db}}]
            """;

    @Test
    void aControlPlaneThatDoesNotReachAnApiServerKeepsWhatItHasRead() {
        assertThat(told(READER, "link north->west")).isEqualTo("frozen west");
        assertThat(causes(READER, "link north->west")).containsExactly(Cause.UNREAD);
        assertThat(told(READER, "link n->a")).isEqualTo("frozen east; frozen west");
        assertThat(told(READER, "apiServer west"))
                .as("the failure of the API server itself is as bad")
                .isEqualTo("frozen west");
    }

    @Test
    void aControlPlaneThatNeverReachedAnApiServerDoesNotKnowWhatIsThere() {
        String closed = READER + "links: [{from: north, to: west, routable: false}]\n";

        assertThat(told(READER, "cluster west")).isEqualTo("DEGRADED x/db for east 1/2");
        assertThat(told(closed, "cluster west")).isEmpty();
    }

    @Test
    void proxiesKeepWhatAControlPlaneToldThemThatIsDownAndReadsNothing() {
        assertThat(told(READER, "controlPlane istiod + link n->a")).isEqualTo("frozen east; frozen north; frozen west");
        assertThat(causes(READER, "controlPlane istiod + link north->west")).containsOnly(Cause.CONTROL_PLANE);
    }

    @Test
    void proxiesThatReachNoControlPlaneAreFrozen() {
        assertThat(told(READER, "link east->north")).isEqualTo("frozen east");
        assertThat(told(READER, "link a->n")).isEqualTo("frozen east; frozen west");
        assertThat(causes(READER, "link a->n")).containsExactly(Cause.CUT_OFF, Cause.CUT_OFF);
    }

    @Test
    void aControlPlaneThatIsReachedTakesOver() {
        String two = READER.replace("[istiod]", "[istiod, local]")
                .replace("controlPlanes:\n  - name", "controlPlanes:\n  - {name: local, cluster: east}\n  - name");

        assertThat(told(two, "link east->north"))
                .as("the other one does not read west")
                .isEqualTo("DEGRADED x/db for east 1/2; east by local instead of istiod");
        assertThat(told(two, "link east->north + controlPlane local")).isEqualTo("frozen east");
    }

    @Test
    void whereItWasNeverReachedNothingIsCutOff() {
        String internal = READER.replace("kind: dnsName", "kind: clusterIp");

        assertThat(told(internal, "link a->n")).isEmpty();
    }

    @Test
    void anExternalControlPlaneNeedsTheApiServerOfItsConfiguration() {
        String yaml = """
                name: t
                networks: [{name: a, gateways: []}, {name: h, gateways: []}]
                meshes: [{name: m}]
                clusters:
                  - {name: host, network: h}
                  - {name: work, mesh: m, network: a, controlPlanes: [out]}
                controlPlanes:
                  - {name: out, cluster: host, mesh: m, configCluster: work, address: {kind: publicLoadBalancer}}
                """;

        assertThat(told(yaml, "link h->a")).isEqualTo("frozen work");
        assertThat(causes(yaml, "link host->work")).containsExactly(Cause.UNCONFIGURED);
        assertThat(causes(yaml, "link work->host")).containsExactly(Cause.CUT_OFF);
    }

    @Test
    void aNameStaysKnownWithoutTheClusterThatDefinesTheService() {
        String elsewhere = READER.replace("definedIn: [{cluster: east}]", "definedIn: [{cluster: west}]");

        assertThat(told(elsewhere, "link north->west")).isEqualTo("frozen west");
    }

    @Test
    void linksAreAmongTheSmallestSets() {
        String yaml = flat("{from: a, to: b}, {from: east, to: west}")
                .replace("traffic:\n", "traffic:\n  - {from: {cluster: east}, to: {service: x/both}}\n")
                .replace(
                        "services:\n",
                        "services:\n  - {name: both, namespace: x, definedIn: [{cluster: east}],"
                                + " workloads: [{cluster: west}, {cluster: south}]}\n");
        Reachability reachability = Reachability.of(Topologies.of(yaml));

        assertThat(CutSets.of(reachability, reachability.topology().services().get(0), 2))
                .extracting(cut -> FailureOrder.ordered(cut).toString().replaceAll("Failure|kind=|name=", ""))
                .containsExactlyInAnyOrder(
                        "[[cluster, west], [cluster, south]]"
                                .replace("west], [cluster, south", "south], [cluster, west"),
                        "[[cluster, west], [link, a->b]]",
                        "[[cluster, south], [link, east->west]]",
                        "[[link, a->b], [link, east->west]]");
    }
}
