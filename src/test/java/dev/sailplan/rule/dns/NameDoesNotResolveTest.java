package dev.sailplan.rule.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameDoesNotResolveTest {

    /** Two primaries that read each other; shop/web in the north calls shop/stock, which is defined in the south alone. */
    private static final String UNDEFINED = """
            name: bookshop
            meshes: [{name: books}]
            clusters:
              - {name: north, mesh: books, apiServer: {reachableFrom: ["*"]}}  # DNS001
              - {name: south, mesh: books, apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
            services:
              - {name: web, namespace: shop, workloads: [{cluster: north}]}
              - {name: stock, namespace: shop, workloads: [{cluster: south}]}  # DNS001
            traffic:
              - {from: {service: shop/web}, to: {service: shop/stock}}
            """;

    private static final String UNMARKED = UNDEFINED.replace("  # DNS001", "");

    private final RuleTester tester = RuleTester.of("DNS001");

    private static String stock(String fields) {
        return UNMARKED.replace("{name: stock,", "{name: stock, " + fields + ",");
    }

    @Test
    void findsAServiceThatIsNotDefinedWhereItIsCalled() {
        Finding finding = tester.finding(UNDEFINED);

        assertThat(finding.facts())
                .containsEntry("service", "shop/stock")
                .containsEntry("clusters", "cluster north")
                .containsEntry("why", "it is not defined and there is no DNS proxying");
        assertThat(finding.subjects())
                .extracting(subject -> subject.pointer())
                .containsExactly("/services/1/definedIn", "/clusters/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: north}, to: {service: shop/stock}}",
                "{from: {namespace: shop}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {cluster: south}}",
                "{from: {service: shop/web}, to: {service: books/shop/stock}, expect: allowed}"
            })
    void findsItForEveryKindOfTraffic(String traffic) {
        tester.finding(UNDEFINED.replace("{from: {service: shop/web}, to: {service: shop/stock}}", traffic));
    }

    @Test
    void declaredTrafficFailsForTheSameCause() {
        assertThat(RuleTester.of("TRF001").findings(UNDEFINED).get(0).facts()).containsEntry("cause", "DNS001");
    }

    @Test
    void holdsWhereItIsDefinedEvenWithoutPods() {
        tester.holds(stock("definedIn: [{cluster: north}, {cluster: south}]"));
        tester.finding(UNDEFINED.replace("{name: stock,", "{name: stock, definedIn: [{cluster: south}],"));
    }

    @Test
    void holdsWhereADnsProxyAnswersForAServiceThatItsControlPlaneReads() {
        String proxied = UNMARKED.replace("{name: north,", "{name: north, dnsProxy: true,");

        tester.holds(proxied);
        Finding finding = tester.finding(UNDEFINED
                .replace("{name: north,", "{name: north, dnsProxy: true,")
                .replace("[{cluster: south}]}\n  - {name: istiod-south", "[]}\n  - {name: istiod-south"));
        assertThat(finding.facts()).containsEntry("why", "it is not defined and the DNS proxy does not know it");
    }

    @Test
    void ambientClustersHaveADnsProxyUnlessItIsSwitchedOff() {
        String ambient = UNDEFINED.replace("[{name: books}]", "[{name: books, dataPlane: ambient}]");

        tester.holds(ambient.replace("  # DNS001", ""));
        tester.finding(ambient.replace("{name: north,", "{name: north, dnsProxy: false,"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serviceDiscovery: true, host: true", "serviceDiscovery: true, host: true, autoExport: true"})
    void holdsWhereAMultiClusterHostNameIsImported(String mcs) {
        String named = stock("exportedIn: [south]").replace("[{name: books}]", "[{name: books, mcs: {" + mcs + "}}]");

        tester.holds(named);
        tester.finding(named.replace("host: true", "host: false")
                .replaceAll("(?m)^( {2}- \\{name: (north|stock).*)$", "$1  # DNS001"));
    }

    @Test
    void aServiceThatIsExportedNowhereHasNoMultiClusterName() {
        tester.finding(UNDEFINED
                .replace("[{name: books}]", "[{name: books, mcs: {serviceDiscovery: true, host: true}}]")
                .replace("{name: stock,", "{name: stock, exportedIn: [],"));
    }

    @Test
    void aServiceEntryIsTheBusinessOfTheRuleOnDnsProxying() {
        tester.holds(stock("serviceEntryIn: [north]"));
        tester.holds(stock("serviceEntryIn: [north]").replace("{name: north,", "{name: north, dnsProxy: true,"));
        tester.finding(UNDEFINED.replace("{name: stock,", "{name: stock, serviceEntryIn: [south],"));
    }

    /** The north is served by a control plane that is configured from the south. */
    private static final String REMOTE = UNDEFINED
            .replace("{name: north, mesh: books,", "{name: north, mesh: books, controlPlanes: [istiod-south],")
            .replace("  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}\n", "");

    @Test
    void aServiceEntryInTheConfigClusterCountsAsWell() {
        tester.finding(REMOTE);
        tester.holds(
                REMOTE.replace("  # DNS001", "").replace("{name: stock,", "{name: stock, serviceEntryIn: [south],"));
    }

    @Test
    void oneFindingNamesAllClustersOfAService() {
        String many = IntStream.range(0, 300)
                .mapToObj(i -> "  - {name: c%03d, mesh: books, controlPlanes: [istiod-south], dnsProxy: false}%s\n"
                        .formatted(i, i < 100 ? "  # DNS001" : ""))
                .collect(Collectors.joining());
        String callers =
                IntStream.range(0, 300).mapToObj("{cluster: c%03d}"::formatted).collect(Collectors.joining(", "));

        Finding finding = tester.finding(UNDEFINED
                .replaceFirst("  # DNS001", "")
                .replace("controlPlanes:\n", many + "controlPlanes:\n")
                .replace("workloads: [{cluster: north}]", "workloads: [{cluster: north}, " + callers + "]"));

        assertThat(finding.facts()).containsEntry("clusters", "clusters c000, c001, c002 and 298 more");
    }

    @Test
    void everyServiceIsAFindingOfItsOwn() {
        String two = UNDEFINED
                .replace(
                        "traffic:",
                        "  - {name: bills, namespace: shop, workloads: [{cluster: south}]}  # DNS001\ntraffic:")
                .replace("to: {service: shop/stock}", "to: {namespace: shop}");

        assertThat(tester.check(two))
                .extracting(finding -> finding.facts().get("service"))
                .containsExactlyInAnyOrder("shop/bills", "shop/stock");
    }

    @Test
    void holdsWithoutDeclaredTrafficAndWhereItIsBlocked() {
        tester.holds(UNMARKED.substring(0, UNMARKED.indexOf("traffic:")));
        tester.holds(UNMARKED.replace("shop/stock}}", "shop/stock}, expect: blocked}"));
    }

    @Test
    void aNamespaceMeansTheServicesThatHaveWorkloads() {
        tester.holds(UNMARKED.replace("to: {service: shop/stock}", "to: {namespace: shop}")
                .replace("workloads: [{cluster: south}]", "workloads: []"));
    }

    @Test
    void meshesThatAreFederatedNeedTheNameOnTheCallersSide() {
        String federated = """
                name: travel
                meshes: [{name: a, federatesWith: [{mesh: b, exports: []}]}, {name: b, federatesWith: [{mesh: a, exports: [shop/stock]}]}]
                clusters:
                  - {name: north, mesh: a}  # DNS001
                  - {name: south, mesh: b}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: []}
                  - {name: istiod-south, cluster: south, remoteSecrets: []}
                services:
                  - {name: stock, namespace: shop, mesh: b, workloads: [{cluster: south}]}  # DNS001
                traffic: [{from: {cluster: north}, to: {service: b/shop/stock}}]
                """;

        tester.finding(federated);
        tester.holds(federated
                .replace("  # DNS001", "")
                .replace("{name: north, mesh: a}", "{name: north, mesh: a, dnsProxy: true}")
                .replace("{name: stock,", "{name: stock, serviceEntryIn: [north],"));
    }

    @Test
    void isNotEvaluatedWhereItIsNotKnownWhereTheServiceIsDefined() {
        assertThat(tester.needs(UNMARKED.replace(", workloads: [{cluster: south}]}", "}")))
                .containsExactly("/services/1/workloads");
        tester.holds(UNMARKED.replace(", workloads: [{cluster: south}]}", ", definedIn: [{cluster: north}]}"));
    }

    @Test
    void isNotEvaluatedWhereCallersOfUnknownPlaceCouldMissTheName() {
        String anywhere = UNMARKED.replace(", workloads: [{cluster: north}]}", "}");

        assertThat(tester.needs(anywhere)).containsExactly("/services/0/workloads");
        tester.holds(
                anywhere.replace("{name: stock,", "{name: stock, definedIn: [{cluster: north}, {cluster: south}],"));
    }

    @Test
    void isNotEvaluatedWhereExportsSecretsOrTheConfigClusterAreUnknown() {
        String host = UNMARKED.replace("[{name: books}]", "[{name: books, mcs: {serviceDiscovery: true, host: true}}]");
        String proxied = UNMARKED.replace("{name: north,", "{name: north, dnsProxy: true,");
        String external = REMOTE.replace("  # DNS001", "")
                .replace("istiod-south]", "managed]")
                .replace("controlPlanes:\n", "controlPlanes:\n  - {name: managed, mesh: books, remoteSecrets: []}\n");

        assertThat(tester.needs(host)).containsExactly("/services/1/exportedIn");
        assertThat(tester.needs(proxied.replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(external.replace("{name: stock,", "{name: stock, serviceEntryIn: [south],")))
                .containsExactly("/controlPlanes/0/configCluster");
    }

    @Test
    void oneClusterThatMissesTheNameIsFoundWhereOthersAreUnknown() {
        String both = UNDEFINED.replace("traffic:\n", """
                  - {name: jobs, namespace: shop}
                traffic:
                  - {from: {service: shop/jobs}, to: {service: shop/stock}}
                """);

        assertThat(tester.needs(both)).isEmpty();
        assertThat(tester.needs(both.replace(
                        "controlPlanes:\n",
                        "  - {name: west, mesh: books, controlPlanes: [istiod-south]}\ncontrolPlanes:\n")))
                .isEqualTo(List.of("/services/2/workloads"));
    }
}
