package dev.sailplan.api.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Comparisons as a client of the service gets them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ComparisonsTest {

    private static final String COMPARISONS = "/api/v1/comparisons";
    private static final String THIRD_CLUSTER = example("third-cluster");
    private static final String RENUMBERED = example("renumbered");
    private static final String FIRST_NETWORK = example("first-network");

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private static String example(String name) {
        try {
            return Files.readString(Path.of("docs/examples/comparisons", name + ".yaml"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private Answer post(String yaml, String query, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                .toArray(String[]::new);
        return service.post(COMPARISONS + query, yaml, all);
    }

    private JsonNode compare(String yaml) {
        Answer answer = post(yaml, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> rules(JsonNode findings) {
        return findings.valueStream()
                .map(finding -> finding.path("rule").asString())
                .toList();
    }

    private static List<String> changes(JsonNode report) {
        return report.path("changes")
                .valueStream()
                .map(change -> change.path("element").asString() + " "
                        + change.path("change").asString())
                .toList();
    }

    @Test
    void aNewClusterBringsItsChangesAndItsFinding() {
        JsonNode report = compare(THIRD_CLUSTER);
        assertThat(changes(report))
                .containsExactly(
                        "cluster/tickets-c added",
                        "controlPlane/istiod-a changed",
                        "controlPlane/istiod-b changed",
                        "controlPlane/istiod-c added");
        assertThat(report.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(report.at("/base/verdict").asString()).isEqualTo("PASS");
        assertThat(report.at("/head/verdict").asString()).isEqualTo("FAIL");
        assertThat(rules(report.at("/findings/new"))).contains("NET001");
        assertThat(report.at("/changes/1/fields").toString())
                .isEqualTo(
                        "[{\"field\":\"/remoteSecrets/1\",\"path\":\"remoteSecrets[tickets-c]\",\"change\":\"added\","
                                + "\"head\":{\"cluster\":\"tickets-c\",\"auth\":\"token\",\"expires\":\"2030-01-01\"}}]");
        assertThat(report.at("/changes/2/fields").toString())
                .contains(
                        "{\"field\":\"/replicas\",\"path\":\"replicas\",\"change\":\"changed\",\"base\":2,\"head\":3}");
    }

    @Test
    void whatIsRepairedIsResolvedAndTheOrderIsNoChange() {
        JsonNode report = compare(RENUMBERED);
        assertThat(changes(report)).containsExactly("cluster/south changed");
        assertThat(report.at("/changes/0/basePointer").asString()).isEqualTo("/clusters/1");
        assertThat(report.at("/changes/0/headPointer").asString()).isEqualTo("/clusters/0");
        assertThat(report.path("verdict").asString()).isEqualTo("PASS");
        assertThat(rules(report.at("/findings/resolved"))).containsExactly("NET001");
        assertThat(rules(report.at("/findings/new"))).isEmpty();
        assertThat(report.at("/findings/unchanged").size()).isPositive();
    }

    @Test
    void whatIsWrongWithTheWayIsFoundOnlyHere() {
        JsonNode report = compare(FIRST_NETWORK);
        JsonNode finding = report.at("/findings/new")
                .valueStream()
                .filter(it -> it.path("rule").asString().equals("NET006"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.path("severity").asString()).isEqualTo("INFO");
        assertThat(finding.at("/subjects/0/pointer").asString()).isEqualTo("/clusters/0/network");
        assertThat(finding.at("/subjects/0/line").asInt()).isGreaterThan((int)
                FIRST_NETWORK.lines().takeWhile(line -> !line.equals("head:")).count());
        assertThat(report.path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void whatIsWrongWithTheWayObeysProfilesAndTheWaiversOfHead() {
        String strict = "?failOn=error&severity=NET006:error";
        assertThat(post(FIRST_NETWORK, strict).status()).isEqualTo(422);
        assertThat(rules(post(FIRST_NETWORK, "?severity=NET006:off").json().at("/findings/new")))
                .doesNotContain("NET006");
        String waived = FIRST_NETWORK
                + "  waivers: [{rule: NET006, subjects: [cluster/*], reason: r, owner: o, expires: 2027-01-01}]\n";
        Answer answer = post(waived, strict);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/findings/new").findValues("waived"))
                .anyMatch(waiver -> waiver.path("reason").asString().equals("r"));
        assertThat(rules(answer.json().at("/findings/new"))).doesNotContain("WVR002");
        assertThat(post(waived, strict + "&ignoreWaivers=true").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                          200
                    ?failOn=error,                               422
                    ?failOn=warning,                             422
                    ?failOn=error&severity=NET001:warning,       200
                    ?failOn=warning&severity=NET001:warning,     422
                    ?failOn=warning&severity=NET001:off,         200
                    """)
    void theVerdictOnTheChangeDecidesTheStatusAndTheReportIsTheSame(String query, int status) {
        Answer answer = post(THIRD_CLUSTER, query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).contains("changes", "findings");
        assertThat(answer.type()).isEqualTo("application/json");
    }

    @Test
    void whatWasWrongBeforeDoesNotFailAChange() {
        JsonNode renumbered = YAMLMapper.builder().build().readTree(RENUMBERED);
        String base = renumbered.path("base").toString();
        String same = "{\"base\": %s, \"head\": %s}".formatted(base, base);
        Answer answer = service.post(COMPARISONS + "?failOn=warning", same, "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/head/verdict").asString()).isEqualTo("FAIL");
        assertThat(answer.json().path("verdict").asString()).isEqualTo("PASS");
        assertThat(rules(answer.json().at("/findings/unchanged"))).contains("NET001");
    }

    @Test
    void takingAWaiverAwayCountsLikeANewFinding() {
        String waiver = "  waivers: [{rule: NET001, reason: r, owner: o, expires: 2027-01-01}]\n";
        String broken = RENUMBERED.substring(RENUMBERED.indexOf("base:\n"), RENUMBERED.indexOf("head:\n"));
        String base = broken.stripTrailing() + "\n";
        String head = base.replace("base:\n", "head:\n");
        JsonNode unwaived = compare(base + waiver + head);
        assertThat(unwaived.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(rules(unwaived.at("/findings/worsened"))).containsExactly("NET001");
        assertThat(changes(unwaived)).containsExactly("waiver/NET001 removed");
        JsonNode waived = compare(base + head + waiver);
        assertThat(waived.path("verdict").asString()).isEqualTo("PASS");
        assertThat(waived.at("/findings/unchanged").findValues("waived"))
                .anyMatch(accepted -> accepted.path("owner").asString().equals("o"));
    }

    @Test
    void aFactThatIsTakenAwayIsNamedWhereARuleNeedsIt() {
        String head = RENUMBERED.substring(RENUMBERED.indexOf("head:\n")).replace("podCidrs: [10.20.0.0/16]\n", "\n");
        JsonNode report = compare(RENUMBERED.substring(0, RENUMBERED.indexOf("head:\n")) + head);
        assertThat(rules(report.at("/findings/resolved"))).contains("NET001");
        assertThat(report.path("notEvaluated")
                        .valueStream()
                        .filter(it -> it.path("rule").asString().equals("NET001")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("needs").toString()).contains("/clusters/0/podCidrs"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                2026-11-20
                    ?asOf=2027-02-01,  2027-02-01
                    """)
    void bothAreJudgedForOneDay(String query, String day) {
        String yaml = THIRD_CLUSTER.replaceFirst("asOf: 2026-11-20", "asOf: 2020-01-01");
        assertThat(post(yaml, query).json().path("asOf").asString()).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?asOf=tomorrow",
                "?failOn=",
                "?failOn=never",
                "?profile=none",
                "?severity=NET001",
                "?severity=STR001:off",
                "?ignoreWaivers=1"
            })
    void aParameterThatCannotBeReadIsRefused(String query) {
        Answer answer = post(THIRD_CLUSTER, query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-parameter");
    }

    @Test
    void namesItsPartsAsDocumented() {
        JsonNode report = compare(THIRD_CLUSTER);
        assertThat(report.propertyNames())
                .containsExactly(
                        "base",
                        "head",
                        "verdict",
                        "asOf",
                        "summary",
                        "changes",
                        "unlistedChanges",
                        "findings",
                        "notEvaluated",
                        "profile",
                        "waiversIgnored",
                        "failureModel",
                        "ruleset");
        assertThat(report.path("base").propertyNames()).containsExactly("topology", "verdict", "summary", "scores");
        assertThat(report.path("findings").propertyNames())
                .containsExactly("new", "worsened", "resolved", "unchanged", "unlisted");
        assertThat(report.at("/summary/findings").propertyNames())
                .containsExactly("new", "worsened", "resolved", "unchanged");
        assertThat(report.path("changes").path(0).propertyNames())
                .containsExactly("element", "change", "headPointer", "fields", "unlistedFields");
    }

    @Test
    void isACommentForAPullRequestIfAskedFor() {
        Answer answer = post(THIRD_CLUSTER, "?failOn=error", "Accept", "text/markdown");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.type()).startsWith("text/markdown");
        assertThat(answer.body())
                .startsWith("## FAIL: change of ticketing\n")
                .contains("### New findings", "NET001 overlapping-addresses", "### What changes")
                .contains("| cluster/tickets-c | added |  |\n", "replicas: `2` → `3`");
    }

    @Test
    void theSameRequestGivesTheSameBytesInBothNotations() {
        Answer yaml = post(THIRD_CLUSTER, "");
        assertThat(post(THIRD_CLUSTER, "").body()).isEqualTo(yaml.body());
        String json = YAMLMapper.builder().build().readTree(THIRD_CLUSTER).toString();
        assertThat(service.post(COMPARISONS, json, "Content-Type", "application/json")
                        .json()
                        .path("changes"))
                .isEqualTo(yaml.json().path("changes"));
    }

    @Test
    void readsZippedBodies() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(THIRD_CLUSTER.getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = service.post(
                COMPARISONS, zipped.toByteArray(), "Content-Type", "application/yaml", "Content-Encoding", "gzip");
        assertThat(answer.body()).isEqualTo(post(THIRD_CLUSTER, "").body());
    }

    @Test
    void anotherMediaTypeIsNotAcceptable() {
        assertThat(post(THIRD_CLUSTER, "", "Accept", "image/png").status()).isEqualTo(406);
        assertThat(service.post(COMPARISONS, "x", "Content-Type", "text/plain").status())
                .isEqualTo(415);
    }

    /** Five hundred clusters and ten thousand services, all of which change. */
    @Test
    void ofAFleetTheFirstThousandChangesAreListed() {
        String fleet = fleet();
        JsonNode report = service.post(
                        COMPARISONS,
                        "{\"base\": " + fleet + ", \"head\": "
                                + fleet.replace("\"protocol\":\"HTTP\"", "\"protocol\":\"TCP\"") + "}",
                        "Content-Type",
                        "application/json")
                .json();
        assertThat(report.at("/summary/elements/changed").asInt()).isEqualTo(10_000);
        assertThat(report.path("changes").size()).isEqualTo(1_000);
        assertThat(report.path("unlistedChanges").asInt()).isEqualTo(9_000);
    }

    private static String fleet() {
        String clusters = IntStream.range(0, 500)
                .mapToObj(i ->
                        "{\"name\":\"c%d\",\"mesh\":\"m\",\"network\":\"n%d\",\"zones\":[\"a\",\"b\"],\"podCidrs\":[\"10.%d.0.0/16\"]}"
                                .formatted(i, i / 10, i % 10))
                .collect(Collectors.joining(","));
        String networks = IntStream.range(0, 50)
                .mapToObj(i -> "{\"name\":\"n%d\",\"gateways\":[]}".formatted(i))
                .collect(Collectors.joining(","));
        String controlPlanes = IntStream.range(0, 500)
                .mapToObj(i -> "{\"name\":\"p%1$d\",\"cluster\":\"c%1$d\",\"remoteSecrets\":[]}".formatted(i))
                .collect(Collectors.joining(","));
        String services = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        ("{\"name\":\"s%d\",\"namespace\":\"ns\",\"ports\":[{\"name\":\"http\",\"number\":80,\"protocol\":\"HTTP\"}],"
                                        + "\"workloads\":[{\"cluster\":\"c%d\"},{\"cluster\":\"c%d\"}]}")
                                .formatted(i, i % 500, i % 500 / 10 * 10))
                .collect(Collectors.joining(","));
        return "{\"name\":\"fleet\",\"asOf\":\"2026-11-20\",\"networks\":[%s],\"meshes\":[{\"name\":\"m\"}],\"clusters\":[%s],\"controlPlanes\":[%s],\"services\":[%s]}"
                .formatted(networks, clusters, controlPlanes, services);
    }
}
