package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortNameDiffersTest {

    private static final String HTTP = "[{name: http, number: 80, protocol: HTTP}]";
    private static final String WEB = "[{name: http-web, number: 80, protocol: HTTP}]";

    private final RuleTester tester = RuleTester.of("SVC004");

    /** A service with the given fields, in a mesh of three primaries: east, south and west. */
    private static String with(String service) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: south, mesh: m}, {name: west, mesh: m}]
                controlPlanes:
                  - {name: istiod-east, cluster: east}
                  - {name: istiod-south, cluster: south}
                  - {name: istiod-west, cluster: west}
                services:
                  - name: api
                    namespace: shop
                %s
                """.formatted(service.indent(4).stripTrailing());
    }

    private static String with(String ports, String... objects) {
        String own = ports.isEmpty() ? "" : "ports: " + ports + "\n";
        return with(own + "definedIn:\n- " + String.join("\n- ", objects));
    }

    private static String in(String cluster, String ports) {
        return "{cluster: " + cluster + ", ports: " + ports + "}";
    }

    private static String broken(String cluster, String ports) {
        return in(cluster, ports) + "  # SVC004";
    }

    @Test
    void portsThatAreTheSameEverywhereHold() {
        tester.holds(with(HTTP, "{cluster: east}", "{cluster: west}"));
        tester.holds(with(HTTP, "{cluster: east}", in("west", HTTP)));
        tester.holds(with("", in("east", HTTP), in("west", HTTP)));
    }

    @Test
    void findsAPortOfAnotherName() {
        Finding finding = tester.finding(with(HTTP, "{cluster: east}", broken("west", WEB), in("south", HTTP)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("service", "shop/api")
                .containsEntry("clusters", "cluster west")
                .containsEntry("others", "clusters east and south")
                .containsEntry("ports", "port http-web (80 HTTP)")
                .containsEntry("usual", "port http (80 HTTP)");
        assertThat(finding.facts().get("consequence")).startsWith("ports are matched by name");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/definedIn/1/ports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{name: http, number: 8080, protocol: HTTP}]",
                "[{name: http, number: 80, protocol: HTTP2}]",
                "[{name: http, number: 80, protocol: HTTP}, {name: admin, number: 81, protocol: HTTP}]",
                "[]"
            })
    void findsPortsOfAnotherNumberProtocolOrCount(String ports) {
        tester.finding(with(HTTP, "{cluster: east}", broken("west", ports)));
    }

    @Test
    void withTheSameNamesTheListOfOneClusterApplies() {
        Finding finding = tester.finding(
                with(HTTP, "{cluster: east}", broken("west", "[{name: http, number: 81, protocol: HTTP}]")));

        assertThat(finding.facts().get("consequence")).startsWith("for each client the list of one cluster applies");
    }

    @Test
    void theOrderTheTargetPortAndTheCaseOfTheProtocolDoNotMatter() {
        tester.holds(
                with(
                        "[{name: http, number: 80, protocol: HTTP, targetPort: 8080}, {name: grpc, number: 90, protocol: GRPC}]",
                        "{cluster: east}",
                        in(
                                "west",
                                "[{name: grpc, number: 90, protocol: grpc}, {name: http, number: 80, protocol: http, targetPort: web}]")));
    }

    @Test
    void theServicesOwnListIsTheMeasureWhereAnyClusterHasIt() {
        tester.finding(with(HTTP, "{cluster: east}", broken("west", WEB), broken("south", WEB)));
        tester.finding(with(HTTP, in("east", HTTP), broken("west", WEB), broken("south", WEB)));
    }

    @Test
    void withoutItMostClustersAre() {
        tester.finding(with("", in("east", WEB), broken("west", HTTP), in("south", WEB)));
        tester.finding(with(HTTP, in("east", WEB), broken("west", "[]"), in("south", WEB)));
    }

    @Test
    void ofAsManyTheFirstByNameIs() {
        tester.finding(with("", broken("west", WEB), in("east", HTTP)));
        tester.finding(with("", in("east", WEB), broken("west", HTTP)));
    }

    @Test
    void anOwnListThatAllClustersShareIsNoDifference() {
        tester.holds(with(HTTP, in("east", WEB), in("west", WEB)));
    }

    @Test
    void eachDeviatingListIsACauseOfItsOwn() {
        String yaml = with(HTTP, "{cluster: east}", broken("west", WEB), broken("south", "[]"));

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusters"))
                .containsExactlyInAnyOrder("cluster west", "cluster south");
    }

    @Test
    void hundredsOfClustersWithOneListAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nclusters:\n  - {name: first}\n");
        StringBuilder objects = new StringBuilder("      - {cluster: first}\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d}%n".formatted(i));
            objects.append("      - {cluster: c%03d, ports: %s}%s%n".formatted(i, WEB, i < 100 ? "  # SVC004" : ""));
        }
        yaml.append("services:\n  - name: api\n    namespace: shop\n    ports: " + HTTP + "\n    definedIn:\n");

        assertThat(tester.finding(yaml.toString() + objects).facts())
                .containsEntry("clusters", "clusters c000, c001, c002 and 297 more");
    }

    @Test
    void clustersInWhichTheServiceIsClusterLocalGoByTheirOwnList() {
        String local = "{cluster: west, scope: clusterLocal, ports: " + WEB + "}";

        tester.holds(with(HTTP, "{cluster: east}", local));
        tester.finding(with(HTTP, "{cluster: east}", local.replace("clusterLocal", "mesh") + "  # SVC004"));
    }

    @Test
    void ambientServicesAreClusterLocalUnlessTheyAreGlobal() {
        String yaml =
                with(HTTP, "{cluster: east}", in("west", WEB)).replace("{name: m}", "{name: m, dataPlane: ambient}");

        tester.holds(yaml);
        tester.finding(yaml.replace("{cluster: west, ", "{cluster: west, scope: mesh, ")
                .replace(WEB + "}", WEB + "}  # SVC004")
                .replace("{cluster: east}\n", "{cluster: east, scope: mesh}\n"));
    }

    @Test
    void aControlPlaneThatServesSeveralClustersGoesByOneListInAll() {
        String yaml = with(HTTP + "\nscope: clusterLocal", "{cluster: east}", broken("west", WEB));

        tester.finding(yaml.replace("{name: west, mesh: m}", "{name: west, mesh: m, controlPlanes: [istiod-east]}"));
        tester.holds(yaml.replace("  # SVC004", ""));
    }

    @Test
    void whereNoObjectHasPortsOfItsOwnNothingHasToBeKnown() {
        tester.holds(with("workloads: [{cluster: east}, {cluster: west}]"));
        tester.holds(with("definedIn: [{cluster: east}, {cluster: west}]"));
        tester.holds(with("serviceEntryIn: [east]"));
    }

    @Test
    void needsThePortsOfTheServiceWhereOnlySomeObjectsHaveTheirOwn() {
        assertThat(tester.needs(with("", "{cluster: east}", in("west", HTTP)))).containsExactly("/services/0/ports");
        tester.holds(with("", in("west", HTTP)));
    }

    @Test
    void portsThatDifferForCertainAreFoundAlthoughOthersAreUnknown() {
        assertThat(tester.needs(with("", "{cluster: east}", in("south", HTTP), broken("west", WEB))))
                .containsExactly("/services/0/ports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name|[{number: 80, protocol: HTTP}]",
                "number|[{name: http, protocol: HTTP}]",
                "protocol|[{name: http, number: 80}]"
            })
    void needsWhatAPortDoesNotSay(String example) {
        String field = example.substring(0, example.indexOf('|'));
        String ports = example.substring(example.indexOf('|') + 1);

        assertThat(tester.needs(with(HTTP, "{cluster: east}", in("west", ports))))
                .containsExactly("/services/0/definedIn/1/ports/0/" + field);
    }

    @Test
    void listsThatLackTheSameAreNotKnownToBeTheSame() {
        assertThat(tester.needs(with("", in("east", "[{number: 80}]"), in("west", "[{number: 80}]"))))
                .containsExactly(
                        "/services/0/definedIn/0/ports/0/name",
                        "/services/0/definedIn/0/ports/0/protocol",
                        "/services/0/definedIn/1/ports/0/name",
                        "/services/0/definedIn/1/ports/0/protocol");
    }

    @Test
    void whatAPortDoesNotSayDoesNotMatterWhereSomethingElseDiffers() {
        tester.finding(with(HTTP, "{cluster: east}", broken("west", "[{name: http-web}]")));
        tester.finding(with(HTTP, "{cluster: east}", broken("west", "[{number: 81}]")));
        tester.finding(with(HTTP, "{cluster: east}", broken("west", "[{number: 80}, {number: 81}]")));
    }

    @Test
    void amongSeveralPortsWithoutNamesOnlyTheNumbersTell() {
        String two = "[{name: http, number: 80, protocol: HTTP}, {name: grpc, number: 90, protocol: GRPC}]";

        tester.finding(with(two, "{cluster: east}", broken("west", "[{number: 80}, {number: 91}]")));
        assertThat(tester.needs(with(two, "{cluster: east}", in("west", "[{number: 90}, {number: 80}]"))))
                .containsExactly("/services/0/definedIn/1/ports/0/name", "/services/0/definedIn/1/ports/1/name");
    }
}
