package dev.sailplan.rule.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTrafficFailsTest {

    /** Two primaries, each on a network with a gateway; shop/web in the north calls shop/stock in the south, and it works. */
    private static final String SOUND = """
            name: bookshop
            networks:
              - {name: vpc-north, gateways: [{name: eastwest-north, cluster: north, addresses: [192.0.2.1], loadBalancer: {layer: L4}}]}
              - {name: vpc-south, gateways: [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], loadBalancer: {layer: L4}}]}
            meshes:
              - {name: books, trustDomainAliases: [], certificateAuthority: {root: r}, trustBundles: []}
            clusters:
              - {name: north, mesh: books, network: vpc-north, podCidrs: [10.1.0.0/16], apiServer: {reachableFrom: ["*"]}}
              - {name: south, mesh: books, network: vpc-south, podCidrs: [10.2.0.0/16], apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
            services:
              - {name: web, namespace: shop, workloads: [{cluster: north}]}
              - {name: stock, namespace: shop, ports: [{name: http, number: 80}], definedIn: [{cluster: north}, {cluster: south}], workloads: [{cluster: south}]}
            traffic:
              - {from: {service: shop/web}, to: {service: shop/stock}}
            """;

    private static final String AMBIENT = SOUND.replace("{name: books,", "{name: books, dataPlane: ambient,")
            .replace("loadBalancer", "hbonePort: 15008, loadBalancer")
            .replace("{name: stock,", "{name: stock, scope: mesh,");

    private final RuleTester tester = RuleTester.of("TRF001");

    /** The document with parts replaced, each written {@code old => new}, and the lines of a finding marked. */
    private static String broken(String yaml, String changes) {
        return yaml(yaml, changes).replaceAll("(?m)^( {2}- \\{(name: north|name: stock|from:).*)$", "$1  # TRF001");
    }

    private static String yaml(String yaml, String changes) {
        String text = yaml;
        for (String change : changes.split(" ;; ", -1)) {
            String[] sides = change.split(" =>", -1);
            assertThat(text).contains(sides[0]);
            text = text.replace(sides[0], sides[1].stripLeading());
        }
        assertThat(RuleTester.of("STR005").evaluate(text.replace("@", "\n")).topology())
                .as(text)
                .isPresent();
        return text;
    }

    @Test
    void holdsWhereTheCallWorks() {
        tester.holds(SOUND);
        tester.holds(AMBIENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DNS001 | name-does-not-resolve            | definedIn: [{cluster: north}, {cluster: south}], =>",
                "DNS002 | name-does-not-resolve            | definedIn: [{cluster: north}, {cluster: south}] => serviceEntryIn: [north]",
                "CPL002 | client-has-no-control-plane      | {name: north, => {name: north, controlPlanes: [],",
                "DSC001 | not-discovered                   | remoteSecrets: [{cluster: south}]} => remoteSecrets: []}",
                "DSC002 | not-discovered                   | remoteSecrets: [{cluster: south}]} => remoteSecrets: [{cluster: south, clusterName: sud}]}",
                "DSC003 | not-discovered                   | remoteSecrets: [{cluster: south}]} => remoteSecrets: [{cluster: south, server: \"https://127.0.0.1:6443\"}]}",
                "DSC003 | not-discovered                   | 10.2.0.0/16], apiServer: {reachableFrom: [\"*\"]} => 10.2.0.0/16], apiServer: {reachableFrom: [south]}",
                "SVC006 | cluster-local                    | {name: stock, => {name: stock, scope: clusterLocal,",
                "SVC006 | cluster-local                    | {name: books, => {name: books, clusterLocalHosts: [stock.shop.svc.cluster.local],",
                "SVC008 | not-exported                     | {name: books, => {name: books, mcs: {serviceDiscovery: true}, ;; {name: stock, => {name: stock, exportedIn: [north],",
                "SVC004 | port-name-differs                | definedIn: [{cluster: north} => definedIn: [{cluster: north, ports: [{name: web, number: 80}]}",
                "host-name-address | host-name-address     | workloads: [{cluster: south} => workloads: [{cluster: south, addresses: [stock.example]}",
                "no-address | no-address                   | network: vpc-south => network: vpc-north ;; workloads: [{cluster: south} => workloads: [{cluster: south, addresses: []}",
                "SVC003 | headless-across-networks         | {name: stock, => {name: stock, headless: true,",
                "headless-other-cluster | headless-other-cluster | {name: stock, => {name: stock, headless: true, ;; network: vpc-south => network: vpc-north",
                "GWY001 | not-routable                     | [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], loadBalancer: {layer: L4}}] => []",
                "GWY001 | no-address                       | [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], loadBalancer: {layer: L4}}] => [] ;; workloads: [{cluster: south} => workloads: [{cluster: south, addresses: []}",
                "GWY002 | not-routable                     | [192.0.2.2] => []",
                "GWY005 | not-routable                     | addresses: [192.0.2.2], => addresses: [], exposes: [controlPlane],",
                "GWY007 | not-routable                     | addresses: [192.0.2.2], => addresses: [192.0.2.2], port: 0,",
                "GWY010 | not-routable                     | [192.0.2.2] => [lb.example], resolvable: false",
                "GWY006 | no-gateway-of-client-ip-family   | [192.0.2.2] => [\"2001:db8::2\"]",
                "GWY006 | no-gateway-of-client-ip-family   | 10.1.0.0/16 => \"2001:db8:1::/48\"",
                "SVC001 | cross-network-needs-mtls         | workloads: [{cluster: south} => workloads: [{cluster: south, proxy: none}",
                "SVC001 | cross-network-needs-mtls         | workloads: [{cluster: south} => workloads: [{cluster: south, hostNetwork: true}",
                "SVC009 | cross-network-needs-mtls         | workloads: [{cluster: south} => workloads: [{cluster: south, proxy: ambient}",
                "SVC002 | cross-network-needs-mtls         | workloads: [{cluster: south} => workloads: [{cluster: south, mtls: DISABLE}",
                "SVC002 | cross-network-needs-mtls         | {name: stock, => {name: stock, clientTls: SIMPLE,",
                "SVC002 | tls-mode-conflict                | {name: stock, => {name: stock, clientTls: ISTIO_MUTUAL, ;; workloads: [{cluster: south} => workloads: [{cluster: south, mtls: DISABLE}",
                "tls-mode-conflict | tls-mode-conflict     | {name: stock, => {name: stock, clientTls: DISABLE, ;; network: vpc-south => network: vpc-north ;; {name: books, => {name: books, mtls: STRICT,",
                "SVC001 | tls-mode-conflict                | {name: stock, => {name: stock, clientTls: ISTIO_MUTUAL, ;; workloads: [{cluster: south} => workloads: [{cluster: south, proxy: none}",
                "NET005 | port-closed                      | services: => links: [{from: vpc-north, to: vpc-south, ports: [443]}]@services:",
                "NET005 | not-routable                     | eastwest-south, cluster: south, => eastwest-south, ;; services: => links: [{from: north, to: south}, {from: vpc-north, to: vpc-south, routable: false}]@services:",
                "GWY005 | gateway-does-not-expose-services | [192.0.2.2], => [192.0.2.2], exposes: [apiServer],",
                "GWY005 | gateway-does-not-expose-services | [192.0.2.2], => [192.0.2.2], hosts: [\"*.other.svc.cluster.local\"],",
                "GWY003 | gateway-tls-mode                 | [192.0.2.2], => [192.0.2.2], tlsMode: TERMINATE,",
                "GWY004 | gateway-behind-l7                | [192.0.2.2], loadBalancer: {layer: L4} => [192.0.2.2], loadBalancer: {layer: L7}",
                "IDN002 | root-not-trusted                 | {name: south, => {name: south, certificateAuthority: {root: other},",
                "IDN003 | root-not-trusted                 | {root: r} => {type: selfSigned}",
                "IDN004 | trust-domain-not-accepted        | {name: south, => {name: south, trustDomain: other.example,",
                "denied-by-policy | denied-by-policy       | {name: stock, => {name: stock, allowedTenants: [], ;; services: => tenants: [{name: shop, tenancy: namespace, namespaces: [other]}]@services:"
            })
    void namesTheRuleThatIsAboutWhatStopsTheCall(String cause, String reason, String changes) {
        Finding finding = tester.finding(broken(SOUND, changes).replace("@", "\n"));

        assertThat(finding.facts())
                .containsEntry("cause", cause)
                .containsEntry("reason", reason)
                .containsEntry("from", "service shop/web")
                .containsEntry("to", "service shop/stock")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects())
                .extracting(subject -> subject.pointer())
                .containsExactly("/traffic/0", "/services/1", "/clusters/0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMB003 | cluster-local     | scope: mesh, => ;; {cluster: south}], workloads => {cluster: south, scope: mesh}], workloads",
                "SVC006 | cluster-local     | scope: mesh, =>",
                "GWY001 | no-usable-gateway | [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], hbonePort: 15008, loadBalancer: {layer: L4}}] => []",
                "GWY002 | no-usable-gateway | [192.0.2.2] => []",
                "AMB004 | no-usable-gateway | [192.0.2.2], hbonePort: 15008 => [192.0.2.2]",
                "SVC009 | data-plane-mix    | {name: south, => {name: south, dataPlane: sidecar,",
                "SVC009 | no-usable-gateway | {name: south, => {name: south, dataPlane: sidecar, ;; [192.0.2.2], hbonePort: 15008 => [192.0.2.2]",
                "DSC001 | not-discovered    | remoteSecrets: [{cluster: south}]} => remoteSecrets: []}"
            })
    void namesTheRuleForAmbientClients(String cause, String reason, String changes) {
        assertThat(tester.finding(broken(AMBIENT, changes)).facts())
                .containsEntry("cause", cause)
                .containsEntry("reason", reason);
    }

    @Test
    void aScopeThatDiffersBetweenDataPlanesIsNotTheOneThatDiffersInAmbient() {
        String mixed = yaml(SOUND, "{name: south, => {name: south, dataPlane: ambient,");

        assertThat(tester.findings(mixed))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts()).containsEntry("cause", "SVC006"));
    }

    @Test
    void oneControlPlaneSignsWithOneRootWhicheverItIs() {
        String apart = yaml(SOUND, "certificateAuthority: {root: r}, trustBundles: [] => mtls: STRICT");
        String shared = yaml(apart, "{name: south, => {name: south, controlPlanes: [istiod-north],");

        assertThat(tester.needs(apart)).containsExactly("/meshes/0/certificateAuthority", "/meshes/0/trustBundles");
        tester.holds(shared);
    }

    @Test
    void aGatewayWithoutPortIsNoneWhetherItIsDiscoveredOrNot() {
        String unknown = ", apiServer: {reachableFrom: [\"*\"]} =>";

        assertThat(tester.needs(yaml(AMBIENT, unknown))).containsExactly("/clusters/1/apiServer/reachableFrom");
        assertThat(tester.needs(broken(AMBIENT, unknown + " ;; [192.0.2.2], hbonePort: 15008 => [192.0.2.2]")))
                .isEmpty();
    }

    /** A document and what its declared traffic fails of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DSC001 | remoteSecrets: [{cluster: south}]} => remoteSecrets: []}",
                "CPL002 | {name: north, => {name: north, controlPlanes: [],",
                "GWY001 | [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], loadBalancer: {layer: L4}}] => []",
                "GWY002 | [192.0.2.2] => []",
                "SVC001 | workloads: [{cluster: south} => workloads: [{cluster: south, proxy: none}",
                "IDN002 | {name: south, => {name: south, certificateAuthority: {root: other},",
                "IDN003 | {root: r} => {type: selfSigned}",
                "DNS001 | definedIn: [{cluster: north}, {cluster: south}], =>",
                "DNS002 | definedIn: [{cluster: north}, {cluster: south}] => serviceEntryIn: [north]",
                "NET005 | services: => links: [{from: vpc-north, to: vpc-south, ports: [443]}]@services: ;; 10.2.0.0/16], apiServer: { => 10.2.0.0/16], apiServer: {address: \"https://192.0.2.12\", ",
                "NET005 | eastwest-south, cluster: south, => eastwest-south, ;; services: => links: [{from: north, to: south}, {from: vpc-north, to: vpc-south, routable: false}]@services:",
                "NET005 | network: vpc-south => network: vpc-north ;; services: => links: [{from: north, to: south, ports: [443]}]@services: ;; 10.2.0.0/16], apiServer: { => 10.2.0.0/16], apiServer: {address: \"https://192.0.2.12\", ",
                "GWY001 | [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], loadBalancer: {layer: L4}}] => [] ;; services: => links: [{from: vpc-north, to: vpc-south, ports: [443]}]@services: ;; 10.2.0.0/16], apiServer: { => 10.2.0.0/16], apiServer: {address: \"https://192.0.2.12\", ",
                "NET002 | , network: vpc-north =>  ;; services: => links: [{from: north, to: south, ports: [443]}]@services:",
                "NET002 | , network: vpc-north =>  ;; [192.0.2.2], => [192.0.2.2], tlsMode: TERMINATE,",
                "NET002 | , network: vpc-north =>  ;; [192.0.2.2], => [192.0.2.2], hosts: [\"*.other.svc.cluster.local\"],",
                "NET002 | , network: vpc-north =>  ;; [192.0.2.2] => [\"2001:db8::2\"]",
                "NET002 | , network: vpc-north =>  ;; workloads: [{cluster: south} => workloads: [{cluster: south, proxy: none}"
            })
    void theRuleItNamesFindsTheCauseToo(String cause, String changes) {
        assertThat(Rules.catalog().find(cause)).isPresent();
        assertTellsTheCause(broken(SOUND, changes), cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMB004 | [192.0.2.2], hbonePort: 15008 => [192.0.2.2]",
                "SVC009 | {name: south, => {name: south, dataPlane: sidecar, ;; [192.0.2.2], hbonePort: 15008 => [192.0.2.2]",
                "SVC009 | {name: south, => {name: south, dataPlane: sidecar, ;; [192.0.2.2] => [\"2001:db8::2\"]",
                "NET005 | services: => links: [{from: vpc-north, to: vpc-south, ports: [443, 15443]}]@services: ;; 10.2.0.0/16], apiServer: { => 10.2.0.0/16], apiServer: {address: \"https://192.0.2.12\", "
            })
    void theRuleItNamesForAmbientClientsFindsTheCauseToo(String cause, String changes) {
        assertTellsTheCause(broken(AMBIENT, changes), cause);
    }

    private void assertTellsTheCause(String marked, String cause) {
        String yaml = marked.replace("@", "\n");
        assertThat(tester.findings(yaml))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts()).containsEntry("cause", cause));
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).contains(cause);
    }

    /** A client whose control plane runs in the south, so that links between the clusters concern the call alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NET003 | network: vpc-south, => network: vpc-north,",
                "NET002 | network: vpc-south, =>",
                "NET002 | {name: north, mesh: books, network: vpc-north, => {name: north, mesh: books, ;; istiod-south, => istiod-south, version: \"1.29\","
            })
    void aClosedLinkInsideANetworkIsTheFaultOfTheNetwork(String cause, String changes) {
        String closed = SOUND.replace(
                        "  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}\n", "")
                .replace("services:", "links: [{from: north, to: south, routable: false}]\nservices:")
                .replace("podCidrs: [10.1.0.0/16],", "podCidrs: [10.1.0.0/16], controlPlanes: [istiod-south],");

        String yaml = broken(closed, changes);
        assertThat(tester.finding(yaml).facts())
                .containsEntry("reason", "not-routable")
                .containsEntry("cause", cause);
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).contains(cause);
    }

    /** No link is about a machine that is not on the network of its cluster, so no rule is about what closes it. */
    @Test
    void aClosedLinkToTheClusterOfAMachineIsNoRulesBusiness() {
        String machine = "links: [{from: north, to: south, routable: false}]\nservices:";
        String yaml = SOUND.replace("services:", machine)
                .replace("  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}\n", "")
                .replace("podCidrs: [10.1.0.0/16],", "podCidrs: [10.1.0.0/16], controlPlanes: [istiod-south],");

        assertThat(tester.finding(broken(
                                yaml,
                                "workloads: [{cluster: south} => workloads: [{cluster: south, network: vpc-north}"))
                        .facts())
                .containsEntry("cause", "not-routable");
    }

    @Test
    void aGatewayInAClusterThatIsNotReadIsAQuestionOfItsRemoteSecret() {
        String elsewhere = SOUND.replace("eastwest-south, cluster: south", "eastwest-south, cluster: west")
                .replace("controlPlanes:", "  - {name: west, mesh: books, network: vpc-south}\ncontrolPlanes:");

        assertThat(tester.finding(broken(elsewhere, "name: books => name: books"))
                        .facts())
                .containsEntry("reason", "not-routable")
                .containsEntry("cause", "DSC001");
    }

    /** Two meshes that are federated: the flights call a service that the hotels export. */
    private static final String FEDERATION = """
            name: travel
            networks:
              - {name: vpc-flights, gateways: []}
              - {name: vpc-hotels, gateways: [{name: eastwest-hotels, cluster: hotels, addresses: [192.0.2.2], loadBalancer: {layer: L4}}]}
            meshes:
              - {name: flights, trustDomain: a.example, trustDomainAliases: [], certificateAuthority: {root: a}, trustBundles: [{mesh: hotels}], federatesWith: [{mesh: hotels, exports: []}]}
              - {name: hotels, trustDomain: b.example, trustDomainAliases: [], certificateAuthority: {root: b}, trustBundles: [{mesh: flights}], federatesWith: [{mesh: flights, exports: [catalog/rooms]}]}
            clusters:
              - {name: flights, mesh: flights, network: vpc-flights, podCidrs: [10.1.0.0/16], dnsProxy: true}
              - {name: hotels, mesh: hotels, network: vpc-hotels}
            controlPlanes:
              - {name: istiod-flights, cluster: flights, remoteSecrets: []}
              - {name: istiod-hotels, cluster: hotels, remoteSecrets: []}
            services:
              - {name: trips, namespace: booking, mesh: flights, workloads: [{cluster: flights}]}
              - {name: rooms, namespace: catalog, mesh: hotels, serviceEntryIn: [flights], workloads: [{cluster: hotels}]}
            traffic:
              - {from: {service: flights/booking/trips}, to: {service: hotels/catalog/rooms}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IDN001         | root-not-trusted          | trustBundles: [{mesh: flights}] => trustBundles: []",
                "IDN001         | root-not-trusted          | trustBundles: [{mesh: hotels}] => trustBundles: []",
                "IDN004         | trust-domain-not-accepted | [{mesh: hotels}], f => [{mesh: hotels, trustDomains: []}], f",
                "not-discovered | not-discovered            | exports: [catalog/rooms] => exports: []",
                "DNS002         | name-does-not-resolve     | dnsProxy: true => dnsProxy: false",
                "GWY001         | no-usable-gateway         | [{name: eastwest-hotels, cluster: hotels, addresses: [192.0.2.2], loadBalancer: {layer: L4}}] => []"
            })
    void namesTheRuleBetweenMeshes(String cause, String reason, String changes) {
        tester.holds(FEDERATION);

        String text = yaml(FEDERATION, changes)
                .replaceAll("(?m)^( {2}- \\{(name: flights, mesh|name: rooms|from:).*)$", "$1  # TRF001");
        assertThat(tester.finding(text).facts()).containsEntry("cause", cause).containsEntry("reason", reason);
    }

    @Test
    void rootsOfMeshesThatAreNotFederatedAreNoRulesBusiness() {
        String text = yaml(
                        FEDERATION,
                        ", federatesWith: [{mesh: hotels, exports: []}] => ;; "
                                + ", federatesWith: [{mesh: flights, exports: [catalog/rooms]}] => ;; "
                                + "trustBundles: [{mesh: flights}] => trustBundles: [] ;; "
                                + "cluster: flights, remoteSecrets: [] => cluster: flights, remoteSecrets: [{cluster: hotels}] ;; "
                                + "network: vpc-hotels} => network: vpc-hotels, apiServer: {reachableFrom: [\"*\"]}}")
                .replaceAll("(?m)^( {2}- \\{(name: flights, mesh|name: rooms|from:).*)$", "$1  # TRF001");

        assertThat(tester.finding(text).facts()).containsEntry("cause", "root-not-trusted");
    }

    @Test
    void findsAnExternalControlPlaneThatDoesNotReadTheServersCluster() {
        String external = SOUND.replace(
                        "{name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}",
                        "{name: managed, mesh: books, configCluster: north, remoteSecrets: []}")
                .replace("{name: north,", "{name: north, controlPlanes: [managed],");

        assertThat(tester.finding(broken(external, "name: books => name: books"))
                        .facts())
                .containsEntry("cause", "DSC001");
        tester.holds(external.replace(
                "configCluster: north, remoteSecrets: []", "configCluster: north, remoteSecrets: [{cluster: south}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{cluster: north}              | {service: shop/stock}         | cluster north                | service shop/stock",
                "{namespace: shop}             | {service: books/shop/stock}   | namespace books/shop         | service shop/stock",
                "{service: shop/web}           | {cluster: south}              | service shop/web             | cluster south"
            })
    void everyKindOfCallerAndTargetIsJudged(String from, String to, String fromWords, String toWords) {
        String text = SOUND.replace("{service: shop/web}, to", from + ", to")
                .replace("to: {service: shop/stock}", "to: " + to);

        tester.holds(text);
        assertThat(tester.finding(broken(text, "remoteSecrets: [{cluster: south}]} => remoteSecrets: []}"))
                        .facts())
                .containsEntry("from", fromWords)
                .containsEntry("to", toWords);
    }

    @Test
    void everyClusterOfACallerHasToReachTheService() {
        String three = SOUND.replace("workloads: [{cluster: north}]", "workloads: [{cluster: north}, {cluster: east}]")
                .replace(
                        "controlPlanes:",
                        "  - {name: east, mesh: books, network: vpc-north, podCidrs: [10.3.0.0/16], controlPlanes: [istiod-north], apiServer: {reachableFrom: [\"*\"]}}  # TRF001\ncontrolPlanes:");

        // The control plane of both reads the south; the name resolves in the north alone.
        Finding finding = tester.finding(three.replaceAll("(?m)^( {2}- \\{(name: stock|from:).*)$", "$1  # TRF001"));

        assertThat(finding.facts()).containsEntry("clients", "cluster east").containsEntry("cause", "DNS001");
    }

    @Test
    void oneEndpointThatIsReachedIsEnough() {
        String both = SOUND.replace("remoteSecrets: [{cluster: south}]} => remoteSecrets: []}", "")
                .replace("workloads: [{cluster: south}]", "workloads: [{cluster: north}, {cluster: south}]")
                .replace("remoteSecrets: [{cluster: south}]", "remoteSecrets: []");

        tester.holds(both);
        tester.finding(broken(both, "to: {service: shop/stock} => to: {cluster: south}"));
    }

    @Test
    void theReasonThatStopsMostEndpointsCounts() {
        String mixed = "workloads: [{cluster: south}] => "
                + "workloads: [{cluster: south, replicas: %d, proxy: none}, {cluster: south, replicas: %d, mtls: DISABLE}, "
                + "{cluster: south, addresses: [%s]}]";

        assertThat(tester.finding(broken(SOUND, mixed.formatted(1, 5, "a.example")))
                        .facts())
                .containsEntry("cause", "SVC002")
                .containsEntry("reason", "cross-network-needs-mtls");
        assertThat(tester.finding(broken(SOUND, mixed.formatted(1, 1, "a.example, b.example, c.example")))
                        .facts())
                .containsEntry("cause", "host-name-address");
        assertThat(tester.finding(broken(SOUND, mixed.formatted(1, 1, "a.example, b.example")))
                        .facts())
                .as("as many endpoints of each: the first step")
                .containsEntry("reason", "host-name-address");
    }

    /** Two services in the south that fail for one reason, and one that fails for another. */
    @Test
    void endpointsThatAreWithheldOnPurposeAreNotWhatIsWrongBesideOthers() {
        String local = "{name: stock, => {name: stock, scope: clusterLocal, ;; workloads: [{cluster: south}] => "
                + "workloads: [{cluster: south, replicas: 5}, {cluster: north, addresses: [a.example]}]";

        assertThat(tester.finding(broken(SOUND, local)).facts())
                .containsEntry("cause", "host-name-address")
                .containsEntry("reason", "host-name-address");
    }

    @Test
    void aSecretWhoseNameIsTakenIsTheFaultOfTheOneThatTookIt() {
        String taken =
                "remoteSecrets: [{cluster: south}]} => remoteSecrets: [{cluster: %s, clusterName: south}, {cluster: south}]}";
        String third =
                SOUND.replace("controlPlanes:", "  - {name: west, mesh: books, network: vpc-south}\ncontrolPlanes:");

        assertTellsTheCause(broken(third, taken.formatted("west")), "DSC002");
        assertTellsTheCause(broken(third, taken.formatted("north")), "DSC004");
    }

    @Test
    void oneDeclarationGivesOneFindingForEachCause() {
        String several = SOUND.replace("to: {service: shop/stock}}", "to: {cluster: south}}")
                .replace("traffic:", """
                          - {name: orders, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south, proxy: none}]}
                          - {name: bills, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south, proxy: none}]}
                          - {name: fine, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}
                        traffic:
                        """.stripTrailing());

        List<Finding> found = tester.check(broken(several, "{name: stock, => {name: stock, headless: true,")
                .replaceAll("(?m)^( {2}- \\{name: (orders|bills).*)$", "$1  # TRF001"));

        assertThat(found)
                .extracting(finding ->
                        finding.facts().get("cause") + " " + finding.facts().get("services"))
                .containsExactlyInAnyOrder("SVC003 shop/stock", "SVC001 shop/bills and shop/orders");
        assertThat(found).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void everyDeclarationHasAFindingOfItsOwn() {
        String twice = SOUND + "  - {from: {cluster: north}, to: {service: shop/stock}}\n";

        assertThat(tester.check(broken(twice, "remoteSecrets: [{cluster: south}]} => remoteSecrets: []}")))
                .extracting(finding -> finding.facts().get("from"))
                .containsExactly("service shop/web", "cluster north");
    }

    @Test
    void aNamedServiceWithoutEndpointsFails() {
        for (String workloads : List.of("[]", "[{cluster: south, replicas: 0}]")) {
            Finding finding = tester.finding(broken(SOUND, "workloads: [{cluster: south}] => workloads: " + workloads));

            assertThat(finding.facts()).containsEntry("reason", "no-endpoints").containsEntry("cause", "no-endpoints");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{cluster: south}", "{namespace: shop}"})
    void aClusterOrNamespaceMeansTheServicesThatHaveEndpointsThere(String target) {
        String text = yaml(SOUND, "to: {service: shop/stock} => to: " + target);

        tester.holds(yaml(text, "workloads: [{cluster: south}] => workloads: [{cluster: south, replicas: 0}]"));
        tester.holds(yaml(text, "workloads: [{cluster: south}] => workloads: []"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"workloads: []", "workloads: [], definedIn: [{cluster: north}]"})
    void aCallerThatRunsNowhereCallsNobody(String web) {
        tester.holds(yaml(
                SOUND,
                "workloads: [{cluster: north}] => " + web
                        + " ;; remoteSecrets: [{cluster: south}]} => remoteSecrets: []}"));
    }

    @Test
    void trafficThatIsBlockedDoesNotHaveToWork() {
        tester.holds(
                yaml(
                        SOUND,
                        "remoteSecrets: [{cluster: south}]} => remoteSecrets: []} ;; shop/stock}} => shop/stock}, expect: blocked}"));
    }

    @Test
    void whatIsAllowedHasToWorkEvenWhereItIsBlockedToo() {
        String both = SOUND + "  - {from: {service: shop/web}, to: {cluster: south}, expect: blocked}\n";

        tester.holds(both);
        String cut = broken(SOUND, "remoteSecrets: [{cluster: south}]} => remoteSecrets: []}")
                + "  - {from: {service: shop/web}, to: {cluster: south}, expect: blocked}\n";
        tester.finding(cut);
        assertThat(tester.evaluate(both).findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .extracting(Finding::rule)
                .containsExactly("TEN006");
        assertThat(tester.evaluate(cut).findings()).extracting(Finding::rule).doesNotContain("TEN006");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/services/0/workloads                    | , workloads: [{cluster: north}]} => }",
                "/services/1/workloads                    | , workloads: [{cluster: south}]} => }",
                "/controlPlanes/0/remoteSecrets           | , remoteSecrets: [{cluster: south}]} => }",
                "/clusters/1/apiServer/reachableFrom      | [10.2.0.0/16], apiServer: {reachableFrom: [\"*\"]} => [10.2.0.0/16]",
                "/networks/1/gateways                     | , gateways: [{name: eastwest-south, cluster: south, addresses: [192.0.2.2], loadBalancer: {layer: L4}}]} => }",
                "/networks/1/gateways/0/addresses         | , addresses: [192.0.2.2] =>",
                "/networks/1/gateways/0/loadBalancer/layer | [192.0.2.2], loadBalancer: {layer: L4} => [192.0.2.2]",
                "/clusters/0/podCidrs                     | , podCidrs: [10.1.0.0/16] =>",
                "/meshes/0/certificateAuthority           | , certificateAuthority: {root: r} =>",
                "/services/1/exportedIn                   | {name: books, => {name: books, mcs: {serviceDiscovery: true},"
            })
    void isNotEvaluatedWhereAnUnknownFactDecides(String fact, String changes) {
        assertThat(tester.needs(yaml(SOUND, changes))).contains(fact);
    }

    @Test
    void unknownFactsDoNotHideWhatFailsWhateverTheyAre() {
        String unread = SOUND.replace(", remoteSecrets: [{cluster: south}]", "");

        assertThat(tester.needs(broken(unread, "definedIn: [{cluster: north}, {cluster: south}], =>")))
                .isEmpty();
        assertThat(tester.needs(broken(
                                SOUND + "  - {from: {cluster: south}, to: {service: shop/web}}\n",
                                "definedIn: [{cluster: north}, {cluster: south}], => ;; workloads: [{cluster: north}]} => }")
                        .replace("# TRF001", "")))
                .contains("/services/0/workloads");
    }

    @Test
    void aServiceOfUnknownPlaceMayHaveNoEndpointInTheTarget() {
        String text = yaml(
                SOUND, "to: {service: shop/stock} => to: {cluster: south} ;; , workloads: [{cluster: south}]} => }");

        assertThat(tester.needs(text.replace("definedIn: [{cluster: north}, ", "definedIn: [")))
                .contains("/services/1/workloads");
    }

    @Test
    void messagesStayShort() {
        String services = IntStream.range(0, 9)
                .mapToObj(i ->
                        "  - {name: recommendations-%d, namespace: storefront, definedIn: [{cluster: north}], workloads: [{cluster: south, proxy: none}]}\n"
                                .formatted(i))
                .collect(Collectors.joining());
        String many = SOUND.replace("traffic:", services + "traffic:")
                .replace(
                        "{service: shop/web}, to: {service: shop/stock}",
                        "{namespace: shop}, to: {namespace: storefront}");

        assertThat(tester.findings(many).get(0).message())
                .isEqualTo(
                        "Traffic from namespace books/shop to namespace books/storefront fails in cluster north: no endpoint"
                                + " of storefront/recommendations-0, storefront/recommendations-1,"
                                + " storefront/recommendations-2 and 6 more is reached, because they do not speak the Istio"
                                + " mTLS gateways pass on; clients get 503 (SVC001)")
                .hasSizeLessThan(300);
    }

    @Test
    void tenThousandServicesThatFailForOneCauseAreOneFinding() {
        String services = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        "  - {name: s%d, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}\n"
                                .formatted(i))
                .collect(Collectors.joining());
        String many = yaml(
                        SOUND,
                        "to: {service: shop/stock} => to: {cluster: south} ;; remoteSecrets: [{cluster: south}]} => remoteSecrets: []}")
                .replace("traffic:", services + "traffic:");

        List<Finding> found = tester.findings(many);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).facts())
                .containsEntry("services", "shop/s0, shop/s1, shop/s10 and 9998 more")
                .containsEntry("cause", "DSC001");
    }
}
