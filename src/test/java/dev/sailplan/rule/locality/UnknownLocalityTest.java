package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownLocalityTest {

    private static final String KNOWN = "region: us-west1, ";

    private final RuleTester tester = RuleTester.of("LOC003");

    /** A service that runs in us-east1 and us-west1, with the given failover entries, one on each line. */
    private static String with(String... entries) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us-east1, zones: [a]}
                  - {name: west, mesh: m, region: us-west1, zones: [b]}
                  - {name: host, region: eu-west1, zones: [c]}
                services:
                  - name: web
                    namespace: shop
                    workloads: [{cluster: east}, {cluster: west}]
                    locality:
                      outlierDetection: true
                      failover:
                        - %s
                """.formatted(String.join("\n        - ", entries));
    }

    @Test
    void findsARegionThatNoClusterIsInOnEitherSide() {
        Finding to = tester.finding(with("{from: us-east1, to: us-wst1}  # LOC003"));
        Finding from = tester.finding(with("{from: us-wst1, to: us-east1}  # LOC003"));

        assertThat(to.severity()).isEqualTo(Severity.WARNING);
        assertThat(to.facts())
                .containsEntry("services", "shop/web")
                .containsEntry("regions", "names region us-wst1")
                .containsEntry(
                        "problem", "no cluster is in it, and this failover never takes place; did you mean us-west1?");
        assertThat(to.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/failover/0/to");
        assertThat(from.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/failover/0/from");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    us-east1,   us-east1,   a region cannot take over for itself
                    us-east1/a, us-west1,   'it is between whole regions, without zones'
                    us-east1,   us-west1/b, 'it is between whole regions, without zones'
                    *,          us-west1,   patterns are not allowed
                    us-east1,   us-*,       patterns are not allowed
                    us-east1,   us-west1/*, 'it is between whole regions, without zones and patterns are not allowed'
                    nowhere,    nowhere,    a region cannot take over for itself
                    """)
    void findsWhatIstioRefuses(String from, String to, String why) {
        Finding finding = tester.finding(with("{from: \"%s\", to: \"%s\"}  # LOC003".formatted(from, to)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("regions", "from " + from + " to " + to)
                .containsEntry("problem", "Istio refuses the DestinationRule, for " + why);
    }

    @Test
    void everyRefusedEntryAndEveryUnknownRegionIsACauseOfItsOwn() {
        assertThat(tester.check(with(
                        "{from: us-east1, to: us-east1}  # LOC003",
                        "{from: us-west1, to: \"*\"}  # LOC003",
                        "{from: us-west1, to: atlantis}  # LOC003",
                        "{from: us-east1, to: us-west1}")))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.ERROR, Severity.WARNING);
    }

    @Test
    void oneUnknownRegionIsOneCauseHoweverManyServicesNameIt() {
        StringBuilder yaml = new StringBuilder(with("{from: us-east1, to: us-wst1}  # LOC003"));
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: s%03d, namespace: shop, locality: {failover: [{from: us-wst1, to: us-east1}]}}%s\n"
                    .formatted(i, i < 100 ? "  # LOC003" : ""));
        }

        Finding finding = tester.finding(yaml.toString().replaceFirst("  # LOC003", ""));

        assertThat(finding.facts()).containsEntry("services", "shop/s000, shop/s001, shop/s002 and 298 more");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void regionsOfClustersHold() {
        tester.holds(with("{from: us-east1, to: us-west1}", "{from: us-west1, to: us-east1}"));
        tester.holds(with("{from: us-east1, to: eu-west1}"));
    }

    @Test
    void aRegionThatOnlyMachinesAreInCounts() {
        tester.holds(
                with("{from: us-east1, to: onprem}").replace("{cluster: east}", "{cluster: east, region: onprem}"));
    }

    @Test
    void aPolicyThatIsOffIsStillRefusedButFailsOverNowhereAnyway() {
        String off = with("{from: us-east1, to: us-wst1}").replace("outlierDetection: true", "enabled: false");

        tester.holds(off);
        tester.finding(off.replace("us-wst1}", "\"*\"}  # LOC003"));
    }

    @Test
    void namesAreComparedAsIstioDoes() {
        tester.finding(with("{from: us-east1, to: US-WEST1}  # LOC003"));
    }

    @Test
    void needsTheRegionsOfAllClustersOnlyForARegionThatNoOtherIsIn() {
        assertThat(tester.needs(with("{from: us-east1, to: us-wst1}").replace(KNOWN, "")))
                .containsExactly("/clusters/1/region");
        tester.holds(with("{from: us-east1, to: eu-west1}").replace(KNOWN, ""));
        tester.finding(with("{from: us-east1, to: us-wst1}  # LOC003").replace("region: eu-west1, ", ""));
    }

    @Test
    void needsTheWorkloadsOfTheServicesThatNameARegionIfNoneIsKnown() {
        String hidden =
                with("{from: us-east1, to: onprem}").replace("    workloads: [{cluster: east}, {cluster: west}]\n", "");

        assertThat(tester.needs(hidden)).containsExactly("/services/0/workloads");
        tester.holds(with("{from: us-east1, to: us-west1}")
                .replace("    workloads: [{cluster: east}, {cluster: west}]\n", ""));
        tester.finding(
                hidden.replace("onprem}", "onprem}  # LOC003")
                        + "  - {name: api, namespace: shop, workloads: [], locality: {failover: [{from: us-east1, to: onprem}]}}  # LOC003\n");
    }

    @Test
    void whatIstioRefusesNeedsNoRegion() {
        tester.finding(with("{from: us-east1, to: us-east1}  # LOC003")
                .replace("region: us-east1, ", "")
                .replace(KNOWN, ""));
    }
}
