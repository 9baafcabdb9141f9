package dev.sailplan.api.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Stored topologies, as platform teams write and dashboards poll them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TopologiesTest {

    private static final String TOPOLOGIES = "/api/v1/topologies";
    private static final String SHOP = TOPOLOGIES + "/shop";
    private static final String SOUND = read("docs/examples/multi-primary-multi-network.yaml");
    private static final String BROKEN = read("docs/examples/broken/NET001-overlapping-addresses.yaml");

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect(@Autowired JdbcTemplate jdbc) {
        service = new Service(port);
        List.of("topology_label", "report_piece", "document_piece", "revision", "topology")
                .forEach(table -> jdbc.update("delete from " + table));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private Answer put(String path, String document, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                .toArray(String[]::new);
        return service.put(path, document, all);
    }

    private static String tagOf(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    private static String slugOf(Answer answer) {
        assertThat(answer.type()).isEqualTo("application/problem+json");
        return answer.json().path("type").asString();
    }

    @Test
    void aTopologyIsCreatedWithItsVerdict() {
        Answer answer = put(SHOP, SOUND);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).contains(SHOP);
        assertThat(answer.json().path("name").asString()).isEqualTo("shop");
        assertThat(answer.json().path("revision").asInt()).isEqualTo(1);
        assertThat(answer.json().path("etag").asString()).isEqualTo(tagOf(answer));
        assertThat(answer.json().path("verdict").asString()).isEqualTo("PASS");
        assertThat(answer.json().path("stale").asBoolean(true)).isFalse();
        assertThat(answer.json().path("summary").path("error").asInt(-1)).isZero();
    }

    @Test
    void aTopologyIsReplaced() {
        Answer first = put(SHOP, SOUND);
        Answer second = put(SHOP, BROKEN);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("revision").asInt()).isEqualTo(2);
        assertThat(second.json().path("verdict").asString()).isEqualTo("FAIL");
        assertThat(tagOf(second)).isNotEqualTo(tagOf(first));
    }

    @Test
    void aTopologyComesBackAsItWasWritten() {
        Answer written = put(SHOP, SOUND);
        Answer answer = service.get(SHOP);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/yaml");
        assertThat(answer.body()).isEqualTo(SOUND);
        assertThat(tagOf(answer)).isEqualTo(tagOf(written));
        assertThat(service.get(SHOP, "If-None-Match", tagOf(written)).status()).isEqualTo(304);
    }

    @Test
    void whatWasNeverWrittenIsNotFound() {
        for (String path : List.of("", "/validation", "/validation/summary", "/revisions", "/revisions/1")) {
            Answer answer = service.get(SHOP + path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(slugOf(answer)).isEqualTo("/problems/not-found");
        }
        assertThat(service.send("DELETE", SHOP).status()).isEqualTo(404);
    }

    @Test
    void creatingNeverReplaces() {
        assertThat(put(SHOP, SOUND, "If-None-Match", "*").status()).isEqualTo(201);
        Answer again = put(SHOP, BROKEN, "If-None-Match", "*");

        assertThat(again.status()).isEqualTo(412);
        assertThat(slugOf(again)).isEqualTo("/problems/precondition-failed");
        assertThat(service.get(SHOP).body()).isEqualTo(SOUND);
    }

    @Test
    void onlyTheRevisionThatWasReadIsReplaced() {
        String first = tagOf(put(SHOP, SOUND));
        String second = tagOf(put(SHOP, BROKEN, "If-Match", first));
        Answer late = put(SHOP, SOUND, "If-Match", first);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().path("detail").asString()).contains(second);
        assertThat(put(SHOP, SOUND, "If-Match", "\"other\", " + second).status())
                .isEqualTo(200);
        assertThat(put(SHOP, SOUND, "If-Match", "W/" + second).status()).isEqualTo(412);
        assertThat(put(TOPOLOGIES + "/none", SOUND, "If-Match", "*").status()).isEqualTo(412);
        assertThat(put(SHOP, SOUND, "If-Match", "*").status()).isEqualTo(200);
    }

    @Test
    void aPreconditionThatIsNoneIsRefused() {
        Answer answer = put(SHOP, SOUND, "If-Match", "abc");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(service.get(SHOP).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "-shop", "shop-", "a.b", "a%20b", "%C3%A4", "a_b"})
    void aNameIsADnsLabel(String name) {
        Answer answer = put(TOPOLOGIES + "/" + name, SOUND);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(slugOf(answer)).isEqualTo("/problems/invalid-parameter");
    }

    @Test
    void aNameHasUpTo63Characters() {
        assertThat(put(TOPOLOGIES + "/" + "a".repeat(63), SOUND).status()).isEqualTo(201);
        assertThat(put(TOPOLOGIES + "/" + "a".repeat(64), SOUND).status()).isEqualTo(400);
    }

    @Test
    void whatCannotBeReadIsNotStored() {
        assertThat(put(SHOP, "a: [").status()).isEqualTo(400);
        assertThat(put(SHOP, "- a").status()).isEqualTo(422);
        assertThat(service.put(SHOP, SOUND, "Content-Type", "text/csv").status())
                .isEqualTo(415);
        assertThat(service.get(SHOP).status()).isEqualTo(404);
    }

    @Test
    void whatIsBrokenIsStoredWithItsFindings() {
        Answer answer = put(SHOP, "name: shop\ncolour: red\n");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("verdict").asString()).isEqualTo("FAIL");
        assertThat(answer.json().path("phase").asString()).isEqualTo("structure");
        assertThat(answer.json().has("availability")).isFalse();
    }

    @Test
    void theReportIsTheOneOfAValidation() {
        put(SHOP, BROKEN);

        Answer polled = service.get(SHOP + "/validation");
        assertThat(polled.status()).isEqualTo(200);
        assertThat(polled.type()).isEqualTo("application/json");
        assertThat(polled.header("Sailplan-Evaluation")).contains("current");
        assertThat(polled.header("Cache-Control")).contains("no-cache, private");
        assertThat(polled.body()).isEqualTo(service.validate(BROKEN).body());
    }

    @Test
    void aPollCostsNothingWhileNothingChanges() {
        put(SHOP, SOUND);
        String tag = tagOf(service.get(SHOP + "/validation"));

        Answer unchanged = service.get(SHOP + "/validation", "If-None-Match", tag);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(tagOf(unchanged)).isEqualTo(tag);
        put(SHOP, SOUND);
        assertThat(service.get(SHOP + "/validation", "If-None-Match", tag).status())
                .as("another revision that says the same")
                .isEqualTo(304);
        put(SHOP, BROKEN);
        Answer changed = service.get(SHOP + "/validation", "If-None-Match", tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(tagOf(changed)).isNotEqualTo(tag);
        assertThat(changed.json().path("verdict").asString()).isEqualTo("FAIL");
    }

    @Test
    void aReportIsSentCompressedToWhoAcceptsIt() throws IOException {
        put(SHOP, BROKEN);
        Answer plain = service.get(SHOP + "/validation");
        Answer zipped = service.get(SHOP + "/validation", "Accept-Encoding", "deflate, gzip");

        assertThat(zipped.header("Content-Encoding")).contains("gzip");
        assertThat(zipped.header("Vary")).contains("Accept-Encoding");
        assertThat(tagOf(zipped)).isNotEqualTo(tagOf(plain));
        try (var unzipped =
                new GZIPInputStream(new ByteArrayInputStream(zipped.response().body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.body());
        }
        assertThat(service.get(SHOP + "/validation", "Accept-Encoding", "gzip", "If-None-Match", tagOf(zipped))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theSummaryIsSmall() {
        Answer written = put(SHOP, SOUND);
        Answer summary = service.get(SHOP + "/validation/summary");

        assertThat(summary.json()).isEqualTo(written.json());
        assertThat(summary.body().length()).isLessThan(800);
        assertThat(service.get(SHOP + "/validation/summary", "If-None-Match", tagOf(summary))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void whatIsDeletedIsGoneAndItsRevisionsAreNot() {
        String tag = tagOf(put(SHOP, SOUND));

        assertThat(service.send("DELETE", SHOP, "If-Match", "\"other\"").status())
                .isEqualTo(412);
        assertThat(service.send("DELETE", SHOP, "If-Match", tag).status()).isEqualTo(204);

        assertThat(service.get(SHOP).status()).isEqualTo(404);
        assertThat(service.get(SHOP + "/validation").status()).isEqualTo(404);
        assertThat(service.get(SHOP + "/revisions/1").body()).isEqualTo(SOUND);
        assertThat(service.get(SHOP + "/revisions/2").status()).isEqualTo(404);
        Answer again = put(SHOP, BROKEN);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("revision").asInt()).isEqualTo(3);
        JsonNode revisions = service.get(SHOP + "/revisions").json().path("revisions");
        assertThat(revisions.values())
                .extracting(each -> each.path("revision").asInt())
                .containsExactly(3, 2, 1);
        assertThat(revisions.path(1).path("deleted").asBoolean()).isTrue();
        assertThat(revisions.path(1).has("sha256")).isFalse();
    }

    @Test
    void revisionsAreListedInParts() {
        for (int write = 0; write < 3; write++) {
            put(SHOP, SOUND);
        }
        Answer first = service.get(SHOP + "/revisions?limit=2");

        assertThat(first.json().path("revisions").size()).isEqualTo(2);
        assertThat(first.json().path("next").asInt()).isEqualTo(2);
        assertThat(first.header("Link")).contains("<" + SHOP + "/revisions?limit=2&before=2>; rel=\"next\"");
        Answer last = service.get(SHOP + "/revisions?limit=2&before=2");
        assertThat(last.json().path("revisions").size()).isEqualTo(1);
        assertThat(last.json().has("next")).isFalse();
        assertThat(service.get(SHOP + "/revisions?before=x").status()).isEqualTo(400);
    }

    @Test
    void topologiesAreListedInParts() {
        List.of("a", "b", "c", "d", "e").forEach(name -> put(TOPOLOGIES + "/" + name, SOUND));

        List<String> names = new ArrayList<>();
        String path = TOPOLOGIES + "?limit=2&verdict=PASS";
        while (!path.isEmpty()) {
            Answer page = service.get(path);
            page.json()
                    .path("topologies")
                    .values()
                    .forEach(each -> names.add(each.path("name").asString()));
            path = page.header("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse("");
            assertThat(path.isEmpty()).isEqualTo(!page.json().has("next"));
        }
        assertThat(names).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void topologiesAreFoundByVerdictAndLabel() {
        put(TOPOLOGIES + "/a", SOUND + "\nlabels: {team: red & blue, stage: live}\n");
        put(TOPOLOGIES + "/b", SOUND + "\nlabels: {team: green}\n");
        put(TOPOLOGIES + "/c", BROKEN);

        assertThat(namesAt("?label=team%3Dred%20%26%20blue")).containsExactly("a");
        assertThat(namesAt("?label=team%3Dgreen&label=stage%3Dlive")).isEmpty();
        assertThat(namesAt("?verdict=FAIL")).containsExactly("c");
        assertThat(namesAt("?verdict=PASS&label=stage=live")).containsExactly("a");
    }

    private List<String> namesAt(String query) {
        return service.get(TOPOLOGIES + query).json().path("topologies").values().stream()
                .map(each -> each.path("name").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?verdict=GOOD",
                "?limit=0",
                "?limit=1001",
                "?limit=x",
                "?label=team",
                "?label==x",
                "?label=a=1&label=a=2",
                "?cursor=!",
                "?cursor=QQ"
            })
    void parametersThatAreNotAllowedAreRefused(String query) {
        Answer answer = service.get(TOPOLOGIES + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(slugOf(answer)).isEqualTo("/problems/invalid-parameter");
    }

    @Test
    void labelsThatCannotBeKeptAreRefusedWithTheirPlace() {
        Answer answer = put(SHOP, "name: shop\nlabels:\n  team: " + "x".repeat(1001) + "\n  \"a\\0b\": c\n");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").values())
                .extracting(error -> error.path("pointer").asString())
                .containsExactly("/labels/team", "/labels/a\0b");
        assertThat(answer.json().path("errors").path(0).path("line").asInt()).isEqualTo(3);
    }
}
