package dev.sailplan.rule.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenPathTest {

    /** Blue and green on one network with one root, whose control planes read each other's clusters. */
    private static final String OPEN = """
            name: bookshop
            networks:
              [{name: vpc, gateways: []}]
            meshes:
              - {name: books, trustDomainAliases: [], certificateAuthority: {root: r}, trustBundles: []}
            clusters:
              - {name: blue, mesh: books, network: vpc, podCidrs: [10.1.0.0/16], apiServer: {reachableFrom: ["*"]}}
              - {name: green, mesh: books, network: vpc, podCidrs: [10.2.0.0/16], apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-blue, cluster: blue, remoteSecrets: [{cluster: green}]}
              - {name: istiod-green, cluster: green, remoteSecrets: []}
            tenants:
              - {name: sales, tenancy: namespace, namespaces: [shop], isolation: {defaultDeny: false}, mayCall: []}
              - {name: stores, tenancy: namespace, namespaces: [stock], isolation: {defaultDeny: false}, mayCall: []}
            services:
              - {name: web, namespace: shop, workloads: [{cluster: blue}]}
              - {name: db, namespace: stock, ports: [{name: sql, number: 5432}], workloads: [{cluster: green}]}
            traffic:
              - {from: {service: shop/web}, to: {service: stock/db}, expect: blocked}
            """;

    private final RuleTester tester = RuleTester.of("TEN006");

    private static String changed(String yaml, String changes) {
        String text = yaml;
        for (String change : changes.split(" ;; ", -1)) {
            String[] sides = change.split(" =>", -1);
            assertThat(text).contains(sides[0]);
            text = text.replace(sides[0], sides[1].stripLeading());
        }
        assertThat(RuleTester.of("STR005").evaluate(text).topology()).as(text).isPresent();
        return text;
    }

    /** With the traffic, stock/db and blue marked. */
    private static String marked(String yaml) {
        return yaml.replaceAll("(?m)^( {2}- \\{(name: blue|name: db|from:).*)$", "$1  # TEN006");
    }

    @Test
    void findsAPathOnTheSameNetworkThatDiscoveryTrustAndPolicyLeaveOpen() {
        Finding finding = tester.finding(marked(OPEN));

        assertThat(finding.facts())
                .containsEntry("from", "service shop/web")
                .containsEntry("to", "service stock/db")
                .containsEntry("clients", "cluster blue")
                .containsEntry("services", "stock/db")
                .containsEntry("path", "from blue to stock/db in green, directly on network vpc");
        assertThat(finding.subjects())
                .extracting(subject -> subject.pointer())
                .containsExactly("/traffic/0", "/services/1/allowedTenants", "/clusters/0");
        assertThat(finding.message())
                .isEqualTo(
                        "Traffic from service shop/web to service stock/db must be blocked, but discovery, trust and policy"
                                + " let cluster blue call stock/db: from blue to stock/db in green, directly on network vpc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remoteSecrets: [{cluster: green}] => remoteSecrets: []",
                "remoteSecrets: [{cluster: green}] => remoteSecrets: [{cluster: green, clusterName: gruen}]",
                "10.2.0.0/16], apiServer: {reachableFrom: [\"*\"]} => 10.2.0.0/16], apiServer: {reachableFrom: [green]}",
                "{name: db, => {name: db, scope: clusterLocal,",
                "{name: green, => {name: green, certificateAuthority: {root: other},",
                "{name: green, => {name: green, trustDomain: green.example,",
                "{name: db, => {name: db, allowedTenants: [],",
                "{name: db, => {name: db, allowedTenants: [stores],",
                "[stock], isolation: {defaultDeny: false} => [stock], isolation: {defaultDeny: true}",
                "{name: db, => {name: db, headless: true,",
                "{name: blue, => {name: blue, controlPlanes: [],",
                "workloads: [{cluster: green} => workloads: [{cluster: green, replicas: 0}",
                "workloads: [{cluster: green} => workloads: [{cluster: green, network: machines} ;; vpc, gateways: []} => vpc, gateways: []}, {name: machines, gateways: []}"
            })
    void oneClosedDoorIsEnough(String changes) {
        tester.holds(changed(OPEN, changes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: db, => {name: db, allowedTenants: [sales],",
                "namespaces: [stock], isolation: {defaultDeny: false} => namespaces: [stock], isolation: {defaultDeny: true} ;; mayCall: []} => mayCall: [stores]}",
                "{name: green, => {name: green, certificateAuthority: {root: other}, ;; trustBundles: [] => trustBundles: [{root: r}, {root: other}]",
                "{name: green, => {name: green, trustDomain: green.example, ;; trustDomainAliases: [] => trustDomainAliases: [cluster.local, green.example]",
                "workloads: [{cluster: green} => workloads: [{cluster: green, proxy: none}",
                "workloads: [{cluster: green} => workloads: [{cluster: green, addresses: [\"2001:db8::7\"]}",
                "{name: db, => {name: db, definedIn: [{cluster: green}],",
                "{name: db, => {name: db, definedIn: [{cluster: blue}, {cluster: green}],",
                "{name: istiod-blue, cluster: blue, remoteSecrets: [{cluster: green}]} => {name: managed, mesh: books, configCluster: blue, remoteSecrets: [{cluster: green}]} ;; {name: blue, => {name: blue, controlPlanes: [managed],",
                "cluster: blue, remoteSecrets: [{cluster: green}] => cluster: green, remoteSecrets: [{cluster: blue}] ;; {name: blue, => {name: blue, controlPlanes: [istiod-blue],",
                "{name: books, => {name: books, dataPlane: ambient, ;; {name: db, => {name: db, scope: mesh,"
            })
    void findsThePathHoweverItIsOpen(String changes) {
        tester.finding(marked(changed(OPEN, changes)));
    }

    /** A name that does not resolve is no protection: the address can be called under any other name. */
    @Test
    void aNameThatDoesNotResolveIsNoProtection() {
        String undefined = changed(OPEN, "{name: db, => {name: db, definedIn: [{cluster: green}],");

        tester.finding(marked(undefined));
        assertThat(RuleTester.of("TRF001")
                        .findings(undefined.replace(", expect: blocked", ""))
                        .get(0)
                        .facts())
                .containsEntry("cause", "DNS001");
    }

    /** Each on a network of its own, the green one with a gateway. */
    private static final String TWO_NETWORKS = OPEN.replace("  [{name: vpc, gateways: []}]\n", """
                      - {name: vpc-blue, gateways: []}
                      - {name: vpc-green, gateways: [{name: eastwest-green, cluster: green, addresses: [192.0.2.2], loadBalancer: {layer: L4}}]}
                    """)
            .replace("blue, mesh: books, network: vpc,", "blue, mesh: books, network: vpc-blue,")
            .replace("green, mesh: books, network: vpc,", "green, mesh: books, network: vpc-green,");

    @Test
    void findsAPathThroughAGateway() {
        assertThat(tester.finding(marked(TWO_NETWORKS)).facts())
                .containsEntry("path", "from blue to stock/db in green, through gateway eastwest-green");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exposes: [controlPlane],",
                "hosts: [\"*.shop.svc.cluster.local\"],",
                "tlsMode: TERMINATE,",
                "port: 0,"
            })
    void holdsWhereNoGatewayLetsTheCallThrough(String gateway) {
        tester.holds(TWO_NETWORKS.replace("{name: eastwest-green, ", "{name: eastwest-green, " + gateway));
    }

    @Test
    void rawAddressesOfAnotherNetworkAreAPathOnlyWhereALinkLeadsThere() {
        String raw = changed(
                TWO_NETWORKS,
                "[{name: eastwest-green, cluster: green, addresses: [192.0.2.2], loadBalancer: {layer: L4}}] => []");

        tester.holds(raw);
        assertThat(tester.finding(marked(raw.replace("services:", "links: [{from: blue, to: green}]\nservices:")))
                        .facts())
                .containsEntry("path", "from blue to stock/db in green, directly, by a link to network vpc-green");
        tester.holds(raw.replace("services:", "links: [{from: blue, to: green, ports: [443]}]\nservices:"));
    }

    @Test
    void oneOpenPortIsEnough() {
        String ports = OPEN.replace("number: 5432}", "number: 5432}, {name: admin, number: 8080}")
                .replace("apiServer: {", "apiServer: {address: \"https://192.0.2.9\", ")
                .replace("services:", "links: [{from: blue, to: green, ports: [443, 8080]}]\nservices:");

        tester.finding(marked(ports));
        tester.holds(ports.replace("443, 8080", "443, 9090"));
    }

    @Test
    void oneWayIntoAnotherClusterIsEnough() {
        String spread = OPEN.replace("workloads: [{cluster: green}]", "workloads: [{cluster: green}, {cluster: blue}]")
                .replace("remoteSecrets: [{cluster: green}]", "remoteSecrets: []");

        assertThat(tester.finding(marked(spread)).facts())
                .containsEntry("path", "from blue to stock/db in blue, directly on network vpc");
        tester.holds(spread.replace("to: {service: stock/db}", "to: {cluster: green}"));
    }

    @Test
    void blueAndGreenThatExchangeSecretsAreAForbiddenPathInOneDirectionEach() {
        String both = OPEN.replace("remoteSecrets: []", "remoteSecrets: [{cluster: blue}]")
                .replace("  - {from: {service: shop/web}, to: {service: stock/db}, expect: blocked}\n", """
                          - {from: {cluster: blue}, to: {cluster: green}, expect: blocked}  # TEN006
                          - {from: {cluster: green}, to: {cluster: blue}, expect: blocked}  # TEN006
                        """)
                .replaceAll("(?m)^( {2}- \\{(name: blue|name: green|name: db|name: web).*)$", "$1  # TEN006");

        List<Finding> found = tester.check(both);

        assertThat(found)
                .extracting(finding -> finding.facts().get("path"))
                .containsExactly(
                        "from blue to stock/db in green, directly on network vpc",
                        "from green to shop/web in blue, directly on network vpc");
        String apart =
                both.replaceAll("remoteSecrets: \\[.*]", "remoteSecrets: []").replace("  # TEN006", "");
        tester.holds(apart);
        assertThat(tester.evaluate(apart).findings()).allMatch(finding -> finding.severity() == Severity.INFO);
    }

    @Test
    void aSourceThatIsAClusterCallsWithoutNamespace() {
        String cluster = OPEN.replace("from: {service: shop/web}", "from: {cluster: blue}");

        tester.finding(marked(cluster));
        tester.finding(marked(changed(cluster, "{name: db, => {name: db, allowedTenants: [],")));
        tester.holds(
                changed(
                        cluster,
                        "{name: db, => {name: db, allowedTenants: [], ;; [shop], isolation => [shop], clusters: [blue], isolation"));
    }

    @Test
    void namesAllThatGetsThroughInOneFinding() {
        String namespaces = OPEN.replace(
                        "workloads: [{cluster: blue}]}", "workloads: [{cluster: blue}, {cluster: green}]}")
                .replace("traffic:", """
                          - {name: cache, namespace: stock, workloads: [{cluster: green}]}  # TEN006
                          - {name: safe, namespace: stock, allowedTenants: [], workloads: [{cluster: green}]}
                        traffic:""")
                .replace(
                        "from: {service: shop/web}, to: {service: stock/db}",
                        "from: {namespace: shop}, to: {namespace: stock}");

        Finding finding =
                tester.finding(marked(namespaces.replaceAll("(?m)^( {2}- \\{name: green.*)$", "$1  # TEN006")));

        assertThat(finding.facts())
                .containsEntry("clients", "clusters blue and green")
                .containsEntry("services", "stock/cache and stock/db");
    }

    @Test
    void everyDeclarationHasAFindingOfItsOwn() {
        assertThat(tester.check(
                        marked(OPEN + "  - {from: {cluster: blue}, to: {namespace: stock}, expect: blocked}\n")))
                .hasSize(2);
    }

    @Test
    void trafficThatIsAllowedHasNothingToFear() {
        tester.holds(OPEN.replace(", expect: blocked", ""));
        tester.finding(marked(OPEN).replace("expect: blocked}", "expect: blocked, reason: 'not yet'}")
                + "  - {from: {service: shop/web}, to: {service: stock/db}}\n");
    }

    @Test
    void holdsWhereNobodyIsThereToCall() {
        tester.holds(changed(OPEN, "workloads: [{cluster: blue}] => workloads: []"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/services/0/workloads                     | , workloads: [{cluster: blue}]} => }",
                "/services/1/workloads                     | , workloads: [{cluster: green}]} => }",
                "/controlPlanes/0/remoteSecrets            | , remoteSecrets: [{cluster: green}]} => }",
                "/clusters/1/apiServer/reachableFrom       | [10.2.0.0/16], apiServer: {reachableFrom: [\"*\"]} => [10.2.0.0/16]",
                "/meshes/0/certificateAuthority            | , certificateAuthority: {root: r} =>",
                "/tenants/1/isolation/defaultDeny          | [stock], isolation: {defaultDeny: false} => [stock]",
                "/services/1/exportedIn                    | {name: books, => {name: books, mcs: {serviceDiscovery: true},"
            })
    void isNotEvaluatedWhereAnUnknownFactCouldCloseOrOpenThePath(String fact, String changes) {
        assertThat(tester.needs(changed(OPEN, changes))).contains(fact);
    }

    @Test
    void anUnknownFactDoesNotMatterWhereAnotherDoorIsClosed() {
        tester.holds(changed(
                OPEN, ", remoteSecrets: [{cluster: green}]} => } ;; {name: db, => {name: db, allowedTenants: [],"));
        tester.holds(changed(
                OPEN,
                "remoteSecrets: [{cluster: green}] => remoteSecrets: [] ;; , workloads: [{cluster: green}]} => } ;; "
                        + "to: {service: stock/db} => to: {cluster: green}"));
    }

    @Test
    void tenThousandServicesThatAreOpenAreOneFinding() {
        String services = IntStream.range(0, 10_000)
                .mapToObj("  - {name: s%d, namespace: stock, workloads: [{cluster: green}]}\n"::formatted)
                .collect(Collectors.joining());
        String many = OPEN.replace("traffic:", services + "traffic:")
                .replace("{service: shop/web}, to: {service: stock/db}", "{cluster: blue}, to: {cluster: green}");

        List<Finding> found = tester.findings(many);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).facts()).containsEntry("services", "stock/db, stock/s0, stock/s1 and 9998 more");
    }
}
