package dev.sailplan.api.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Rankings as a client of the service gets them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RankingsTest {

    private static final String RANKINGS = "/api/v1/rankings";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    /** Two tenants in the namespaces of one cluster. */
    private static String namespaces(String name, boolean deny) {
        return """
                {name: %s, asOf: 2026-11-20, networks: [{name: n, gateways: []}], meshes: [{name: m}],
                 clusters: [{name: c, mesh: m, network: n, region: r, zones: [a, b]}],
                 controlPlanes: [{name: i, cluster: c, remoteSecrets: []}],
                 services: [{name: web, namespace: shop, allowedTenants: [], workloads: [{cluster: c, zone: a}, {cluster: c, zone: b}]}],
                 tenants: [{name: one, tenancy: namespace, namespaces: [shop], isolation: {defaultDeny: %2$s}},
                           {name: two, tenancy: namespace, namespaces: [stock], isolation: {defaultDeny: %2$s}}]}
                """.formatted(name, deny).replace("\n", " ");
    }

    private static String failing(String name) {
        return "{name: %s, asOf: 2026-11-20, meshes: [{name: m}], clusters: [{name: c, mesh: m}]}".formatted(name);
    }

    private static String of(String... candidates) {
        return "candidates:\n"
                + Stream.of(candidates).map(it -> "- " + it + "\n").collect(Collectors.joining());
    }

    private Answer post(String yaml, String query, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                .toArray(String[]::new);
        return service.post(RANKINGS + query, yaml, all);
    }

    private JsonNode rank(String yaml) {
        Answer answer = post(yaml, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String ranks(JsonNode report) {
        return report.path("candidates")
                .valueStream()
                .map(it -> it.path("candidate").asString() + ":" + it.path("rank"))
                .collect(Collectors.joining(" "));
    }

    private static List<String> outcomes(JsonNode candidate) {
        return candidate
                .at("/requirements/results")
                .valueStream()
                .map(it -> it.path("requirement").asString() + " "
                        + it.path("outcome").asString())
                .toList();
    }

    @Test
    void whoIsLessIsolatedComesAfterAndSaysWhy() {
        JsonNode report = rank(of(namespaces("open", false), namespaces("closed", true)));
        assertThat(ranks(report)).isEqualTo("closed:1 open:2");
        JsonNode loss = report.at("/candidates/1/lostTo/0");
        assertThat(loss.path("candidate").asString()).isEqualTo("closed");
        assertThat(loss.path("by").asString()).isEqualTo("points");
        assertThat(loss.path("dimensions").findValuesAsString("dimension")).contains("tenancy");
        assertThat(loss.path("dimensions").findValuesAsString("pointer")).contains("/tenants/0/isolation/defaultDeny");
        assertThat(report.at("/candidates/0/aheadOf").toString()).isEqualTo("[\"open\"]");
        assertThat(report.at("/candidates/1/pointer").asString()).isEqualTo("/candidates/0");
    }

    @Test
    void whatFailsValidationIsLastWithItsErrors() {
        JsonNode report = rank(of(failing("a"), namespaces("z", true), namespaces("y", true)));
        assertThat(ranks(report)).isEqualTo("y:1 z:1 a:null");
        JsonNode last = report.at("/candidates/2");
        assertThat(last.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(last.path("errors").findValuesAsString("rule")).contains("CPL002");
        assertThat(last.at("/errors/0/subjects/0/line").asInt()).isEqualTo(2);
        assertThat(last.propertyNames()).doesNotContain("availability", "isolation", "requirements", "weighted");
        assertThat(report.at("/candidates/0/equalTo").toString()).isEqualTo("[\"z\"]");
    }

    @Test
    void aWaivedErrorDoesNotKeepACandidateFromBeingRanked() {
        String waived = failing("a").replaceFirst("}$", "")
                + ", waivers: [{rule: CPL002, reason: r, owner: o, expires: 2027-01-01}]}";
        assertThat(ranks(rank(of(waived, namespaces("b", true))))).doesNotContain("null");
        assertThat(ranks(post(of(waived, namespaces("b", true)), "?ignoreWaivers=true")
                        .json()))
                .contains("a:null");
    }

    @Test
    void theProfileDecidesWhatFails() {
        assertThat(ranks(post(of(failing("a"), namespaces("b", true)), "?severity=CPL002:warning")
                        .json()))
                .doesNotContain("null");
    }

    @Test
    void theRequirementsOfTheRequestReplaceThoseOfTheCandidates() {
        String own = namespaces("own", true).replaceFirst("}\\s*$", ", requirements: {survive: [region]}}");
        String candidates = of(own, namespaces("none", true));
        JsonNode byOwn = rank(candidates);
        assertThat(ranks(byOwn)).isEqualTo("none:1 own:2");
        assertThat(byOwn.at("/candidates/1/requirements/from").asString()).isEqualTo("candidate");
        assertThat(byOwn.at("/candidates/1/verdict").asString()).isEqualTo("FAIL");
        assertThat(outcomes(byOwn.at("/candidates/1"))).containsExactly("survive region notMet");
        assertThat(byOwn.at("/candidates/1/lostTo/0/by").asString()).isEqualTo("requirements");
        JsonNode byRequest = rank(candidates + "requirements: {survive: [zone]}\n");
        assertThat(ranks(byRequest)).isEqualTo("none:1 own:1");
        assertThat(byRequest.at("/candidates/1/requirements/from").asString()).isEqualTo("request");
        assertThat(outcomes(byRequest.at("/candidates/1"))).containsExactly("survive zone met");
    }

    @Test
    void requiredIsolationIsWhatTheRulesAndTheBandsSay() {
        String candidates = of(namespaces("open", false), namespaces("closed", true));
        JsonNode byNamespace = rank(candidates + "requirements: {isolation: namespace}\n");
        assertThat(ranks(byNamespace)).isEqualTo("closed:1 open:2");
        assertThat(outcomes(byNamespace.at("/candidates/0"))).containsExactly("isolation namespace met");
        assertThat(outcomes(byNamespace.at("/candidates/1"))).containsExactly("isolation namespace notMet");
        assertThat(byNamespace.at("/candidates/1/requirements/results/0/why").asString())
                .contains("TEN004");
        JsonNode byCluster = rank(candidates + "requirements: {isolation: cluster}\n");
        assertThat(byCluster.findValuesAsString("outcome")).containsOnly("notMet");
        assertThat(byCluster.at("/candidates/0/verdict").asString()).isNotEqualTo("FAIL");
    }

    @Test
    void weightedPointsAreThereOnlyIfAskedFor() {
        String candidates = of(namespaces("open", false), namespaces("closed", true));
        JsonNode plain = rank(candidates);
        assertThat(plain.propertyNames()).doesNotContain("weights");
        assertThat(plain.path("orderedBy").toString()).isEqualTo("[\"requirements\",\"points\",\"bands\"]");
        assertThat(plain.findValues("weighted")).isEmpty();
        JsonNode weighed = rank(candidates + "weights: {availability: 0, isolation: 2.5}\n");
        assertThat(weighed.path("orderedBy").toString()).contains("\"weights\"]");
        JsonNode first = weighed.at("/candidates/0");
        assertThat(first.at("/weighted/points").asDouble())
                .isEqualTo(first.at("/isolation/points").asDouble());
    }

    /** Everything but where the candidates stand. */
    @Test
    void theOrderOfTheCandidatesChangesNothing() {
        String[] candidates = {namespaces("a", false), failing("b"), namespaces("c", true), namespaces("d", true)};
        String[] reversed = {candidates[3], candidates[2], candidates[1], candidates[0]};
        String place = "\"(pointer|line|column)\":(\"/candidates/\\d+\"|\\d+)";
        String requirements = "requirements: {survive: [zone, region, controlPlane, apiServer], availability: 99.9}\n";
        assertThat(post(of(reversed) + requirements, "").body().replaceAll(place, ""))
                .isEqualTo(post(of(candidates) + requirements, "").body().replaceAll(place, ""));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                2027-03-01
                    ?asOf=2027-02-01,  2027-02-01
                    """)
    void allAreJudgedForOneDay(String query, String day) {
        String later = namespaces("later", true).replace("2026-11-20", "2027-03-01");
        JsonNode report = post(of(later, namespaces("sooner", true)), query).json();
        assertThat(report.path("asOf").asString()).isEqualTo(day);
    }

    @Test
    void twentyCandidatesAreRanked() {
        String[] candidates = IntStream.range(0, 20)
                .mapToObj(i -> namespaces("c" + i, i % 2 == 0))
                .toArray(String[]::new);
        JsonNode report = rank(of(candidates));
        assertThat(report.path("candidates").size()).isEqualTo(20);
        assertThat(report.at("/candidates/19/lostTo").size()).isEqualTo(10);
        assertThat(report.at("/candidates/19/equalTo").size()).isEqualTo(9);
    }

    @Test
    void isMarkdownIfAskedFor() {
        Answer answer = post(
                of(failing("a"), namespaces("open", false), namespaces("closed", true))
                        + "requirements: {survive: [region]}\nweights: {availability: 1, isolation: 1}\n",
                "",
                "Accept",
                "text/markdown");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("text/markdown");
        assertThat(answer.body())
                .startsWith("# Ranking of 3 candidates\n")
                .contains("those of the request", "| Weighted |", "## Not ranked: a\n", "CPL002", "**not met**")
                .contains("- Lost to closed by points", "- Better than open\n");
    }

    @Test
    void theSameRequestGivesTheSameBytesInBothNotations() {
        String yaml = of(namespaces("open", false), namespaces("closed", true));
        assertThat(post(yaml, "").body()).isEqualTo(post(yaml, "").body());
        String json = YAMLMapper.builder().build().readTree(yaml).toString();
        assertThat(service.post(RANKINGS, json, "Content-Type", "application/json")
                        .json())
                .isEqualTo(rank(yaml));
    }

    @Test
    void anotherMediaTypeIsNotAcceptable() {
        String yaml = of(namespaces("open", false), namespaces("closed", true));
        assertThat(post(yaml, "", "Accept", "image/png").status()).isEqualTo(406);
        assertThat(service.post(RANKINGS, "x", "Content-Type", "text/plain").status())
                .isEqualTo(415);
    }

    private List<String> places(String yaml) {
        Answer answer = post(yaml, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-document");
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> "%s %d:%d"
                        .formatted(
                                error.path("pointer").asString(),
                                error.path("line").asInt(),
                                error.path("column").asInt()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                        | /candidates 1:1
            {candidates: ~}                           | /candidates 1:14
            {candidates: []}                          | /candidates 1:14
            {candidates: 5, weights: {isolation: 1}}  | /candidates 1:14, /weights/availability 1:26
            {name: x, candidates: []}                 | /name 1:2, /candidates 1:23
            """)
    void whatIsMissingIsTold(String yaml, String places) {
        assertThat(places(yaml)).containsExactlyInAnyOrder(places.split(", ", -1));
    }

    @Test
    void oneCandidateIsNoChoiceAndTwentyOneAreTooMany() {
        assertThat(places(of(namespaces("a", true)))).containsExactly("/candidates 2:1");
        String[] candidates =
                IntStream.range(0, 21).mapToObj(i -> namespaces("c" + i, true)).toArray(String[]::new);
        assertThat(places(of(candidates))).containsExactly("/candidates 2:1");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(places("""
                candidates:
                  - {name: a, clusters: [{name: c, mesh: m}]}
                  - {name: b, clusters: [{nme: c}]}
                  - {name: a, clusters: [{name: c}]}
                  - {clusters: [{name: c}]}
                requirements: {survive: [moon]}
                weights: {availability: 0, isolation: 0}
                """))
                .containsExactly(
                        "/candidates/0/clusters/0/mesh 2:42",
                        "/candidates/1/clusters/0/name 3:26",
                        "/candidates/1/clusters/0/nme 3:27",
                        "/candidates/2/name 4:12",
                        "/candidates/3/name 5:5",
                        "/requirements/survive/0 6:26",
                        "/weights 7:10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{availability: -1, isolation: 1}", "{availability: 1e9, isolation: 1}", "{availability: 1}"})
    void weightsAreBothThereAndWithinTheirLimits(String weights) {
        String candidates = of(namespaces("a", true), namespaces("b", true));
        assertThat(places(candidates + "weights: " + weights + "\n"))
                .singleElement()
                .asString()
                .startsWith("/weights/");
    }
}
