package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: the rule reads values that are written, and what is not written has no type.
class WrongTypeTest {

    private static final String CLUSTER = "clusters: [{name: north, %s: %s}]";
    private static final String NETWORK = "networks: [{name: vpc, gateways: [{name: eastwest, %s: %s}]}]";
    private static final String MESH = "meshes: [{name: books, %s: %s}]";
    private static final String CONTROL_PLANE = "controlPlanes: [{name: istiod, %s: %s}]";
    private static final String SERVICE = "services: [{name: web, namespace: shop, %s: %s}]";
    private static final String WORKLOAD =
            "services: [{name: web, namespace: shop, workloads: [{cluster: north, %s: %s}]}]";
    private static final String PORT = "services: [{name: web, namespace: shop, ports: [{%s: %s}]}]";

    private final RuleTester tester = RuleTester.of("STR003");

    private Finding refused(String form, String field, String value) {
        return tester.finding("name: bookshop\n" + form.formatted(field, value) + "  # STR003\n");
    }

    private void accepted(String form, String field, String value) {
        tester.holds("name: bookshop\n" + form.formatted(field, value) + "\n");
    }

    private static void assertHint(Finding finding, String actual, String hint) {
        assertThat(finding.facts()).containsEntry("actual", actual).containsEntry("hint", hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.30 | the number 1.30 | '; quote it: \"1.30\"'",
                "1 | the number 1 | '; quote it: \"1\"'",
                "true | true | '; quote it: \"true\"'",
                "\"1\" | '\"1\"' | ''",
                "\"1.30.2\" | '\"1.30.2\"' | ''",
                "v1.30 | '\"v1.30\"' | ''",
                "\"01.30\" | '\"01.30\"' | ''",
                "latest | '\"latest\"' | ''",
                "\"\" | an empty text | ''",
                "[1.30] | a list | ''",
                "{minor: 30} | an object | ''"
            })
    void refusesVersionsThatAreNoQuotedMinorVersion(String value, String actual, String hint) {
        assertHint(refused("%s: %s", "istioVersion", value), actual, hint);
        assertHint(refused(CONTROL_PLANE, "version", value), actual, hint);
        assertHint(refused(CLUSTER, "proxyVersion", value), actual, hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.30\"", "'1.31'", "\"0.9\""})
    void acceptsQuotedMinorVersions(String value) {
        accepted("%s: %s", "istioVersion", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-2-3", "01.12.2026", "2026-11-20T00:00:00Z", "tomorrow", "2026-11"})
    void refusesDatesThatAreNone(String value) {
        assertHint(refused("%s: %s", "asOf", value), "\"" + value + "\"", "");
    }

    @Test
    void refusesADateWrittenAsANumber() {
        assertHint(refused("%s: %s", "asOf", "20261120"), "the number 20261120", "; quote it: \"20261120\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20", "\"2028-02-29\""})
    void acceptsDatesQuotedOrNot(String value) {
        accepted("%s: %s", "asOf", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0/16",
                "10/8",
                "010.0.0.0/16",
                "10.0.0.0/016",
                "10.0.0.0/255.255.0.0",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0-9/24",
                "10.0.*.0/16",
                "2001:db8::/129",
                "fe80::1%eth0/64",
                "/16",
                "north/16"
            })
    void refusesRangesThatAreNoCidr(String value) {
        for (String field : List.of("podCidrs", "serviceCidrs", "nodeCidrs")) {
            Finding finding = refused(CLUSTER, field, "[\"" + value + "\"]");

            assertHint(finding, "\"" + value + "\"", "");
            assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/0/" + field + "/0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/16", "10.0.3.7/16", "0.0.0.0/0", "10.0.0.1/32", "2001:DB8::/32", "::/0"})
    void acceptsCidrsOfBothFamiliesWithOrWithoutHostBits(String value) {
        accepted(CLUSTER, "podCidrs", "[\"" + value + "\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "north_1 | '\"north_1\"'",
                "-north | '\"-north\"'",
                "north- | '\"north-\"'",
                "north.example | '\"north.example\"'",
                "\"\" | an empty text",
                "[north] | a list",
                "7 | the number 7"
            })
    void refusesNamesThatAreNoDnsLabel(String name, String actual) {
        for (String list : List.of("clusters", "meshes", "controlPlanes", "services", "tenants")) {
            Finding finding = refused("%s: [{name: %s, namespace: a, tenancy: mesh}]", list, name);

            assertThat(finding.facts()).containsEntry("actual", actual);
        }
    }

    @Test
    void refusesNamesOfMoreThanSixtyThreeCharacters() {
        accepted("%s: [{name: %s}]", "clusters", "n".repeat(63));
        Finding finding = refused("%s: [{name: %s}]", "clusters", "n".repeat(64));

        assertThat(finding.facts()).containsEntry("actual", "\"" + "n".repeat(60) + "…\"");
    }

    @Test
    void acceptsCapitalsInNamesOfClustersAlone() {
        accepted("%s: [{name: %s}]", "clusters", "Kubernetes");
        refused("%s: [{name: %s}]", "meshes", "Books");
        refused("%s: [{name: %s}]", "controlPlanes", "Istiod");
        refused("%s: [{name: web, namespace: %s}]", "services", "Shop");
    }

    @Test
    void acceptsLabelValuesAsNamesOfNetworks() {
        accepted("%s: [{name: %s}]", "networks", "VPC_north.1");
        refused("%s: [{name: %s}]", "networks", "vpc/north");
        refused("%s: [{name: %s}]", "networks", "vpc_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRICKT | '; did you mean STRICT?'",
                "strict | '; did you mean STRICT?'",
                "DISABLED | '; did you mean DISABLE?'",
                "MUTUAL | ''",
                "\"\" | ''",
                "true | '; quote it: \"true\"'"
            })
    void refusesOtherValuesThanTheListedOnes(String value, String hint) {
        Finding finding = refused(MESH, "mtls", value);

        assertThat(finding.facts())
                .containsEntry("expected", "one of STRICT, PERMISSIVE, DISABLE")
                .containsEntry("hint", hint);
    }

    @Test
    void refusesOtherValuesInAList() {
        Finding finding = refused(NETWORK, "exposes", "[services, controlplane]");

        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/0/gateways/0/exposes/1");
        assertThat(finding.facts()).containsEntry("hint", "; did you mean controlPlane?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | the number -1 | ''",
                "65536 | the number 65536 | ''",
                "15443.5 | the number 15443.5 | ''",
                "1e4 | the number 1e4 | ''",
                "99999999999999999999 | the number 99999999999999999999 | ''",
                "\"15443\" | '\"15443\"' | '; write it without quotes'",
                "true | true | ''"
            })
    void refusesPortsThatAreNone(String value, String actual, String hint) {
        Finding finding = refused(NETWORK, "port", value);

        assertHint(finding, actual, hint);
        assertThat(finding.facts()).containsEntry("expected", "a whole number from 0 to 65535");
    }

    @Test
    void acceptsNoPortAtAGatewayAndNotAtAService() {
        accepted(NETWORK, "port", "0");
        refused(PORT, "number", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "HTTP", "http_alt", "\"8080\"", "a-name-of-16-char", "[8080]"})
    void refusesTargetPortsThatAreNeitherNumberNorName(String value) {
        refused(PORT, "targetPort", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "65535", "http", "web-8080"})
    void acceptsTargetPortsByNumberOrName(String value) {
        accepted(PORT, "targetPort", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "\"true\"", "1", "[]"})
    void refusesSwitchesThatAreNeitherTrueNorFalse(String value) {
        assertThat(refused(SERVICE, "headless", value).facts()).containsEntry("expected", "true or false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"north: {} | an object", "'' | an empty text", "north | '\"north\"'", "5 | the number 5"})
    void refusesAListThatIsNone(String value, String actual) {
        String written = value.contains(":") ? "{" + value + "}" : value.isEmpty() ? "\"\"" : value;

        assertHint(refused("%s: %s", "controlPlanes", written), actual, "");
    }

    @Test
    void keepsThePlaceOfAnElementThatCannotBeRead() {
        List<Finding> found = tester.check("""
                name: bookshop
                clusters:
                  - north  # STR003
                  - name: south
                    region: 5  # STR003
                """);

        assertThat(found.get(1).subjects().get(0).element()).isEqualTo("cluster/south");
        assertThat(found.get(1).subjects().get(0).pointer()).isEqualTo("/clusters/1/region");
        assertThat(found.get(1).subjects().get(0).column()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0",
                "10.0.0.256",
                "10.0.0.07",
                "1.2.3.4.5",
                "10.0.0.0/24",
                "10.0.0.1  10.0.0.2",
                "10.0.0.1 ",
                "10.0.0.1 vm.example",
                "10.0.0.1,10.0.0.2",
                "vm..example",
                "fe80::1%eth0",
                ""
            })
    void refusesAddressesOfEndpointsThatAreNone(String value) {
        refused(WORKLOAD, "addresses", "[\"" + value + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "2001:db8::1", "10.0.0.1 2001:db8::1", "vm.example", "10-0-0-1.vm.example."})
    void acceptsAddressesOfEndpointsAndHostNames(String value) {
        accepted(WORKLOAD, "addresses", "[\"" + value + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1 10.0.0.2", "10.0.0.1:15443", "https://gw.example", "*.gw.example", "10.0.0.1/32"})
    void refusesAddressesOfGatewaysThatAreNeitherAddressNorHost(String value) {
        refused(NETWORK, "addresses", "[\"" + value + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"books example", "spiffe://books.example", "books..example", "books.example/ns", ""})
    void refusesTrustDomainsThatAreNone(String value) {
        refused(MESH, "trustDomain", "\"" + value + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "a/b/c", "/web", "Shop/web", "*"})
    void refusesExportsThatAreNoServiceOfTheMesh(String value) {
        refused(MESH, "federatesWith", "[{mesh: music, exports: [\"" + value + "\"]}]");
    }

    @Test
    void refusesTextsThatLookLikeNumbersWithTheWayToWriteThem() {
        assertHint(refused(CLUSTER, "region", "5"), "the number 5", "; quote it: \"5\"");
        assertHint(refused("%s: %s", "labels", "{team: true}"), "true", "; quote it: \"true\"");
        accepted("%s: %s", "labels", "{team: \"true\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: half}", "{a: \"50\"}", "{a: 0.5}", "{a: [50]}", "50"})
    void refusesWeightsThatAreNoWholeNumbers(String value) {
        refused(SERVICE, "locality", "{distribute: [{from: a, to: " + value + "}]}");
    }

    @Test
    void refusesFewerReplicasThanAddresses() {
        Finding finding = tester.finding("""
                name: bookshop
                services:
                  - name: web
                    namespace: shop
                    workloads:
                      - {cluster: north, replicas: 2, addresses: [10.0.0.1, 10.0.0.2]}
                      - cluster: south
                        addresses: [10.0.0.3 2001:db8::3, 10.0.0.4]
                        replicas: 1  # STR003
                """);

        assertThat(finding.facts())
                .containsEntry("path", "workloads[1].replicas")
                .containsEntry("where", "service shop/web")
                .containsEntry("actual", "1")
                .containsEntry("expected", "at least 2, the number of its addresses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 3, addresses: [10.0.0.1]",
                "replicas: 1, addresses: [10.0.0.1 2001:db8::1]",
                "replicas: 0, addresses: []",
                "replicas: 5",
                "addresses: [10.0.0.1, 10.0.0.2]"
            })
    void acceptsAsManyReplicasAsAddressesOrMore(String workload) {
        tester.holds("""
                name: bookshop
                services: [{name: web, namespace: shop, workloads: [{cluster: north, %s}]}]
                """.formatted(workload));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{service: shop/web, cluster: north} | service and cluster",
                "{cluster: north, namespace: shop} | cluster and namespace",
                "{service: shop/web, cluster: north, namespace: shop} | service and cluster and namespace"
            })
    void refusesAnEndOfTrafficThatIsSeveral(String end, String fields) {
        for (String traffic : List.of("{from: %s, to: {cluster: a}}", "{from: {cluster: a}, to: %s}")) {
            Finding finding = refused("%s: [" + traffic + "]", "traffic", end);

            assertThat(finding.facts()).containsEntry("actual", "an object with " + fields);
        }
    }

    @Test
    void takesNullForAbsent() {
        tester.holds("""
                name: bookshop
                istioVersion: ~
                asOf: null
                networks:
                meshes: [{name: books, mtls: null, certificateAuthority: ~}]
                clusters: [{name: north, mesh: books, podCidrs: , apiServer: {address: }}]
                traffic: [{from: {cluster: north, service: ~}, to: {cluster: north}}]
                """);
    }

    @Test
    void refusesNullInAList() {
        tester.check("""
                name: bookshop
                clusters:
                  - ~  # STR003
                  - {name: north, podCidrs: [~]}  # STR003
                """);
    }

    @Test
    void reportsEveryFaultOfEveryRuleAtOnce() {
        String yaml = """
                istioVersion: 1.30
                clusters:
                  - {name: north, mesh: boks, region: 5}
                  - {name: north, zone: a, network: a, network: b}
                """;

        assertThat(tester.evaluate(yaml).findings())
                .extracting(Finding::rule)
                .containsExactly("STR001", "STR002", "STR003", "STR003", "STR004", "STR005", "STR005", "STR006");
        assertThat(tester.evaluate(yaml).notEvaluated()).isEmpty();
    }
}
