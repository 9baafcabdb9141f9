package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// no unknown facts: the rule reads names of fields alone, and every name is known.
class UnknownFieldTest {

    private final RuleTester tester = RuleTester.of("STR001");

    @Test
    void findsAFieldAtTheTop() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                clutsers: []  # STR001
                """);

        assertThat(finding.facts())
                .containsEntry("path", "clutsers")
                .containsEntry("where", "the topology")
                .containsEntry("hint", "; did you mean clusters?");
    }

    @Test
    void saysInWhichElementAndWhereInIt() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    apiServer:
                      adress: https://api.north.example  # STR001
                """);

        assertThat(finding.facts())
                .containsEntry("path", "apiServer.adress")
                .containsEntry("where", "cluster north")
                .containsEntry("hint", "; did you mean address?");
        assertThat(finding.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.pointer()).isEqualTo("/clusters/0/apiServer/adress");
            assertThat(subject.element()).isEqualTo("cluster/north");
            assertThat(subject.column()).isEqualTo(7);
        });
    }

    @Test
    void reportsEveryFieldOfEveryObjectAtOnce() {
        List<Finding> found = tester.check("""
                name: bookshop
                owner: somebody  # STR001
                networks:
                  - name: vpc
                    gateways:
                      - name: eastwest
                        replica: 2  # STR001
                clusters:
                  - name: north
                    podCidr: [10.0.0.0/16]  # STR001
                    serviceCIDRs: [10.96.0.0/16]  # STR001
                """);

        assertThat(found)
                .extracting(
                        finding -> finding.subjects().get(0).element(),
                        finding -> finding.facts().get("hint"))
                .containsExactlyInAnyOrder(
                        tuple("topology/bookshop", ""),
                        tuple("gateway/eastwest", "; did you mean replicas?"),
                        tuple("cluster/north", "; did you mean podCidrs?"),
                        tuple("cluster/north", "; did you mean serviceCidrs?"));
    }

    @ParameterizedTest
    @CsvSource({
        "Clusters, '; did you mean clusters?'",
        "control-planes, '; did you mean controlPlanes?'",
        "meshs, '; did you mean meshes?'",
        "x, ''",
        "gatewayClassName, ''",
        "<<, '; YAML 1.2 has no merge keys: repeat the fields, or use an alias for the whole object'"
    })
    void hintsAtTheNearestFieldIfOneIsNear(String field, String hint) {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                %s: {}  # STR001
                """.formatted(field));

        assertThat(finding.facts()).containsEntry("hint", hint);
    }

    @Test
    void looksAtNothingInsideAnUnknownField() {
        tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                regions:  # STR001
                  - {title: one, title: two}
                  - clutsers: [1, {}]
                """);
    }

    @Test
    void knowsFieldsOfOtherObjectsOnlyThere() {
        tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    gateways: []  # STR001
                """);
    }

    @Test
    void doesNotKnowOtherFeaturesOfIstiod() {
        Finding finding = tester.finding("""
                name: bookshop
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books}]
                controlPlanes:
                  - name: istiod
                    cluster: north
                    features:
                      AMBIENT_ENABLE_MULTI_NETWORK: true
                      PILOT_ENABLE_AMBIENT: true  # STR001
                """);

        assertThat(finding.facts()).containsEntry("path", "features.PILOT_ENABLE_AMBIENT");
    }

    @Test
    void escapesAFieldInThePointerAndNotInTheMessage() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                topology.istio.io/network~1: vpc  # STR001
                """);

        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/topology.istio.io~1network~01");
        assertThat(finding.facts()).containsEntry("path", "topology.istio.io/network~1");
    }

    @Test
    void findsEachPlaceOfAnObjectThatIsRepeatedByAnAlias() {
        List<Finding> found = tester.check("""
                name: bookshop
                clusters:
                  - {name: north, apiServer: &api {url: "https://api.example"}}  # STR001
                  - {name: south, apiServer: *api}
                """);

        assertThat(found)
                .extracting(finding -> finding.subjects().get(0).pointer())
                .containsExactly("/clusters/0/apiServer/url", "/clusters/1/apiServer/url");
    }

    @Test
    void holdsForNamesThatTheUserChooses() {
        tester.holds("""
                name: bookshop
                labels: {team: books, clutsers: none, name: x}
                clusters: [{name: north}]
                services:
                  - name: web
                    namespace: shop
                    locality: {distribute: [{from: "eu-north-1/*", to: {"eu-north-1/*": 100}}]}
                """);
    }
}
