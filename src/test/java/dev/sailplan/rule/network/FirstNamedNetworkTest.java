package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstNamedNetworkTest {

    private static final String BASE = """
            name: shop
            meshes: [{name: shop}, {name: books}]
            clusters: [{name: east, mesh: shop}, {name: west, mesh: shop}, {name: north, mesh: books}, {name: ops}]
            ---
            name: shop
            networks: [{name: vpc}]
            meshes: [{name: shop}, {name: books}]
            clusters:
            """;

    private final RuleTester rule = RuleTester.of("NET006");

    // no unknown facts: a cluster without network is what both documents say, and what the rule is about

    @Test
    void findsTheClustersOfAMeshThatGetTheFirstNamedNetwork() {
        assertThat(rule.finding(BASE + """
                          - {name: east, mesh: shop, network: vpc} # NET006
                          - {name: west, mesh: shop, network: vpc} # NET006
                        """).facts()).containsEntry("clusters", "clusters east and west");
    }

    @Test
    void findsEachMeshByItself() {
        assertThat(rule.check(BASE + """
                          - {name: east, mesh: shop, network: vpc} # NET006
                          - {name: west, mesh: shop}
                          - {name: north, mesh: books, network: vpc} # NET006
                        """)).hasSize(2);
    }

    @Test
    void findsAMeshBesideOneThatNamedItsNetworksBefore() {
        String named = "{name: north, mesh: books, network: vpc}";
        String base = BASE.replace("name: shop\nmeshes", "name: shop\nnetworks: [{name: vpc}]\nmeshes")
                .replaceFirst("\\{name: north, mesh: books}", named);

        assertThat(rule.finding(base + "  - " + named + "\n" + """
                          - {name: east, mesh: shop, network: vpc} # NET006
                          - {name: west, mesh: shop}
                        """).facts())
                .containsEntry("mesh", "shop")
                .containsEntry("clusters", "cluster east");
    }

    @Test
    void aClusterOutsideEveryMeshNamesNoNetworkOfAMesh() {
        String base = BASE.replace("name: shop\nmeshes", "name: shop\nnetworks: [{name: vpc}]\nmeshes")
                .replace("{name: ops}]", "{name: ops, network: vpc}]");

        rule.finding(base + """
                  - {name: east, mesh: shop, network: vpc} # NET006
                """);
    }

    @Test
    void holdsForClustersThatAreNewOrWereInAnotherMeshOrInNone() {
        rule.holds(BASE + """
                  - {name: south, mesh: shop, network: vpc}
                  - {name: north, mesh: shop, network: vpc}
                  - {name: ops, mesh: shop, network: vpc}
                """);
    }

    @Test
    void holdsWhereNetworksWereNamedBefore() {
        String named = """
                name: shop
                networks: [{name: vpc}, {name: dmz}]
                meshes: [{name: shop}]
                clusters: [{name: east, mesh: shop, network: vpc}, {name: west, mesh: shop}]
                """;
        rule.holds(
                named + "---\n" + named.replace("{name: west, mesh: shop}", "{name: west, mesh: shop, network: dmz}"));
    }

    @Test
    void holdsWhereNothingIsNamed() {
        rule.holds(BASE.replace("networks: [{name: vpc}]\n", "") + "  - {name: east, mesh: shop}\n");
    }

    @Test
    void saysNothingOfATopologyAlone() {
        assertThat(rule.evaluate("""
                        name: shop
                        networks: [{name: vpc}]
                        meshes: [{name: shop}]
                        clusters: [{name: east, mesh: shop, network: vpc}]
                        """).findings())
                .noneMatch(finding -> finding.rule().equals("NET006"));
    }

    @Test
    void namesAFewOfHundredsOfClusters() {
        String base = IntStream.range(0, 300)
                .mapToObj("  - {name: c%d, mesh: shop}\n"::formatted)
                .collect(Collectors.joining());
        String yaml = "name: shop\nmeshes: [{name: shop}]\nclusters:\n" + base
                + "---\nname: shop\nnetworks: [{name: vpc}]\nmeshes: [{name: shop}]\nclusters:\n"
                + base.replace("shop}", "shop, network: vpc}");
        assertThat(rule.findings(yaml)).singleElement().satisfies(finding -> {
            assertThat(finding.subjects()).hasSize(100);
            assertThat(finding.facts()).containsEntry("clusters", "clusters c0, c1, c10 and 297 more");
        });
    }
}
