package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// no unknown facts: a name is required, and one that is missing or unreadable has a finding of its own.
class DuplicateNameTest {

    private final RuleTester tester = RuleTester.of("STR004");

    @ParameterizedTest
    @CsvSource({
        "networks, network, ''",
        "meshes, mesh, ''",
        "clusters, cluster, ''",
        "controlPlanes, control plane, ''",
        "tenants, tenant, ', tenancy: namespace'"
    })
    void findsANameThatTwoElementsOfOneKindHave(String list, String kind, String rest) {
        Finding finding = tester.finding("""
                name: bookshop
                %1$s:
                  - {name: north%2$s}  # STR004
                  - {name: south%2$s}
                  - {name: north%2$s}  # STR004
                """.formatted(list, rest));

        assertThat(finding.facts())
                .containsEntry("name", "north")
                .containsEntry("kind", kind)
                .containsEntry("count", "2");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/" + list + "/0/name", "/" + list + "/2/name");
    }

    @Test
    void findsGatewaysOfOneNameInDifferentNetworks() {
        Finding finding = tester.finding("""
                name: bookshop
                networks:
                  - name: vpc-north
                    gateways:
                      - name: eastwest  # STR004
                  - name: vpc-south
                    gateways:
                      - name: eastwest  # STR004
                clusters: [{name: north}]
                """);

        assertThat(finding.facts()).containsEntry("kind", "gateway");
        assertThat(finding.subjects()).extracting(FindingSubject::element).containsOnly("gateway/eastwest");
    }

    @Test
    void findsGatewaysOfOneNameInOneNetwork() {
        tester.finding("""
                name: bookshop
                networks:
                  - name: vpc-north
                    gateways:
                      - {name: eastwest, addresses: [192.0.2.1]}  # STR004
                      - {name: eastwest, addresses: [192.0.2.2]}  # STR004
                clusters: [{name: north}]
                """);
    }

    @Test
    void reportsEveryNameOnceHoweverOftenItIsGiven() {
        String clusters = IntStream.range(0, 300)
                .mapToObj(i -> "  - {name: c%d}  # STR004\n".formatted(i % 3))
                .collect(Collectors.joining());

        assertThat(tester.check("name: bookshop\nclusters:\n" + clusters))
                .extracting(finding ->
                        finding.facts().get("name") + " " + finding.facts().get("count"))
                .containsExactly("c0 100", "c1 100", "c2 100");
    }

    @Test
    void findsANameThatIsGivenInDifferentSpellings() {
        tester.finding("""
                name: bookshop
                clusters:
                  - {name: north}  # STR004
                  - {"name": 'north'}  # STR004
                """);
    }

    @Test
    void holdsForOneNameInSeveralKinds() {
        tester.holds("""
                name: north
                networks: [{name: north, gateways: [{name: north}]}]
                meshes: [{name: north}]
                clusters: [{name: north, mesh: north, network: north}]
                controlPlanes: [{name: north, cluster: north}]
                tenants: [{name: north, tenancy: cluster}]
                """);
    }

    @Test
    void holdsForNamesThatDifferInCase() {
        tester.holds("""
                name: bookshop
                clusters: [{name: Kubernetes}, {name: kubernetes}]
                """);
    }

    @Test
    void leavesServicesToTheRuleOnCollisions() {
        tester.holds("""
                name: bookshop
                clusters: [{name: north}]
                services:
                  - {name: web, namespace: shop}
                  - {name: web, namespace: shop}
                """);
    }

    @Test
    void doesNotTakeUnreadableNamesForEqual() {
        tester.holds("""
                name: bookshop
                clusters: [{name: ""}, {name: ""}, {name: [a]}, {name: [a]}, {}, {}]
                """);
    }
}
