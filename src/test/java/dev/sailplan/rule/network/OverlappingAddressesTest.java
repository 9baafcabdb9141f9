package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlappingAddressesTest {

    private final RuleTester tester = RuleTester.of("NET001");

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.0.0/16",
        "10.0.0.0/16, 10.0.64.0/18",
        "10.0.64.0/18, 10.0.0.0/16",
        "0.0.0.0/0, 10.0.0.7/32",
        "2001:db8::/32, 2001:db8:7::/48",
        "2001:db8:7::/48, 2001:DB8::/32"
    })
    void findsRangesNestedInEitherDirection(String north, String south) {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    podCidrs: ["%s"]  # NET001
                    serviceCidrs: []
                    nodeCidrs: []
                  - name: south
                    podCidrs: ["%s"]  # NET001
                    serviceCidrs: []
                    nodeCidrs: []
                """.formatted(north, south));

        assertThat(finding.facts()).containsEntry("clusters", "north and south").containsEntry("more", "");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactlyInAnyOrder("/clusters/0/podCidrs/0", "/clusters/1/podCidrs/0");
    }

    @ParameterizedTest
    @CsvSource({
        "podCidrs, podCidrs, true",
        "podCidrs, serviceCidrs, true",
        "podCidrs, nodeCidrs, true",
        "serviceCidrs, serviceCidrs, true",
        "serviceCidrs, nodeCidrs, true",
        "nodeCidrs, nodeCidrs, false"
    })
    void comparesEveryUseOfTwoClustersButTheirNodes(String one, String other, boolean overlaps) {
        for (List<String> uses : List.of(List.of(one, other), List.of(other, one))) {
            String yaml = """
                    name: bookshop
                    clusters:
                      - {name: north, %s: [10.0.0.0/16]}
                      - {name: south, %s: [10.0.0.0/20]}
                    """.formatted(uses.get(0), uses.get(1));

            assertThat(tester.findings(yaml)).hasSize(overlaps ? 1 : 0);
        }
    }

    @Test
    void findsPodsAndServicesOfOneCluster() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    podCidrs: [10.0.0.0/8]  # NET001
                    serviceCidrs: [10.96.0.0/16]  # NET001
                """);

        assertThat(finding.facts())
                .containsEntry("use", "Pod range")
                .containsEntry("range", "10.0.0.0/8")
                .containsEntry("otherUse", "service range")
                .containsEntry("other", "10.96.0.0/16")
                .containsEntry("otherCluster", "the same cluster")
                .containsEntry("place", "the implicit network");
    }

    @Test
    void findsEndpointsInRangesOfAnotherCluster() {
        Finding finding = tester.finding("""
                name: bookshop
                networks: [{name: vpc}]
                clusters:
                  - name: north
                    network: vpc
                    podCidrs: [10.0.0.0/16, 2001:db8::/64]  # NET001
                    serviceCidrs: []
                    nodeCidrs: []
                  - {name: south, network: vpc, podCidrs: [], serviceCidrs: [], nodeCidrs: []}
                services:
                  - name: web
                    namespace: shop
                    workloads: [{cluster: south, addresses: [10.0.9.9 2001:db8:9::9, vm.example]}]  # NET001
                """);

        assertThat(finding.facts())
                .containsEntry("otherUse", "endpoint address")
                .containsEntry("network", "vpc");
        assertThat(finding.subjects())
                .extracting(FindingSubject::element)
                .containsExactly("cluster/north", "service/shop/web");
    }

    @Test
    void findsTheSecondAddressOfAnEndpointWithSeveral() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: ["2001:db8::/64"], serviceCidrs: [], nodeCidrs: []}  # NET001
                  - {name: south, podCidrs: [], serviceCidrs: [], nodeCidrs: []}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: south, addresses: ["10.0.9.9 2001:db8::9"]}]}  # NET001
                """);

        assertThat(finding.facts()).containsEntry("other", "2001:db8::9");
    }

    @Test
    void findsOneAddressOfTwoClustersAndNotOfTwoServicesInOne() {
        tester.finding("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: [], serviceCidrs: [], nodeCidrs: []}
                  - {name: south, podCidrs: [], serviceCidrs: [], nodeCidrs: []}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: north, addresses: [192.0.2.7]}]}  # NET001
                  - {name: api, namespace: shop, workloads: [{cluster: south, addresses: [192.0.2.7]}]}  # NET001
                  - {name: one, namespace: shop, workloads: [{cluster: north, addresses: [192.0.2.9]}]}
                  - {name: two, namespace: shop, workloads: [{cluster: north, addresses: [192.0.2.9]}]}
                """);
    }

    @Test
    void judgesAMachineOnTheNetworkItIsOn() {
        tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}, {name: vpc-south}]
                clusters:
                  - {name: north, network: vpc-north, podCidrs: [10.0.0.0/16], serviceCidrs: []}  # NET001
                  - {name: south, network: vpc-south, podCidrs: [10.0.0.0/16], serviceCidrs: []}
                services:
                  - name: web
                    namespace: shop
                    workloads:
                      - {cluster: south, network: vpc-north, addresses: [10.0.9.9]}  # NET001
                      - {cluster: south, addresses: [10.0.9.9]}
                """);
    }

    @Test
    void reportsOneFindingForRangesThatMeetThroughOthers() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    podCidrs: [10.0.0.0/12]  # NET001
                    serviceCidrs: [172.16.0.0/16]
                    nodeCidrs: []
                  - name: south
                    podCidrs: [10.1.0.0/16]  # NET001
                    serviceCidrs: [172.17.0.0/16]
                    nodeCidrs: []
                  - name: west
                    podCidrs: [10.2.0.0/16]  # NET001
                    serviceCidrs: [172.18.0.0/16]
                    nodeCidrs: []
                """);

        assertThat(finding.facts())
                .containsEntry("range", "10.0.0.0/12")
                .containsEntry("other", "10.1.0.0/16")
                .containsEntry("more", ", with 1 more range in this group of clusters north, south and west");
    }

    @Test
    void reportsOneFindingForEachGroupAndNetwork() {
        List<Finding> found =
                tester.check("""
                name: bookshop
                networks: [{name: a}, {name: b}]
                clusters:
                  - name: a1
                    network: a
                    podCidrs: [10.0.0.0/16]  # NET001
                    serviceCidrs: [10.96.0.0/16]  # NET001
                    nodeCidrs: []
                  - name: a2
                    network: a
                    podCidrs: [10.0.0.0/16]  # NET001
                    serviceCidrs: [10.96.0.0/16]  # NET001
                    nodeCidrs: []
                  - name: b1
                    network: b
                    podCidrs: [10.0.0.0/16]  # NET001
                    serviceCidrs: [10.97.0.0/16]
                    nodeCidrs: [10.0.0.0/24]
                  - name: b2
                    network: b
                    podCidrs: [10.0.0.0/16]  # NET001
                    serviceCidrs: [10.98.0.0/16]
                    nodeCidrs: []
                """.replace("nodeCidrs: [10.0.0.0/24]", "nodeCidrs: [10.0.0.0/24]  # NET001"));

        assertThat(found)
                .extracting(finding ->
                        finding.facts().get("network") + " " + finding.facts().get("clusters"))
                .containsExactlyInAnyOrder("a a1 and a2", "a a1 and a2", "b b1 and b2");
    }

    @Test
    void findsClustersOfDifferentMeshesAndOfNoneOnOneNetwork() {
        tester.finding("""
                name: bookshop
                networks: [{name: vpc}]
                meshes: [{name: books}, {name: music, dataPlane: ambient}]
                clusters:
                  - {name: north, mesh: books, network: vpc, podCidrs: [10.0.0.0/16], serviceCidrs: [], nodeCidrs: []}  # NET001
                  - {name: south, mesh: music, network: vpc, podCidrs: [10.0.0.0/16], serviceCidrs: [], nodeCidrs: []}  # NET001
                  - {name: host, network: vpc, podCidrs: [10.0.0.0/16], serviceCidrs: [], nodeCidrs: []}  # NET001
                """);
    }

    @Test
    void findsTheOnePairAmongManyClusters() {
        String clusters = IntStream.range(0, 500)
                .mapToObj(i ->
                        "  - {name: c%d, podCidrs: [10.%d.%d.0/24], serviceCidrs: [], nodeCidrs: [172.16.0.0/12]}%s\n"
                                .formatted(
                                        i,
                                        (i == 431 ? 17 : i) / 250,
                                        (i == 431 ? 17 : i) % 250,
                                        i == 17 || i == 431 ? "  # NET001" : ""))
                .collect(Collectors.joining());

        Finding finding = tester.finding("name: bookshop\nclusters:\n" + clusters);

        assertThat(finding.facts()).containsEntry("clusters", "c17 and c431");
    }

    @Test
    void namesTheSameFindingInAnyOrderOfTheDocument() {
        String north = "{name: north, podCidrs: [10.0.0.0/16, 10.9.0.0/16], serviceCidrs: [], nodeCidrs: []}";
        String south = "{name: south, podCidrs: [10.0.0.0/8], serviceCidrs: [], nodeCidrs: []}";

        Finding one = tester.findings("{name: a, clusters: [" + north + ", " + south + "]}")
                .get(0);
        Finding other = tester.findings("{name: a, clusters: [" + south + ", " + north + "]}")
                .get(0);

        assertThat(other.message()).isEqualTo(one.message());
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
    }

    @Test
    void holdsForEqualRangesOnDifferentNetworks() {
        tester.holds("""
                name: bookshop
                networks: [{name: vpc-north}, {name: vpc-south}]
                clusters:
                  - {name: north, network: vpc-north, podCidrs: [10.0.0.0/16], serviceCidrs: [10.96.0.0/16]}
                  - {name: south, network: vpc-south, podCidrs: [10.0.0.0/16], serviceCidrs: [10.96.0.0/16]}
                """);
    }

    @Test
    void holdsForNeighbouringRangesOfBothFamilies() {
        tester.holds("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: [10.0.0.0/17, "2001:db8::/64"], serviceCidrs: [10.96.0.0/17], nodeCidrs: []}
                  - {name: south, podCidrs: [10.0.128.0/17, "2001:db8:0:1::/64"], serviceCidrs: [10.96.128.0/17], nodeCidrs: []}
                """);
    }

    @Test
    void holdsForSharedNodeSubnetsAndMachinesInThem() {
        tester.holds("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: [10.0.0.0/16], serviceCidrs: [10.96.0.0/16], nodeCidrs: [172.16.0.0/20]}
                  - {name: south, podCidrs: [10.1.0.0/16], serviceCidrs: [10.97.0.0/16], nodeCidrs: [172.16.0.0/20]}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: north, hostNetwork: true, addresses: [172.16.0.9]}]}
                """);
    }

    @Test
    void holdsForPodsOnTheNodesOfTheirOwnCluster() {
        tester.holds("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: [172.16.8.0/21], serviceCidrs: [10.96.0.0/16], nodeCidrs: [172.16.0.0/20]}
                """);
    }

    @Test
    void holdsForEndpointsInThePodRangeOfTheirOwnCluster() {
        tester.holds("""
                name: bookshop
                clusters: [{name: north, podCidrs: [10.0.0.0/16], serviceCidrs: [10.96.0.0/16]}]
                services: [{name: web, namespace: shop, workloads: [{cluster: north, addresses: [10.0.0.9]}]}]
                """);
    }

    @Test
    void leavesClustersOutWhoseNetworkIsUnset() {
        tester.holds("""
                name: bookshop
                networks: [{name: vpc}]
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc, podCidrs: [10.0.0.0/16], serviceCidrs: []}
                  - {name: south, mesh: books, podCidrs: [10.0.0.0/16]}
                """);
    }

    @Test
    void needsTheRangesOfClustersThatShareANetwork() {
        assertThat(tester.needs("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: [10.0.0.0/16]}
                  - {name: south, serviceCidrs: [10.97.0.0/16], nodeCidrs: []}
                """))
                .containsExactly("/clusters/0/nodeCidrs", "/clusters/0/serviceCidrs", "/clusters/1/podCidrs");
    }

    @Test
    void needsNoNodesOfAClusterThatIsAloneOnItsNetwork() {
        assertThat(tester.needs("""
                name: bookshop
                networks: [{name: vpc-north}, {name: vpc-south}]
                clusters:
                  - {name: north, network: vpc-north}
                  - {name: south, network: vpc-south, podCidrs: [10.0.0.0/16], serviceCidrs: [10.96.0.0/16]}
                """)).containsExactly("/clusters/0/podCidrs", "/clusters/0/serviceCidrs");
    }

    @Test
    void findsAnOverlapBesideRangesThatAreUnknown() {
        assertThat(tester.needs("""
                name: bookshop
                clusters:
                  - {name: north, podCidrs: [10.0.0.0/16], nodeCidrs: []}  # NET001
                  - {name: south, podCidrs: [10.0.0.0/16], serviceCidrs: [], nodeCidrs: []}  # NET001
                """)).containsExactly("/clusters/0/serviceCidrs");
    }
}
