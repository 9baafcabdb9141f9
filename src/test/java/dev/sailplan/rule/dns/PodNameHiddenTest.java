package dev.sailplan.rule.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodNameHiddenTest {

    private static final String HEADLESS = "headless: true";

    private final RuleTester tester = RuleTester.of("DNS003");

    /** A service of a mesh with clusters east and west on network a, and south on network b. */
    private static String with(String service, String... workloads) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: a}
                  - {name: south, mesh: m, network: b}
                services:
                  - name: db
                    namespace: shop
                    %s
                    workloads:
                      - %s
                """.formatted(service, String.join("\n      - ", workloads));
    }

    private static String in(String cluster, String statefulSet) {
        return "{cluster: " + cluster + ", statefulSet: " + statefulSet + "}";
    }

    private static String broken(String cluster, String statefulSet) {
        return in(cluster, statefulSet) + "  # DNS003";
    }

    @Test
    void findsPodNamesThatTwoClustersOfANetworkShare() {
        Finding finding = tester.finding(with(HEADLESS, broken("west", "db"), broken("east", "db")));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("clusters", "Clusters east and west")
                .containsEntry("network", "network a")
                .containsEntry("statefulSet", "db")
                .containsEntry("service", "shop/db");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/workloads/1/statefulSet", "/services/0/workloads/0/statefulSet");
    }

    @Test
    void clustersThatAreMeantToBeSeparateMayShareNames() {
        String there = "{from: {cluster: west}, to: {cluster: east}, expect: blocked}";
        String back = "{from: {cluster: east}, to: {cluster: west}, expect: blocked}";

        tester.holds(with(HEADLESS, in("west", "db"), in("east", "db")) + "traffic: [" + there + ", " + back + "]\n");
        tester.finding(with(HEADLESS, broken("west", "db"), broken("east", "db")) + "traffic: [" + there + "]\n");
    }

    @Test
    void namesOfTheirOwnHold() {
        tester.holds(with(HEADLESS, in("west", "db-west"), in("east", "db-east")));
    }

    @Test
    void oneStatefulSetOfOneClusterMayBeSplitInTheDocument() {
        tester.holds(with(HEADLESS, in("west", "db"), in("west", "db")));
        tester.finding(with(HEADLESS, broken("west", "db"), broken("west", "db"), broken("east", "db")));
    }

    @Test
    void podsOnOtherNetworksAreNotInTheAnswerAtAll() {
        tester.holds(with(HEADLESS, in("west", "db"), in("south", "db")));
    }

    @Test
    void theNetworkOfTheWorkloadsCounts() {
        tester.holds(with(HEADLESS, in("west", "db"), "{cluster: east, network: b, statefulSet: db}"));
        tester.finding(with(HEADLESS, broken("west", "db"), "{cluster: south, network: a, statefulSet: db}  # DNS003"));
    }

    @Test
    void whereNoNetworkIsNamedAllClustersAreOnOne() {
        String yaml =
                with(HEADLESS, broken("west", "db"), broken("south", "db")).replaceAll(", network: [ab]", "");

        assertThat(tester.finding(yaml).facts()).containsEntry("network", "the implicit network");
    }

    @ParameterizedTest
    @ValueSource(strings = {"headless: false", "type: ClusterIP"})
    void onlyHeadlessServicesHavePodNames(String kind) {
        tester.holds(with(kind, in("west", "db"), in("east", "db")));
    }

    @Test
    void theObjectInAClusterSaysWhetherItIsHeadlessThere() {
        String objects = "definedIn: [{cluster: west, headless: true}, {cluster: east%s}]";

        tester.holds(with(objects.formatted(""), in("west", "db"), in("east", "db")));
        tester.finding(with(objects.formatted(", headless: true"), broken("west", "db"), broken("east", "db")));
    }

    @Test
    void podsThatAreNoneOfAStatefulSetOrScaledToZeroHaveNoSuchName() {
        tester.holds(with(HEADLESS, in("west", "db"), "{cluster: east}"));
        tester.holds(with(HEADLESS, in("west", "db"), "{cluster: east, statefulSet: db, replicas: 0}"));
    }

    @Test
    void aClusterLocalServiceMeansItsOwnPods() {
        tester.holds(with(HEADLESS + "\n    scope: clusterLocal", in("west", "db"), in("east", "db")));
        tester.holds(with(HEADLESS, in("west", "db"), in("east", "db"))
                .replace("{name: m}", "{name: m, dataPlane: ambient}"));
        tester.finding(with(HEADLESS + "\n    scope: mesh", broken("west", "db"), broken("east", "db"))
                .replace("{name: m}", "{name: m, dataPlane: ambient}"));
    }

    @Test
    void everyStatefulSetAndEveryNetworkIsACauseOfItsOwn() {
        String yaml = with(
                        HEADLESS,
                        broken("west", "db"),
                        broken("east", "db"),
                        broken("west", "log"),
                        broken("east", "log"),
                        broken("south", "db"),
                        broken("north", "db"))
                .replace("clusters:\n", "clusters:\n  - {name: north, mesh: m, network: b}\n");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("statefulSet") + " "
                        + finding.facts().get("network"))
                .containsExactlyInAnyOrder("db network a", "log network a", "db network b");
    }

    @Test
    void hundredsOfClustersAreOneFinding() {
        StringBuilder clusters = new StringBuilder("name: t\nclusters:\n");
        StringBuilder workloads = new StringBuilder("    workloads:\n");
        for (int i = 0; i < 300; i++) {
            clusters.append("  - {name: c%03d}%n".formatted(i));
            workloads.append("      - {cluster: c%03d, statefulSet: db}%s%n".formatted(i, i < 100 ? "  # DNS003" : ""));
        }
        String service = "services:\n  - name: db\n    namespace: shop\n    headless: true\n";

        assertThat(tester.finding(clusters + service + workloads).facts())
                .containsEntry("clusters", "Clusters c000, c001, c002 and 297 more");
    }

    @Test
    void needsTheWorkloadsOfAHeadlessService() {
        String unknown = with(HEADLESS, "none").replaceAll("(?s)    workloads:.*", "");

        assertThat(tester.needs(unknown)).containsExactly("/services/0/workloads");
        assertThat(tester.needs(unknown + "    definedIn: [{cluster: west}, {cluster: east}]\n"))
                .containsExactly("/services/0/workloads");
    }

    @Test
    void unknownWorkloadsDoNotMatterWhereNoTwoClustersCanShareNames() {
        String unknown = with("%s", "none").replaceAll("(?s)    workloads:.*", "");

        tester.holds(unknown.formatted("headless: false"));
        tester.holds(unknown.formatted(HEADLESS + "\n    definedIn: [{cluster: west}, {cluster: south}]"));
        tester.holds(
                unknown.formatted(HEADLESS + "\n    definedIn: [{cluster: west}, {cluster: east, headless: false}]"));
    }
}
