package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

// no unknown facts: an absent network is a fact, by what the other clusters state.
class NetworkUnsetTest {

    private final RuleTester tester = RuleTester.of("NET002");

    @Test
    void findsAClusterWithoutNetworkBesideOneThatNamesIts() {
        Finding finding = tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north}
                  - {name: south, mesh: books}  # NET002
                """);

        assertThat(finding.facts()).containsEntry("cluster", "south").containsEntry("mesh", "books");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/1/network");
        assertThat(finding.subjects().get(0).element()).isEqualTo("cluster/south");
    }

    @Test
    void findsAnEmptyValueInPlaceOfANetwork() {
        tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north}
                  - name: south
                    mesh: books
                    network: ~  # NET002
                """);
    }

    @Test
    void findsAClusterWhoseNetworkIsNamedByAClusterOfAnotherMesh() {
        Finding finding = tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}, {name: music}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north}
                  - {name: south, mesh: music}  # NET002
                """);

        assertThat(finding.facts()).containsEntry("mesh", "music");
    }

    @Test
    void findsAClusterWhoseWorkloadsNameTheirNetworkThemselves() {
        tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north}
                  - {name: south, mesh: books}  # NET002
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: south, network: vpc-north}]}
                """);
    }

    @Test
    void countsAClusterOutsideEveryMeshThatNamesItsNetwork() {
        tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}]
                clusters:
                  - {name: host, network: vpc-north}
                  - {name: south, mesh: books}  # NET002
                """);
    }

    @Test
    void reportsEachOfManyClusters() {
        String clusters = IntStream.range(0, 400)
                .mapToObj(i -> "  - {name: c%d, mesh: books}  # NET002\n".formatted(i))
                .collect(Collectors.joining());

        List<Finding> found = tester.check("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books, dataPlane: ambient}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north}
                """ + clusters);

        assertThat(found).hasSize(400);
    }

    @Test
    void holdsWhereEveryClusterNamesItsNetwork() {
        tester.holds("""
                name: bookshop
                networks: [{name: vpc-north}, {name: vpc-south}]
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north}
                  - {name: south, mesh: books, network: vpc-south}
                """);
    }

    @Test
    void holdsWhereNoClusterNamesANetwork() {
        tester.holds("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books}, {name: south, mesh: books}]
                """);
    }

    @Test
    void holdsForAClusterOutsideEveryMesh() {
        tester.holds("""
                name: bookshop
                networks: [{name: vpc-north}]
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books, network: vpc-north}, {name: host}]
                """);
    }
}
