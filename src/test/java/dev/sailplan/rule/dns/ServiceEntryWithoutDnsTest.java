package dev.sailplan.rule.dns;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEntryWithoutDnsTest {

    /** The north has a ServiceEntry for shop/stock of the south, and no DNS proxying. */
    private static final String ENTERED = """
            name: bookshop
            meshes: [{name: books}]
            clusters:
              - {name: north, mesh: books, apiServer: {reachableFrom: ["*"]}}  # DNS002
              - {name: south, mesh: books, apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
            services:
              - {name: web, namespace: shop, workloads: [{cluster: north}]}
              - {name: stock, namespace: shop, serviceEntryIn: [north], workloads: [{cluster: south}]}  # DNS002
            """;

    private static final String CALLED = ENTERED + """
            traffic:
              - {from: {service: shop/web}, to: {service: shop/stock}}
            """;

    private final RuleTester tester = RuleTester.of("DNS002");

    private static String unmarked(String yaml) {
        return yaml.replace("  # DNS002", "");
    }

    @Test
    void aServiceEntryThatDeclaredTrafficDependsOnIsAnError() {
        Finding finding = tester.finding(CALLED);

        assertThat(finding.severity()).isEqualTo(ERROR);
        assertThat(finding.facts())
                .containsEntry("services", "shop/stock")
                .containsEntry("clusters", "cluster north")
                .containsEntry("consequence", "declared calls fail in the lookup");
        assertThat(finding.subjects())
                .extracting(subject -> subject.pointer())
                .containsExactly("/clusters/0/dnsProxy", "/services/1/serviceEntryIn");
    }

    @Test
    void theNameIsReportedHereAloneAndTheTrafficBesideIt() {
        assertThat(tester.evaluate(CALLED).findings())
                .extracting(Finding::rule)
                .contains("DNS002", "TRF001")
                .doesNotContain("DNS001");
        assertThat(RuleTester.of("TRF001").findings(CALLED).get(0).facts()).containsEntry("cause", "DNS002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "traffic: [{from: {service: shop/web}, to: {service: shop/stock}, expect: blocked}]\n",
                "traffic: [{from: {service: shop/stock}, to: {service: shop/stock}}]\n"
            })
    void aServiceEntryThatNoDeclaredTrafficDependsOnIsAWarning(String traffic) {
        assertThat(tester.finding(ENTERED + traffic).severity()).isEqualTo(WARNING);
    }

    @Test
    void holdsWithDnsProxying() {
        tester.holds(unmarked(CALLED).replace("{name: north,", "{name: north, dnsProxy: true,"));
        tester.holds(unmarked(CALLED).replace("[{name: books}]", "[{name: books, dataPlane: ambient}]"));
    }

    @Test
    void holdsWhereAServiceOrAMultiClusterNameAnswers() {
        tester.holds(unmarked(CALLED)
                .replace("serviceEntryIn: [north]", "serviceEntryIn: [north], definedIn: [{cluster: north}]"));
        tester.holds(unmarked(CALLED)
                .replace("serviceEntryIn: [north]", "serviceEntryIn: [north], exportedIn: [south]")
                .replace("[{name: books}]", "[{name: books, mcs: {serviceDiscovery: true, host: true}}]"));
    }

    @Test
    void holdsWithoutAServiceEntry() {
        tester.holds(unmarked(CALLED).replace("serviceEntryIn: [north], ", ""));
    }

    /** A remote whose control plane is configured from the south, where the ServiceEntry is. */
    private static final String REMOTE = unmarked(CALLED)
            .replace("{name: north, mesh: books,", "{name: north, mesh: books, controlPlanes: [%s],")
            .replace("  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}\n", "  - %s\n")
            .replace("serviceEntryIn: [north]", "serviceEntryIn: [host]")
            .replace(
                    "controlPlanes:\n",
                    "  - {name: host, mesh: books, controlPlanes: [istiod-south]}\ncontrolPlanes:\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: control, cluster: host, remoteSecrets: [{cluster: south}]}",
                "{name: control, cluster: outside, mesh: books, configCluster: host, remoteSecrets: [{cluster: south}]}"
            })
    void aServiceEntryWhereTheControlPlaneIsConfiguredCounts(String controlPlane) {
        String remote = REMOTE.formatted("control", controlPlane)
                .replace("  - {name: host,", "  - {name: outside}\n  - {name: host,")
                .replaceAll("(?m)^( {2}- \\{name: (north|host|stock).*)$", "$1  # DNS002");

        assertThat(tester.check(remote))
                .extracting(
                        finding -> finding.severity() + " " + finding.facts().get("clusters"))
                .containsExactly("ERROR cluster north", "WARNING cluster host");
    }

    @Test
    void servicesEnteredInTheSameClustersAreOneCause() {
        String services = IntStream.range(0, 90)
                .mapToObj(
                        "  - {name: s%02d, namespace: shop, serviceEntryIn: [north], workloads: [{cluster: south}]}  # DNS002\n"
                                ::formatted)
                .collect(Collectors.joining());

        Finding finding = tester.finding(ENTERED + services);

        assertThat(finding.facts()).containsEntry("services", "shop/s00, shop/s01, shop/s02 and 88 more");
    }

    @Test
    void aServiceEnteredInManyClustersIsOneCause() {
        String clusters = IntStream.range(0, 300)
                .mapToObj(i -> "  - {name: c%03d, mesh: books, controlPlanes: [istiod-south]}%s\n"
                        .formatted(i, i < 100 ? "  # DNS002" : ""))
                .collect(Collectors.joining());
        String names = IntStream.range(0, 300).mapToObj("c%03d"::formatted).collect(Collectors.joining(", "));

        Finding finding = tester.finding(ENTERED.replaceFirst("  # DNS002", "")
                .replace("controlPlanes:\n", clusters + "controlPlanes:\n")
                .replace("[north],", "[north, " + names + "],"));

        assertThat(finding.facts()).containsEntry("clusters", "clusters c000, c001, c002 and 298 more");
    }

    @Test
    void aClusterThatDependsOnItAndOneThatDoesNotAreTwoCauses() {
        String two = CALLED.replace(
                        "controlPlanes:\n",
                        "  - {name: west, mesh: books, controlPlanes: [istiod-south]}  # DNS002\ncontrolPlanes:\n")
                .replace("[north],", "[north, west],");

        assertThat(tester.check(two))
                .extracting(
                        finding -> finding.severity() + " " + finding.facts().get("clusters"))
                .containsExactly("ERROR cluster north", "WARNING cluster west");
    }

    @Test
    void aServiceEntryForAnotherMeshNeedsDnsProxyingToo() {
        tester.finding("""
                name: travel
                meshes: [{name: a, federatesWith: [{mesh: b, exports: []}]}, {name: b, federatesWith: [{mesh: a, exports: [shop/stock]}]}]
                clusters:
                  - {name: north, mesh: a}  # DNS002
                  - {name: south, mesh: b}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: []}
                  - {name: istiod-south, cluster: south, remoteSecrets: []}
                services:
                  - {name: stock, namespace: shop, mesh: b, serviceEntryIn: [north], workloads: [{cluster: south}]}  # DNS002
                """);
    }

    @Test
    void isNotEvaluatedWhereItIsNotKnownWhetherAServiceAnswers() {
        assertThat(tester.needs(unmarked(CALLED).replace(", workloads: [{cluster: south}]}", "}")))
                .containsExactly("/services/1/workloads");
        assertThat(tester.needs(unmarked(CALLED)
                        .replace("[{name: books}]", "[{name: books, mcs: {serviceDiscovery: true, host: true}}]")))
                .containsExactly("/services/1/exportedIn");
        assertThat(tester.needs(
                        REMOTE.formatted("control", "{name: control, cluster: outside, mesh: books, remoteSecrets: []}")
                                .replace("  - {name: host,", "  - {name: outside}\n  - {name: host, dnsProxy: true,")))
                .containsExactly("/controlPlanes/0/configCluster");
    }

    @Test
    void isNotEvaluatedWhereCallersOfUnknownPlaceCouldDependOnIt() {
        String anywhere = CALLED.replace(", workloads: [{cluster: north}]}", "}");

        assertThat(tester.findings(anywhere)).extracting(Finding::severity).isEqualTo(List.of(WARNING));
        assertThat(tester.needs(anywhere)).containsExactly("/services/0/workloads");
    }
}
