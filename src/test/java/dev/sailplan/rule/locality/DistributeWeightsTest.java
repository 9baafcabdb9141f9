package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributeWeightsTest {

    // no unknown facts: the localities and weights of a distribution are required, absent lists are none.

    private final RuleTester tester = RuleTester.of("LOC008");

    /** A service whose locality policy has the given lines. */
    private static String policy(String... lines) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us, zones: [a]}
                  - {name: west, mesh: m, region: eu, zones: [b]}
                services:
                  - name: web
                    namespace: shop
                    locality:
                      outlierDetection: true
                      %s
                """.formatted(String.join("\n      ", lines));
    }

    /** A distribution with the given entries, one on each line. */
    private static String with(String... entries) {
        return policy("distribute:", "  - " + String.join("\n        - ", entries));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: us/a, to: {us/a: 70, us/b: 29, \"eu/*\": 1}}",
                "{from: us/a/*, to: {us/a/rack1: 100}}",
                "{from: \"*\", to: {\"*\": 100}}",
                "{from: us, to: {us: 80, eu: 20}}"
            })
    void weightsThatAddUpTo100Hold(String entry) {
        tester.holds(with(entry));
        tester.holds(policy("distribute: []"));
    }

    @ParameterizedTest
    @CsvSource({"80, 10, 90", "80, 21, 101", "1, 1, 2", "100, 100, 200"})
    void findsWeightsThatDoNotAddUpTo100(int here, int there, int sum) {
        Finding finding =
                tester.finding(with("{from: \"us/*\", to: {\"us/*\": %d, eu: %d}}  # LOC008".formatted(here, there)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("service", "shop/web")
                .containsEntry(
                        "problem",
                        "the weights from us/* add up to " + sum
                                + ", not to 100, and Istio refuses the DestinationRule");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/distribute/0/to");
    }

    @Test
    void noWeightsAddUpToNothing() {
        assertThat(tester.finding(with("{from: us, to: {}}  # LOC008")).facts().get("problem"))
                .contains("add up to 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101, Integer.MAX_VALUE})
    void findsWeightsOutsideTheirRangeWhateverTheyAddUpTo(int weight) {
        Finding finding = tester.finding(with("{from: us, to: {us/a: %d, eu: 100}}  # LOC008".formatted(weight)));

        assertThat(finding.facts().get("problem"))
                .isEqualTo("from us a weight is not from 1 to 100: us/a (%d), and Istio refuses the DestinationRule"
                        .formatted(weight));
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/distribute/0/to/us~1a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/a", "us/*/rack", "us//rack", "us-*"})
    void findsLocalitiesThatAreNotWrittenRight(String locality) {
        Finding source = tester.finding(with("{from: \"%s\", to: {eu: 100}}  # LOC008".formatted(locality)));
        Finding target = tester.finding(with("{from: us, to: {\"%s\": 60, eu: 40}}  # LOC008".formatted(locality)));

        assertThat(source.facts().get("problem")).startsWith("locality " + locality + " has a");
        assertThat(source.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/distribute/0/from");
        assertThat(target.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/distribute/0/to/" + locality.replace("/", "~1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us: 50, us/a: 50",
                "us/a: 50, \"us/*\": 50",
                "\"us/*\": 50, us/a/rack: 50",
                "us: 50, \"us/*\": 50",
                "us/a: 50, \"*\": 50",
                "\"*\": 50, eu: 50"
            })
    void findsSharesThatOverlapInEitherOrder(String shares) {
        Finding finding = tester.finding(with("{from: us, to: {" + shares + "}}  # LOC008"));

        assertThat(finding.facts().get("problem")).startsWith("localities overlap in the shares of us: ");
        assertThat(finding.subjects()).hasSize(2);
    }

    @Test
    void findsSourcesThatOverlap() {
        Finding finding = tester.finding(with(
                "{from: us/a, to: {us: 100}}  # LOC008",
                "{from: eu, to: {eu: 100}}",
                "{from: \"us/*\", to: {us: 100}}  # LOC008"));

        assertThat(finding.facts().get("problem")).startsWith("localities overlap as sources: us/* and us/a;");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/distribute/0/from", "/services/0/locality/distribute/2/from");
    }

    @Test
    void theSameTargetFromSeveralSourcesHolds() {
        tester.holds(with("{from: us/a, to: {us: 100}}", "{from: us/b, to: {us: 100}}", "{from: eu, to: {us: 100}}"));
    }

    @Test
    void everyDefectIsACauseOfItsOwn() {
        assertThat(tester.check(with(
                        "{from: us, to: {us: 50, us/a: 40, eu: 10, eu/b: 10}}  # LOC008",
                        "{from: \"*/a\", to: {us: 0, eu: 100}}  # LOC008")))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone"})
    void findsFailoverBesidePrioritiesByLocality(String label) {
        Finding finding = tester.finding(policy(
                "failoverPriority: [topology.istio.io/network, %s]  # LOC008".formatted(label),
                "failover: [{from: us, to: eu}]  # LOC008"));

        assertThat(finding.facts().get("problem")).startsWith("failoverPriority by " + label + " excludes failover");
    }

    @Test
    void otherPrioritiesGoWithFailoverAndThoseByLocalityAlone() {
        tester.holds(
                policy("failoverPriority: [topology.istio.io/network, version]", "failover: [{from: us, to: eu}]"));
        tester.holds(policy("failoverPriority: [topology.kubernetes.io/region=us]", "failover: [{from: us, to: eu}]"));
        tester.holds(policy("failoverPriority: [topology.kubernetes.io/region]", "failover: []"));
        tester.holds(policy("failoverPriority: [topology.kubernetes.io/region]"));
    }

    @Test
    void istioRefusesItEvenIfThePolicyIsOff() {
        tester.finding(policy("enabled: false", "distribute: [{from: us, to: {us: 99}}]  # LOC008"));
    }

    @Test
    void messagesStayShortHoweverMuchIsWrong() {
        StringBuilder shares = new StringBuilder("\"*\": 1");
        for (int i = 0; i < 500; i++) {
            shares.append(", region-%03d/zone-%03d: 1".formatted(i, i));
        }

        assertThat(tester.check(with("{from: us, to: {" + shares + "}}  # LOC008")))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.message()).hasSizeLessThan(300))
                .allSatisfy(finding -> assertThat(finding.subjects()).hasSizeLessThanOrEqualTo(100));
    }
}
