package dev.sailplan.rule.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Terms;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityBelowRequirementTest {

    private final RuleTester tester = RuleTester.of("REQ002");

    /** A caller and what it calls in one cluster of two zones. */
    private static String deployment(String required, String workloads) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: c, mesh: m, region: r, zones: [a, b]}
                controlPlanes: [{name: p, cluster: c, remoteSecrets: []}]
                services:
                  - {name: web, namespace: shop, workloads: [%s]}
                requirements: {availability: %s}
                """.formatted(workloads, required);
    }

    private static String marked(String yaml) {
        return yaml.lines()
                .map(line -> line.contains("name: web") || line.contains("requirements") ? line + "  # REQ002" : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void aServiceInOneZoneIsUpNoMoreOftenThanTheZone() {
        Finding finding = tester.finding(marked(deployment("99.999", "{cluster: c, zone: a}")));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("required", "99.999")
                .containsEntry("estimated", "99.99")
                .containsEntry("service", "shop/web")
                .containsEntry("consumer", "c")
                .containsEntry("services", "1")
                .containsEntry("minutes", "4.38");
        assertThat(finding.message())
                .isEqualTo(
                        "Requirements ask for an availability of 99.999 %, but calls of service shop/web from c succeed"
                                + " with an estimated 99.99 %, which is 4.38 minutes a month without");
    }

    @ParameterizedTest
    @CsvSource({"99.99", "99.9", "50", "0"})
    void whatIsReachedExactlyOrMoreHolds(String required) {
        tester.holds(deployment(required, "{cluster: c, zone: a}"));
    }

    @Test
    void aSecondZoneIsEnough() {
        tester.holds(deployment("99.999", "{cluster: c, zone: a}, {cluster: c, zone: b}"));
    }

    @Test
    void whatIsNotRequiredIsNotJudged() {
        tester.holds(deployment("99.999", "{cluster: c, zone: a}").replaceFirst("requirements.*", ""));
        tester.holds(deployment("99.999", "{cluster: c, zone: a}").replace("availability: 99.999", "survive: []"));
    }

    @Test
    void hundredPerCentIsMoreThanOneZoneGives() {
        assertThat(tester.check(marked(deployment("100", "{cluster: c, zone: a}"))))
                .hasSize(1);
    }

    @Test
    void anUnknownPlaceIsNotJudged() {
        String yaml = deployment("99.999", "{cluster: c}");

        assertThat(tester.check(yaml)).isEmpty();
        assertThat(tester.needs(yaml)).containsExactly("/services/0/workloads");
    }

    @Test
    void whatNobodyConsumesIsNotJudged() {
        String yaml = deployment("99.999", "{cluster: c, zone: a}").replaceFirst("services:\n.*\n", "services: []\n");

        assertThat(tester.check(yaml)).isEmpty();
        assertThat(tester.needs(yaml)).containsExactly("/services");
    }

    @Test
    void aCertainShortfallIsReportedBesideADoubt() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: c, mesh: m, region: r, zones: [a, b]}
                controlPlanes: [{name: p, cluster: c, remoteSecrets: []}]
                services:
                  - {name: open, namespace: shop, workloads: [{cluster: c}]}
                  - {name: web, namespace: shop, workloads: [{cluster: c, zone: a}]}  # REQ002
                  - {name: wide, namespace: shop, workloads: [{cluster: c, zone: b}]}  # REQ002
                requirements: {availability: 99.999}  # REQ002
                """;

        Finding finding = tester.finding(yaml);
        assertThat(finding.facts()).containsEntry("services", "2").containsEntry("service", "shop/web");
        assertThat(finding.message()).endsWith("; and calls of 1 more service");
    }

    @Test
    void severalMeshesAreJudgedTogether() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: c, mesh: m, region: r, zones: [a, b]}
                  - {name: d, mesh: n, region: q, zones: [e, f]}
                controlPlanes:
                  - {name: p, cluster: c, remoteSecrets: []}
                  - {name: q, cluster: d, remoteSecrets: []}
                services:
                  - {name: web, namespace: shop, mesh: m, workloads: [{cluster: c, zone: a}, {cluster: c, zone: b}]}
                  - {name: web, namespace: shop, mesh: n, workloads: [{cluster: d, zone: e}]}  # REQ002
                requirements: {availability: 99.999}  # REQ002
                """;

        assertThat(tester.finding(yaml).facts()).containsEntry("consumer", "d");
    }

    @Test
    void theModelOfTheRequestDecides() {
        Terms terms = new Terms(
                null,
                RuleTester.AS_OF,
                Terms.on(RuleTester.AS_OF).profile(),
                false,
                FailureModel.DEFAULT.with(FailureKind.ZONE, 0.999999));
        Evaluation evaluation = RuleTester.evaluate(deployment("99.999", "{cluster: c, zone: a}"), terms);

        assertThat(evaluation.findings()).extracting(Finding::rule).doesNotContain("REQ002");
    }

    @Test
    void whatTakesTooLongIsNotJudged() {
        String clusters = IntStream.range(0, 50)
                .mapToObj(number ->
                        "  - {name: c%d, mesh: m, region: r, zones: [a], controlPlanes: [p]}\n".formatted(number))
                .collect(Collectors.joining());
        String services = IntStream.range(0, 50)
                .mapToObj(number ->
                        "  - {name: s%d, namespace: shop, workloads: [{cluster: c0, zone: a}]}\n".formatted(number))
                .collect(Collectors.joining());
        String yaml = "name: t\nmeshes: [{name: m}]\nclusters:\n" + clusters
                + "controlPlanes: [{name: p, cluster: c0, remoteSecrets: []}]\nservices:\n" + services
                + "traffic:\n"
                + IntStream.range(0, 2500)
                        .mapToObj(number -> "  - {from: {cluster: c%d}, to: {service: shop/s%d}}\n"
                                .formatted(number % 50, number / 50))
                        .collect(Collectors.joining())
                + "requirements: {availability: 99.999}\n";

        assertThat(tester.check(yaml)).isEmpty();
        assertThat(tester.needs(yaml)).containsExactly("/services");
    }
}
