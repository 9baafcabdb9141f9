package dev.sailplan.api.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A request says how often parts of a deployment are up, configuration where it does not, and Sailplan where nobody does. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "sailplan.failure-model.cluster=0.9")
class AvailabilityOfTest {

    /** A call needs the region, the zone and the cluster of the other side. */
    private static final String TOPOLOGY = "{name: %s, asOf: 2026-11-20, networks: [{name: n, gateways: []}],"
            + " meshes: [{name: m, certificateAuthority: {root: r, type: pluggedIn}, trustBundles: []}],"
            + " clusters: [{name: here, mesh: m, network: n, region: h, zones: [h1], dnsProxy: true},"
            + " {name: there, mesh: m, network: n, region: t, zones: [t1], dnsProxy: true, apiServer: {reachableFrom: ['*']}}],"
            + " controlPlanes: [{name: p, cluster: here, remoteSecrets: [{cluster: there}]},"
            + " {name: q, cluster: there, remoteSecrets: []}],"
            + " services: [{name: db, namespace: stock, definedIn: [{cluster: here}], workloads: [{cluster: there}]}],"
            + " traffic: [{from: {cluster: here}, to: {service: stock/db}}]}";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private static String body(String resource) {
        String a = TOPOLOGY.formatted("a");
        String b = TOPOLOGY.formatted("b");
        return switch (resource) {
            case "rankings" -> "candidates: [%s, %s]\nrequirements: {availability: 60}\n".formatted(a, b);
            case "comparisons" -> "base: %s\nhead: %s\n".formatted(a, b);
            default -> a;
        };
    }

    private Answer post(String resource, String query) {
        return service.post("/api/v1/" + resource + query, body(resource), "Content-Type", "application/yaml");
    }

    private JsonNode answer(String resource, String query) {
        Answer answer = post(resource, query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String problem(String query) {
        Answer answer = post("scores", query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-parameter");
        return answer.json().path("detail").asString();
    }

    private static String after(String detail) {
        return detail.substring(detail.indexOf("several times. ") + "several times. ".length());
    }

    @Test
    void whatARequestDoesNotSayIsConfiguredOrElseOurs() {
        JsonNode estimate = answer("scores", "").at("/availability/dimensions/estimate");
        assertThat(estimate.at("/figures/probability").asDouble())
                .isCloseTo(0.9 * 0.9999 * 0.99995, org.assertj.core.api.Assertions.within(1e-8));
        assertThat(estimate.at("/assumptions/0").asString())
                .contains("zone 0.9999, region 0.99995, cluster 0.9, network 0.99995, gateway 0.9999");
    }

    @ParameterizedTest
    @CsvSource({"scores, /availability", "validations, /scores/availability"})
    void scoresAndValidationsEstimateWithTheNumbersOfTheRequest(String resource, String family) {
        JsonNode estimate = answer(
                        resource, "?availabilityOf=region:0.8&availabilityOf=zone:1&availabilityOf=cluster:.5")
                .at(family + "/dimensions/estimate");
        assertThat(estimate.at("/figures/probability").asDouble()).isEqualTo(0.4);
        assertThat(estimate.at("/assumptions/0").asString()).contains("zone 1.0, region 0.8, cluster 0.5");
    }

    @Test
    void comparisonsAndRankingsEstimateWithThemToo() {
        String query = "?availabilityOf=region:0.8,cluster:0.5";
        JsonNode ranking = answer("rankings", query);
        assertThat(ranking.findValuesAsString("outcome")).containsExactly("notMet", "notMet");
        assertThat(answer("rankings", "").findValuesAsString("outcome")).containsExactly("met", "met");
        JsonNode comparison = answer("comparisons", query);
        assertThat(comparison
                        .at("/head/scores/availability/dimensions/estimate/why")
                        .asString())
                .contains("0.39996");
        for (JsonNode report : new JsonNode[] {ranking, comparison}) {
            assertThat(report.path("failureModel").toString())
                    .isEqualTo(
                            "{\"zone\":0.9999,\"region\":0.8,\"cluster\":0.5,\"network\":0.99995,\"gateway\":0.9999}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            regoin:0.5        | There is no kind "regoin", did you mean region.
            controlPlane:0.5  | There is no kind "controlPlane", there are zone, region, cluster, network, gateway.
            region:0          | "0" of "region" is not a number above 0 and at most 1.
            region:1.01       | "1.01" of "region" is not a number above 0 and at most 1.
            region:-0.5       | "-0.5" of "region" is not a number above 0 and at most 1.
            region:NaN        | "NaN" of "region" is not a number above 0 and at most 1.
            region:1e-3       | "1e-3" of "region" is not a number above 0 and at most 1.
            region:           | "" of "region" is not a number above 0 and at most 1.
            region            | "region" is not a kind and a number.
            zone:1,zone:1     | zone is given more than once.
            zones:2           | There is no kind "zones", did you mean zone. "2" of "zones" is not a number above 0 and at most 1.
            """)
    void whatIsNotAKindAndANumberIsRefused(String value, String fault) {
        assertThat(after(problem("?availabilityOf=" + value))).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?availabilityOf", "?availabilityOf="})
    void oneThatIsEmptyIsRefused(String query) {
        assertThat(after(problem(query))).isEqualTo("\"\" is not a kind and a number.");
    }

    @Test
    void everyFaultIsToldAtOnceUpToALimit() {
        assertThat(after(problem("?availabilityOf=region:2&availabilityOf=x&availabilityOf=zone:3")))
                .isEqualTo(
                        "\"2\" of \"region\" is not a number above 0 and at most 1. \"x\" is not a kind and a number."
                                + " \"3\" of \"zone\" is not a number above 0 and at most 1.");
        assertThat(problem("?availabilityOf=" + "x,".repeat(500) + "x")).hasSizeLessThan(1_000);
        assertThat(problem("?availabilityOf=" + "x".repeat(1_000)))
                .hasSizeLessThan(300)
                .contains("…");
    }
}
