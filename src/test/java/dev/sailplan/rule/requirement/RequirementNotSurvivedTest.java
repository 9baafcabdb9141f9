package dev.sailplan.rule.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementNotSurvivedTest {

    private final RuleTester tester = RuleTester.of("REQ001");

    /** Marks the lines that hold one of some texts. */
    private static String marked(String yaml, String... texts) {
        return yaml.lines()
                .map(line -> Stream.of(texts).anyMatch(line::contains) ? line + "  # REQ001" : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** A service in one cluster. */
    private static String alone(String survive, String workloads) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: c, mesh: m, region: r, zones: [a, b]}
                controlPlanes: [{name: p, cluster: c, remoteSecrets: []}]
                services:
                  - {name: web, namespace: shop, workloads: [%s]}
                requirements: {survive: [%s]}
                """.formatted(workloads, survive);
    }

    /** A service in two clusters of two regions, on one network. */
    private static String twice(String survive) {
        return """
                name: t
                networks: [{name: n, gateways: []}]
                meshes: [{name: m, certificateAuthority: {root: r}, trustDomainAliases: [], trustBundles: []}]
                clusters:
                  - {name: north, mesh: m, network: n, region: north, zones: [n1, n2], apiServer: {address: "https://192.0.2.1", reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: n, region: south, zones: [s1, s2], apiServer: {address: "https://192.0.2.2", reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: pn, cluster: north, remoteSecrets: [{cluster: south}], zones: [n1, n2]}
                  - {name: ps, cluster: south, remoteSecrets: [{cluster: north}], zones: [s1, s2]}
                services:
                  - name: web
                    namespace: shop
                    ports: [{name: http, number: 80, protocol: HTTP}]
                    workloads: [{cluster: north, zone: n1}, {cluster: south, zone: s1}]
                requirements: {survive: [%s]}
                """.formatted(survive);
    }

    /** Two networks, and a service behind the gateways of one of them. */
    private static String across(String survive, String gateways) {
        return """
                name: t
                networks:
                  - {name: n, gateways: []}
                  - name: s
                    gateways:
                %s
                meshes: [{name: m, certificateAuthority: {root: r}, trustDomainAliases: [], trustBundles: []}]
                clusters:
                  - {name: north, mesh: m, network: n, region: r, zones: [a, b], podCidrs: [10.1.0.0/16], apiServer: {address: "https://192.0.2.1", reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: s, region: r, zones: [a, b], apiServer: {address: "https://192.0.2.2", reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: pn, cluster: north, remoteSecrets: [{cluster: south}]}
                  - {name: ps, cluster: south, remoteSecrets: [{cluster: north}]}
                services:
                  - name: web
                    namespace: shop
                    ports: [{name: http, number: 80, protocol: HTTP}]
                    definedIn: [{cluster: north}, {cluster: south}]
                    workloads: [{cluster: south, zone: a}, {cluster: south, zone: b}]
                requirements: {survive: [%s]}
                """.formatted(gateways, survive);
    }

    private static String gateway(String name, String address) {
        return "      - {name: %s, cluster: south, addresses: [%s], loadBalancer: {layer: L4}, zones: [a, b]}\n"
                .formatted(name, address);
    }

    @Test
    void findsAServiceThatAZoneTakesAway() {
        Finding finding = tester.finding(marked(alone("zone", "{cluster: c, zone: a}"), "name: web", "requirements"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("kind", "zone")
                .containsEntry("failure", "a")
                .containsEntry("service", "shop/web")
                .containsEntry("services", "1")
                .containsEntry("clusters", "0");
        assertThat(finding.message())
                .startsWith("Requirements ask to survive the loss of any zone, but the loss of zone a leaves nothing of"
                        + " service shop/web");
        assertThat(finding.advice().get("change")).contains("two zones");
        tester.holds(alone("zone", "{cluster: c, zone: a}, {cluster: c, zone: b}"));
    }

    @Test
    void whatIsNotRequiredIsNotJudged() {
        String lost = alone("", "{cluster: c, zone: a}");
        tester.holds(lost);
        tester.holds(lost.replace("survive: []", "availability: 99"));
        tester.holds(lost.replaceFirst("requirements.*", ""));
    }

    @Test
    void everyKindIsOneFindingAtItsOwnPlace() {
        String yaml = marked(
                alone("region, zone, controlPlane, cluster, network, gateway, apiServer, zone", "{cluster: c}")
                        .replace("zones: [a, b]", "zones: [a]"),
                "name: c, mesh",
                "name: p, cluster",
                "name: web",
                "requirements");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("kind") + " "
                        + finding.subjects().get(0).pointer())
                .containsExactlyInAnyOrder(
                        "region /requirements/survive/0",
                        "zone /requirements/survive/1",
                        "control plane /requirements/survive/2",
                        "cluster /requirements/survive/3");
        assertThat(tester.needs(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone", "region", "cluster", "network", "gateway", "apiServer"})
    void whatIsThereTwiceSurvives(String kind) {
        tester.holds(twice(kind));
    }

    @Test
    void theLossOfControlAloneIsAWarning() {
        Finding finding = tester.finding(
                marked(twice("controlPlane"), "name: north, mesh", "name: south, mesh", "name: pn", "requirements"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("failure", "pn")
                .containsEntry("cluster", "north")
                .containsEntry("services", "0")
                .containsEntry("clusters", "2")
                .containsEntry("others", "; 1 more cluster is affected as well");
        tester.holds(twice("controlPlane, apiServer")
                .replace("region: north,", "region: north, controlPlanes: [pn, ps],")
                .replace("region: south,", "region: south, controlPlanes: [ps, pn],"));
    }

    /** The one that takes over does not read the only cluster with endpoints. */
    @Test
    void aControlPlaneWhoseSuccessorDoesNotKnowAServiceTakesItAway() {
        String yaml = twice("controlPlane")
                .replace("region: north,", "region: north, controlPlanes: [pn, ps],")
                .replace("region: south,", "region: south, controlPlanes: [ps, pn],")
                .replace("{cluster: north, zone: n1}, ", "")
                .replace("    workloads", "    definedIn: [{cluster: north}, {cluster: south}]\n    workloads")
                .replace("remoteSecrets: [{cluster: south}]", "remoteSecrets: []")
                .replace("controlPlanes: [pn, ps]", "controlPlanes: [ps, pn]");

        Finding finding = tester.finding(marked(yaml, "name: ps", "name: web", "requirements"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("failure", "ps").containsEntry("service", "shop/web");
        assertThat(finding.message()).contains("the loss of control plane ps leaves nothing of service shop/web");
    }

    @Test
    void anApiServerFromWhichAnotherClusterIsConfiguredIsNotSurvived() {
        String remote = twice("apiServer")
                .replace("region: south,", "region: south, controlPlanes: [pn],")
                .replaceFirst("  - \\{name: ps.*\n", "");

        Finding finding = tester.finding(marked(remote, "name: north, mesh", "name: south, mesh", "requirements"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("kind", "API server")
                .containsEntry("failure", "north")
                .containsEntry("cluster", "south");
    }

    @Test
    void aGatewayOnTheOnlyWayIsNotSurvivedAndIsNamed() {
        String one = gateway("g", "192.0.2.7");

        Finding finding = tester.finding(marked(across("gateway", one), "name: g", "name: web", "requirements"));

        assertThat(finding.facts()).containsEntry("failure", "g").containsEntry("client", "north");
        tester.holds(across("gateway", one + gateway("h", "192.0.2.8")));
    }

    @Test
    void aSecondGatewayDoesNotHelpWhereAllOfANetworkFail() {
        String two = gateway("g", "192.0.2.7") + gateway("h", "192.0.2.8");

        Finding finding = tester.finding(marked(across("network", two), "- name: s", "name: web", "requirements"));

        assertThat(finding.facts()).containsEntry("failure", "s").containsEntry("kind", "network");
    }

    /** Of several gateways a ztunnel uses the first only, and another one when that is gone. */
    @Test
    void ambientConsumersAreJudgedByTheWaysTheyHave() {
        String ambient = across(
                        "gateway",
                        gateway("g", "192.0.2.7").replace("zones: [a, b]", "zones: [a, b], hbonePort: 15008"))
                .replace("trustBundles: []", "trustBundles: [], dataPlane: ambient")
                .replace("    workloads", "    scope: mesh\n    workloads");

        assertThat(tester.findings(ambient))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts())
                        .containsEntry("failure", "g")
                        .containsEntry("client", "north"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exposes: [controlPlane]",
                "tlsMode: TERMINATE",
                "hosts: [\"*.other.svc.cluster.local\"]",
                "loadBalancer: {layer: L7}",
                "port: 0",
                "addresses: []",
                "resolvable: false, addresses: [h.example]"
            })
    void aGatewayThatCarriesNothingIsNoSecondWay(String defect) {
        String broken = gateway("h", "192.0.2.8").replace("addresses: [192.0.2.8], loadBalancer: {layer: L4}", defect);
        if (!defect.startsWith("loadBalancer")) {
            broken = broken.replace("zones", "loadBalancer: {layer: L4}, zones");
        }
        if (!defect.contains("addresses")) {
            broken = broken.replace("zones", "addresses: [192.0.2.8], zones");
        }

        tester.check(
                marked(across("gateway", gateway("g", "192.0.2.7") + broken), "name: g", "name: web", "requirements"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicas: 0", "proxy: none", "hostNetwork: true", "mtls: DISABLE", "addresses: []"})
    void anEndpointThatConsumersDoNotReachIsNoSecondOne(String defect) {
        String yaml = across("zone", gateway("g", "192.0.2.7"))
                .replace("{cluster: south, zone: b}", "{cluster: south, zone: b, %s}".formatted(defect));

        assertThat(tester.findings(yaml)).hasSize(1);
    }

    @Test
    void meshesAreJudgedTogetherAndServicesWithTheirMesh() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: o}]
                clusters:
                  - {name: c, mesh: m, region: r, zones: [a, b]}
                  - {name: d, mesh: o, region: r, zones: [a, b]}
                controlPlanes:
                  - {name: p, cluster: c, remoteSecrets: []}
                  - {name: q, cluster: d, remoteSecrets: []}
                services:
                  - {name: web, namespace: shop, mesh: m, workloads: [{cluster: c, zone: a}, {cluster: c, zone: b}]}
                  - {name: web, namespace: shop, mesh: o, workloads: [{cluster: d, zone: b}]}
                requirements: {survive: [zone]}
                """;

        Finding finding = tester.finding(marked(yaml, "mesh: o, workloads", "requirements"));

        assertThat(finding.facts()).containsEntry("service", "o/shop/web").containsEntry("failure", "b");
    }

    @Test
    void whatDoesNotWorkAnywayDoesNotSurviveEither() {
        String nowhere = alone("zone", "")
                .replace("requirements", "traffic: [{from: {cluster: c}, to: {service: shop/web}}]\nrequirements");

        Finding finding = tester.finding(marked(nowhere, "name: web", "requirements"));

        assertThat(finding.message()).endsWith("no call of service shop/web works while nothing has failed");
        assertThat(finding.facts()).doesNotContainKey("failure");
    }

    @Test
    void aClusterThatNothingControlsDoesNotSurvive() {
        String yaml = alone("apiServer", "{cluster: c, zone: a}").replaceFirst("controlPlanes: .*\n", "");

        Finding finding = tester.finding(marked(yaml, "name: c, mesh", "requirements"));

        assertThat(finding.message()).endsWith("cluster c has no control plane");
    }

    @Test
    void aZoneThatIsNotKnownIsNeededUnlessSomethingIsLostAnyway() {
        String yaml = alone("zone", "{cluster: c}, {cluster: c}").replace(", zones: [a, b]", "");
        String loss = "  - {name: api, namespace: shop, workloads: [{cluster: d}]}\n";

        assertThat(tester.needs(yaml)).containsExactly("/clusters/0/zones");
        assertThat(tester.needs(alone("zone", "{cluster: c}, {cluster: c}")))
                .containsExactly("/services/0/workloads/0/zone", "/services/0/workloads/1/zone");
        assertThat(tester.findings(yaml.replace("controlPlanes", "  - {name: d, mesh: m, zones: [z]}\ncontrolPlanes")
                        .replace("requirements", loss + "requirements")))
                .extracting(finding -> finding.facts().get("service"))
                .containsExactly("shop/api");
    }

    @Test
    void theFactsOfEveryServiceInDoubtAreNeeded() {
        String yaml =
                alone("zone", "{cluster: c}").replace("requirements", "  - {name: api, namespace: shop}\nrequirements");

        assertThat(tester.needs(yaml)).containsExactly("/services/0/workloads/0/zone", "/services/1/workloads");
    }

    @Test
    void aRegionThatIsNotKnownIsNeeded() {
        assertThat(tester.needs(twice("region").replace(" region: south,", ""))).containsExactly("/clusters/1/region");
    }

    @Test
    void aConfigurationInAnUnknownPlaceMayBeLostWithAnyApiServer() {
        String managed = alone("apiServer", "{cluster: c, zone: a}")
                .replace("zones: [a, b]", "zones: [a, b], controlPlanes: [p]")
                .replace("name: p, cluster: c", "name: p");

        assertThat(tester.needs(managed)).containsExactly("/controlPlanes/0/configCluster");
    }

    @Test
    void withoutConsumersOrMembersThereIsNothingToJudge() {
        String yaml = alone("zone", "{cluster: c, zone: a}");
        assertThat(tester.needs(yaml.replaceFirst("services:\n.*\n", ""))).containsExactly("/services");
        String blocked = "traffic: [{from: {cluster: c}, to: {service: shop/web}, expect: blocked}]\n";
        assertThat(tester.needs(yaml.replace("requirements", blocked + "requirements")))
                .containsExactly("/traffic");
        assertThat(tester.needs("""
                name: t
                clusters: [{name: c}]
                requirements: {survive: [controlPlane]}
                """)).containsExactly("/clusters");
    }

    @Test
    void hundredsOfServicesAreOneFindingWithTheFirstHundredPlaces() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: c%03d, mesh: m, region: r%03d, zones: [z%03d]}%n".formatted(i, i, i));
        }
        yaml.append("services:\n");
        for (int i = 0; i < 500; i++) {
            yaml.append(
                    "  - {name: s%03d, namespace: n, definedIn: [{cluster: c%03d}], workloads: [{cluster: c%03d}]}%n"
                            .formatted(i, i, i));
        }
        yaml.append("requirements: {survive: [zone]}\n");

        Finding finding = tester.findings(yaml.toString()).get(0);

        assertThat(finding.facts())
                .containsEntry("service", "n/s000")
                .containsEntry("services", "500")
                .containsEntry("others", "; 499 more services are affected as well");
        List<FindingSubject> subjects = finding.subjects();
        assertThat(subjects).hasSize(101);
        assertThat(subjects.get(100).pointer()).isEqualTo("/services/99");
    }
}
