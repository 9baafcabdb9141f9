package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.ConsumerImpact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Topologies;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failures do to deployments small enough to be judged by hand. */
class SimulatorTest {

    /** Two clusters of one network in two regions: north in one zone, south in two. */
    private static final String PAIR = """
            name: t
            networks: [{name: vpc}]
            meshes: [{name: m}]
            clusters:
              - {name: north, mesh: m, network: vpc, region: r1, zones: [n1], dnsProxy: true}
              - {name: south, mesh: m, network: vpc, region: r2, zones: [s1, s2], dnsProxy: true}
            """;

    /** Each has its own control plane, which reads the other cluster. */
    private static final String MULTI_PRIMARY = """
            controlPlanes:
              - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
            """;

    private static final String DB_IN_SOUTH = """
            services: [{name: db, namespace: stock, workloads: [{cluster: south, zone: s1, replicas: 2}, {cluster: south, zone: s2}]}]
            traffic: [{from: {cluster: north}, to: {service: stock/db}}]
            """;

    /** A failure as it is written here: {@code zone n1}. */
    private static Failure failure(String written) {
        String[] words = written.split(" ", 2);
        FailureKind kind = Stream.of(FailureKind.values())
                .filter(each -> each.toString().equals(words[0]))
                .findFirst()
                .orElseThrow();
        return new Failure(kind, words[1]);
    }

    private static Set<Failure> failures(String written) {
        Set<Failure> failures = new LinkedHashSet<>();
        Arrays.stream(written.split(" \\+ ")).map(SimulatorTest::failure).forEach(failures::add);
        return failures;
    }

    static Impact impact(String yaml, String failures) {
        return impact(yaml, failures, Listing.ALL);
    }

    private static Impact impact(String yaml, String failures, Listing most) {
        return new Simulator(Reachability.of(Topologies.of(yaml)))
                .impacts(List.of(failures(failures)), most, Progress.UNWATCHED)
                .get(0);
    }

    /** What failures do, in words: {@code LOST stock/db for north 0/3; frozen north; south by p instead of q}. */
    private static String told(Impact impact) {
        Stream<String> effects = Arrays.stream(Effect.values())
                .flatMap(effect -> impact.services(effect).stream().map(service -> effect + " " + told(service)));
        Stream<String> frozen =
                impact.frozen().stream().map(each -> "frozen " + each.cluster().name());
        Stream<String> takeovers = impact.takeovers().stream()
                .map(each -> each.cluster().name() + " by " + each.to().name() + " instead of "
                        + each.from().name());
        return String.join(
                "; ",
                Stream.of(effects, frozen, takeovers).flatMap(each -> each).toList());
    }

    private static String told(ServiceImpact impact) {
        return impact.service().name()
                + String.join(
                        ",",
                        impact.consumers().stream().map(SimulatorTest::told).toList());
    }

    private static String told(ConsumerImpact consumer) {
        String to = consumer.to().isEmpty() ? "" : " to " + consumer.to();
        return " for " + consumer.client().name() + " " + consumer.remaining() + "/" + consumer.of() + to;
    }

    static String told(String yaml, String failures) {
        return told(impact(yaml, failures));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zone s1                    | DEGRADED stock/db for north 1/3
            zone s2                    | DEGRADED stock/db for north 2/3
            zone s1 + zone s2          | LOST stock/db for north 0/3
            region r2                  | LOST stock/db for north 0/3
            cluster south              | LOST stock/db for north 0/3
            zone n1                    | ''
            region r1                  | ''
            cluster north              | ''
            zone n1 + zone s1          | ''
            zone n1 + zone s1 + zone s2 | LOST stock/db
            cluster north + region r2  | LOST stock/db
            region r2 + zone s1        | LOST stock/db for north 0/3
            """)
    void zonesRegionsAndClustersTakeWhatRunsInThem(String failures, String expected) {
        assertThat(told(PAIR + MULTI_PRIMARY + DB_IN_SOUTH, failures)).isEqualTo(expected);
    }

    @Test
    void whatRunsInSeveralZonesIsDownWhenAllAreAndKnowsNoOther() {
        String anywhere = DB_IN_SOUTH.replace(", zone: s1, replicas: 2}, {cluster: south, zone: s2}", "}");

        assertThat(told(PAIR + MULTI_PRIMARY + anywhere, "zone s1")).isEmpty();
        assertThat(told(PAIR + MULTI_PRIMARY + anywhere, "zone s1 + zone s2")).isEqualTo("LOST stock/db for north 0/1");
    }

    /** The database is on another network, behind two gateways in different zones. */
    private static String behindGateways(String more) {
        return """
                name: t
                networks:
                  - {name: a}
                  - name: b
                    gateways:
                      - {name: g1, cluster: west, zones: [w1], addresses: [192.0.2.1%1$s]}
                      - {name: g2, cluster: west, zones: [w2], addresses: [192.0.2.2%1$s]}
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, region: r1, zones: [e1], dnsProxy: true}
                  - {name: west, mesh: m, network: b, region: r2, zones: [w1, w2], dnsProxy: true}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services: [{name: db, namespace: stock, workloads: [{cluster: west, replicas: 4}]}]
                traffic: [{from: {cluster: east}, to: {service: stock/db}}]
                """.formatted(more);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway g1                 | ''
            gateway g2                 | ''
            zone w1                    | ''
            gateway g1 + gateway g2    | LOST stock/db for east 0/4
            gateway g1 + zone w2       | LOST stock/db for east 0/4
            network b                  | LOST stock/db for east 0/4
            network a                  | ''
            apiServer west             | frozen west
            apiServer east             | frozen east
            controlPlane istiod-east   | frozen east
            """)
    void aGatewayIsMissedOnlyIfThereIsNoOther(String failures, String expected) {
        assertThat(told(behindGateways(""), failures)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway g1                 | ''
            gateway g1 + gateway g2    | LOST stock/db for east 0/4
            """)
    void gatewaysOfBothIpFamiliesAreTheSameGateway(String failures, String expected) {
        String both = behindGateways(", \"2001:db8::1\"").replace("192.0.2.2, \"2001:db8::1\"", "192.0.2.2");

        assertThat(told(both, failures)).isEqualTo(expected);
    }

    @Test
    void aGatewayOfTheOtherIpFamilyIsNoReplacement() {
        String yaml = behindGateways("")
                .replace("192.0.2.2", "\"2001:db8::2\"")
                .replace("dnsProxy: true", "dnsProxy: true, podCidrs: [10.0.0.0/16]");

        assertThat(told(yaml, "gateway g1")).isEqualTo("LOST stock/db for east 0/4");
        assertThat(told(yaml, "gateway g2")).isEmpty();
    }

    /** One region over three, with a failover that is stated: where calls go, and how many endpoints are left for them. */
    private static String failover(String locality) {
        return """
                name: t
                networks: [{name: vpc}]
                meshes: [{name: m}]
                clusters:
                  - {name: c1, mesh: m, network: vpc, region: r1, zones: [z1], dnsProxy: true}
                  - {name: c2, mesh: m, network: vpc, region: r2, zones: [z2], dnsProxy: true}
                  - {name: c3, mesh: m, network: vpc, region: r3, zones: [z3], dnsProxy: true}
                controlPlanes:
                  - {name: p1, cluster: c1, remoteSecrets: [{cluster: c2}, {cluster: c3}]}
                  - {name: p2, cluster: c2, remoteSecrets: []}
                  - {name: p3, cluster: c3, remoteSecrets: []}
                services:
                  - name: db
                    namespace: stock
                    locality: %s
                    workloads: [{cluster: c1, zone: x, replicas: 1}, {cluster: c2, replicas: 2}, {cluster: c3, replicas: 3}]
                traffic: [{from: {cluster: c1}, to: {service: stock/db}}]
                """.formatted(locality);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {outlierDetection: true, failover: [{from: r1, to: r3}]} | zone x                 | FAILED_OVER stock/db for c1 5/6 to [r3/z3]
            {outlierDetection: true, failover: [{from: r1, to: r2}]} | zone x                 | FAILED_OVER stock/db for c1 5/6 to [r2/z2]
            {outlierDetection: true, failover: [{from: r1, to: r2}]} | zone x + region r2     | FAILED_OVER stock/db for c1 3/6 to [r3/z3]
            {outlierDetection: true, failover: [{from: r1, to: r2}]} | region r2              | DEGRADED stock/db for c1 4/6
            {outlierDetection: true, failover: [{from: r1, to: r2}]} | zone x + zone z2 + cluster c3 | LOST stock/db for c1 0/6
            {outlierDetection: true}                                 | zone x                 | FAILED_OVER stock/db for c1 5/6 to [r2/z2, r3/z3]
            {failover: [{from: r1, to: r3}]}                         | zone x                 | DEGRADED stock/db for c1 5/6
            {outlierDetection: true, enabled: false}                 | zone x                 | DEGRADED stock/db for c1 5/6
            """)
    void callsFailOverOnlyAsTheSettingsSay(String locality, String failures, String expected) {
        assertThat(told(failover(locality), failures)).isEqualTo(expected);
    }

    /** Cluster app has no control plane of its own: near does it first, then far, which may not read the database's cluster. */
    private static String remotes(String secretsOfFar, String list) {
        return """
                name: t
                networks: [{name: vpc}]
                meshes: [{name: m}]
                clusters:
                  - {name: one, mesh: m, network: vpc, region: r1, zones: [z1], dnsProxy: true}
                  - {name: two, mesh: m, network: vpc, region: r2, zones: [z2], dnsProxy: true}
                  - {name: data, mesh: m, network: vpc, region: r3, zones: [z3], controlPlanes: [far]}
                  - {name: app, mesh: m, network: vpc, region: r4, zones: [z4], dnsProxy: true, controlPlanes: [%2$s]}
                controlPlanes:
                  - {name: near, cluster: one, remoteSecrets: [{cluster: app}, {cluster: data}]}
                  - {name: far, cluster: two, remoteSecrets: [{cluster: app}%1$s]}
                services: [{name: db, namespace: stock, workloads: [{cluster: data}]}]
                traffic: [{from: {cluster: app}, to: {service: stock/db}}]
                """.formatted(secretsOfFar, list);
    }

    private static final String READS_DATA = ", {cluster: data}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            near      | controlPlane near                    | frozen app; frozen one
            near      | cluster one                          | frozen app
            near, far | controlPlane near                    | frozen one; app by far instead of near
            near, far | zone z1                              | app by far instead of near
            near, far | controlPlane far                     | frozen data; frozen two
            near, far | controlPlane near + controlPlane far | frozen app; frozen data; frozen one; frozen two
            near, far | controlPlane near + apiServer two    | frozen app; frozen data; frozen one; frozen two; app by far instead of near
            near, far | apiServer one                        | frozen app; frozen one
            near, far | apiServer app                        | frozen app
            """)
    void aClusterIsFrozenUnlessTheNextOfItsControlPlanesTakesOver(String list, String failures, String expected) {
        assertThat(told(remotes(READS_DATA, list), failures)).isEqualTo(expected);
    }

    @Test
    void aControlPlaneThatDiscoversLessLosesWhatItDoesNotKnowWhenItTakesOver() {
        String blind = remotes("", "near, far");

        assertThat(told(blind, "controlPlane near"))
                .isEqualTo("LOST stock/db for app 0/1; frozen one; app by far instead of near");
        assertThat(told(blind, "controlPlane near + controlPlane far"))
                .as("nobody takes over, and proxies keep what they know")
                .startsWith("frozen app");
        assertThat(told(remotes("", "near"), "controlPlane near")).isEqualTo("frozen app; frozen one");
    }

    @Test
    void managedControlPlanesFailWithTheirZonesAndByName() {
        String yaml = PAIR.replace("dnsProxy: true", "dnsProxy: true, controlPlanes: [cloud]") + """
                controlPlanes: [{name: cloud, mesh: m, configCluster: north, zones: [v1, v2], remoteSecrets: [{cluster: south}]}]
                """ + DB_IN_SOUTH;

        assertThat(told(yaml, "controlPlane cloud")).isEqualTo("frozen north; frozen south");
        assertThat(told(yaml, "zone v1")).isEmpty();
        assertThat(told(yaml, "zone v1 + zone v2")).isEqualTo("frozen north; frozen south");
        assertThat(told(yaml, "apiServer north")).isEqualTo("frozen north; frozen south");
        assertThat(told(yaml, "cluster north"))
                .as("its API server, which holds the configuration, is down with it")
                .isEqualTo("frozen south");
    }

    @Test
    void externalControlPlanesFailWithTheirHostWhichIsInNoMesh() {
        String yaml = """
                name: t
                networks: [{name: vpc}]
                meshes: [{name: m}]
                clusters:
                  - {name: host, network: vpc, zones: [h1]}
                  - {name: work, mesh: m, network: vpc, zones: [w1], controlPlanes: [out]}
                controlPlanes: [{name: out, cluster: host, mesh: m, configCluster: work}]
                services: [{name: db, namespace: stock, workloads: [{cluster: work}]}]
                traffic: [{from: {cluster: work}, to: {service: stock/db}}]
                """;

        assertThat(told(yaml, "cluster host")).isEqualTo("frozen work");
        assertThat(told(yaml, "zone h1")).isEqualTo("frozen work");
        assertThat(told(yaml, "apiServer host")).isEmpty();
        assertThat(told(yaml, "apiServer work")).isEqualTo("frozen work");
    }

    @Test
    void severalMeshesAreJudgedEachByItself() {
        String yaml = """
                name: t
                networks: [{name: vpc}]
                meshes: [{name: m1}, {name: m2}]
                clusters:
                  - {name: one, mesh: m1, network: vpc, zones: [z]}
                  - {name: two, mesh: m2, network: vpc, zones: [y]}
                controlPlanes: [{name: p1, cluster: one}, {name: p2, cluster: two}]
                services:
                  - {name: db, namespace: stock, mesh: m1, workloads: [{cluster: one, zone: z}, {cluster: one, zone: x}]}
                  - {name: db, namespace: stock, mesh: m2, workloads: [{cluster: two}]}
                """;

        Impact impact = impact(yaml, "zone x");
        assertThat(told(impact)).isEqualTo("DEGRADED m1/stock/db for one 1/2");
        assertThat(told(yaml, "controlPlane p2")).isEqualTo("frozen two");
    }

    @Test
    void whatIsInUnknownPlacesSurvivesAndWhatNeverWorkedIsNotLost() {
        String nowhere = PAIR.replace(", region: r2, zones: [s1, s2]", "")
                + MULTI_PRIMARY
                + DB_IN_SOUTH.replace(", zone: s1, replicas: 2}, {cluster: south, zone: s2}", "}");
        assertThat(told(nowhere, "zone n1 + region r1")).isEmpty();
        assertThat(told(nowhere, "cluster south")).isEqualTo("LOST stock/db for north 0/1");

        String unread =
                (PAIR + MULTI_PRIMARY + DB_IN_SOUTH).replace("remoteSecrets: [{cluster: south}]", "remoteSecrets: []");
        assertThat(told(unread, "cluster south")).isEmpty();
    }

    @Test
    void withoutWorkloadsConsumersOrServicesNothingIsLost() {
        String unknown = "services: [{name: db, namespace: stock}]\n";
        String unused = DB_IN_SOUTH
                .replace("to: {service: stock/db}", "to: {service: stock/web}")
                .replace("services: [", "services: [{name: web, namespace: stock, workloads: []}, ");

        for (String services : List.of("", unknown, unused)) {
            assertThat(told(PAIR + MULTI_PRIMARY + services, "cluster south"))
                    .as(services)
                    .isEmpty();
        }
    }

    @Test
    void whoOnlyCallsAClusterThatIsDownIsLostForIt() {
        String yaml = PAIR + MULTI_PRIMARY + """
                services: [{name: db, namespace: stock, workloads: [{cluster: north}, {cluster: south}]}]
                traffic: [{from: {cluster: north}, to: {cluster: south}}]
                """;

        assertThat(told(yaml, "cluster south")).isEqualTo("LOST stock/db for north 0/1");
        assertThat(told(yaml, "cluster north")).isEmpty();
    }

    @Test
    void whatIsNotListedIsCounted() {
        String yaml = PAIR + MULTI_PRIMARY + """
                services:
                  - {name: a, namespace: x, workloads: [{cluster: south}]}
                  - {name: b, namespace: x, workloads: [{cluster: south}]}
                traffic:
                  - {from: {cluster: north}, to: {namespace: x}}
                """;

        Impact impact = impact(yaml, "cluster south", new Listing(1, 0));
        assertThat(impact.count(Effect.LOST)).isEqualTo(2);
        assertThat(impact.services(Effect.LOST)).singleElement().satisfies(only -> {
            assertThat(only.service().name()).isEqualTo("x/a");
            assertThat(only.consumers()).isEmpty();
            assertThat(only.omitted()).isEqualTo(1);
        });
        assertThat(impact.isHarmless()).isFalse();
    }

    @Test
    void setsAreAnsweredInTheOrderTheyWereAskedInAndTheSameOnesAlike() {
        Simulator simulator = new Simulator(Reachability.of(Topologies.of(PAIR + MULTI_PRIMARY + DB_IN_SOUTH)));
        List<Set<Failure>> sets =
                List.of(failures("cluster south"), failures("zone n1"), failures("cluster south"), failures("zone s1"));

        assertThat(simulator.impacts(sets, Listing.ALL, Progress.UNWATCHED))
                .extracting(SimulatorTest::told)
                .containsExactly(
                        "LOST stock/db for north 0/3",
                        "",
                        "LOST stock/db for north 0/3",
                        "DEGRADED stock/db for north 1/3");
    }

    @Test
    void everythingThatIsNamedCanFail() {
        Simulator simulator = new Simulator(Reachability.of(Topologies.of(behindGateways(""))));

        assertThat(simulator.units())
                .containsEntry(FailureKind.ZONE, 3)
                .containsEntry(FailureKind.REGION, 2)
                .containsEntry(FailureKind.CLUSTER, 2)
                .containsEntry(FailureKind.NETWORK, 2)
                .containsEntry(FailureKind.GATEWAY, 2)
                .containsEntry(FailureKind.CONTROL_PLANE, 2)
                .containsEntry(FailureKind.API_SERVER, 2);
        assertThat(simulator.singles(Listing.ALL, Progress.UNWATCHED))
                .hasSize(15)
                .filteredOn(impact -> !impact.isHarmless())
                .extracting(impact -> impact.failures() + " " + told(impact))
                .hasSize(7);
    }

    @Test
    void aClusterThatAlsoCallsTheEndpointsOfOneClusterLosesThoseCallsAlone() {
        String yaml = PAIR + MULTI_PRIMARY + """
                services: [{name: db, namespace: stock, workloads: [{cluster: north}, {cluster: south}]}]
                traffic:
                  - {from: {cluster: north}, to: {service: stock/db}}
                  - {from: {cluster: north}, to: {service: stock/db, cluster: south}}
                """;

        assertThat(told(yaml, "region r2")).isEqualTo("LOST stock/db for north 0/1; DEGRADED stock/db for north 1/2");
    }
}
