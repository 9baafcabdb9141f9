package dev.sailplan.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Who may do what where callers are asked, as they meet it over HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sailplan.access.control=always",
            "sailplan.access.audited-denials=10000",
            "sailplan.limits.rate=1000000",
            "sailplan.access.bootstrap-key=" + AccessTest.BOOTSTRAP,
            "sailplan.access.roles-claim=realm_access.roles",
            "sailplan.access.teams-claim=groups"
        })
class AccessTest {

    static final String BOOTSTRAP = "bootstrap-bootstrap-bootstrap-bootstrap";

    private static final Identity IDENTITY = new Identity();
    private static final String TOPOLOGIES = "/api/v1/topologies";
    private static final String SOUND = read("docs/examples/single-cluster.yaml");

    @LocalServerPort
    private int port;

    private Service service = new Service(0);
    private JdbcTemplate jdbc = new JdbcTemplate();

    @DynamicPropertySource
    static void tokens(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", IDENTITY::keys);
        registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> Identity.AUDIENCE);
    }

    @AfterAll
    static void close() {
        IDENTITY.close();
    }

    @BeforeEach
    void connect(@Autowired JdbcTemplate database) {
        service = new Service(port);
        jdbc = database;
        List.of("topology_label", "report_piece", "document_piece", "revision", "topology", "api_key", "audit_entry")
                .forEach(table -> jdbc.update("delete from " + table));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String[] with(String token, String... headers) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + token), Arrays.stream(headers))
                .toArray(String[]::new);
    }

    private static String of(String team) {
        return SOUND + "\nlabels: {team: " + team + "}\n";
    }

    private Answer issue(String body) {
        return service.post("/api/v1/keys", body, with(BOOTSTRAP, "Content-Type", "application/yaml"));
    }

    private String key(Role role, String... teams) {
        Answer issued =
                issue("{description: of a test, role: %s, teams: [%s]}".formatted(role, String.join(", ", teams)));
        assertThat(issued.status()).as(issued.body()).isEqualTo(201);
        return issued.json().path("key").asString();
    }

    private Answer put(String key, String name, String document, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/yaml"), Arrays.stream(headers))
                .toArray(String[]::new);
        return service.put(TOPOLOGIES + "/" + name, document, with(key, all));
    }

    private List<String> audited() {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry :
                service.get("/api/v1/audit", with(BOOTSTRAP)).json().path("entries")) {
            lines.add("%s %s %s %s"
                    .formatted(
                            entry.path("actor").asString(),
                            entry.path("action").asString(),
                            entry.path("target").asString(),
                            entry.path("result").asString()));
        }
        return lines;
    }

    @Test
    void whoSendsNothingIsToldWhatToSend() {
        Answer answer = service.get(TOPOLOGIES);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/unauthenticated");
        assertThat(answer.json().path("detail").asString()).contains("Authorization: Bearer");
        assertThat(answer.json().path("instance").asString()).isEqualTo(TOPOLOGIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "spk_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "bootstrap-bootstrap-bootstrap-bootstrao",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.",
                "with spaces",
                "ü"
            })
    void whatIsNoKeyOrTokenIsRefused(String token) {
        Answer answer = service.get(TOPOLOGIES, with(token));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.body()).doesNotContain(token);
    }

    @Test
    void pagesRulesSchemasAndHealthAreOpen() {
        assertThat(List.of(
                        "/problems/forbidden",
                        "/api/v1/rules",
                        "/api/v1/rules/NET001",
                        "/api/v1/schemas/topology.json",
                        "/v3/api-docs",
                        "/swagger-ui/index.html",
                        "/actuator/health",
                        "/actuator/health/readiness"))
                .allSatisfy(path -> assertThat(service.get(path).status()).isEqualTo(200));
        assertThat(service.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(service.get("/actuator/prometheus", with(key(Role.READER))).status())
                .isEqualTo(200);
    }

    @Test
    void keysAllowWhatTheirRoleAllows() {
        String reader = key(Role.READER);
        String writer = key(Role.WRITER);
        String admin = key(Role.ADMIN);

        assertThat(service.post("/api/v1/validations", SOUND, with(reader, "Content-Type", "application/yaml"))
                        .status())
                .isEqualTo(200);
        Answer refused = put(reader, "shop", SOUND);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(refused.json().path("detail").asString()).contains("role reader");
        assertThat(put(writer, "shop", SOUND).status()).isEqualTo(201);
        assertThat(service.get(TOPOLOGIES + "/shop/validation", with(reader)).status())
                .isEqualTo(200);
        assertThat(service.get("/api/v1/keys", with(writer)).status()).isEqualTo(403);
        assertThat(service.get("/api/v1/keys", with(admin)).status()).isEqualTo(200);
        assertThat(service.send("DELETE", TOPOLOGIES + "/shop", with(writer)).status())
                .isEqualTo(204);
    }

    @Test
    void aTeamWritesItsOwnTopologiesAndThoseOfNobody() {
        String red = key(Role.WRITER, "red");
        String blue = key(Role.WRITER, "blue");

        assertThat(put(red, "shop", of("blue")).status())
                .as("not for another team")
                .isEqualTo(403);
        assertThat(put(red, "shop", of("red")).status()).isEqualTo(201);
        assertThat(put(blue, "shop", of("blue")).status())
                .as("not over another team's")
                .isEqualTo(403);
        assertThat(put(blue, "shop", SOUND).status()).isEqualTo(403);
        assertThat(service.send("DELETE", TOPOLOGIES + "/shop", with(blue)).status())
                .isEqualTo(403);
        assertThat(put(red, "shop", SOUND).status()).as("given up").isEqualTo(200);
        assertThat(put(blue, "shop", of("blue")).status()).as("taken").isEqualTo(200);
        assertThat(put(BOOTSTRAP, "shop", of("red")).status())
                .as("an administrator may")
                .isEqualTo(200);
        assertThat(service.get(TOPOLOGIES + "/shop", with(blue)).status())
                .as("all are read")
                .isEqualTo(200);
    }

    @Test
    void preconditionsThatFailAreToldFromTopologiesOfOthers() {
        String red = key(Role.WRITER, "red");
        String blue = key(Role.WRITER, "blue");
        put(red, "shop", of("red"));

        assertThat(put(red, "shop", of("red"), "If-Match", "\"0-0\"").status()).isEqualTo(412);
        assertThat(put(blue, "shop", of("blue"), "If-Match", "\"0-0\"").status())
                .isEqualTo(403);
        assertThat(put(red, "shop", of("red"), "If-None-Match", "*").status()).isEqualTo(412);
    }

    @Test
    void tokensOfTheIdentityProviderNameRolesAndTeams() {
        String red = IDENTITY.token(
                "ann", Map.of("realm_access", Map.of("roles", List.of("offline", "writer")), "groups", List.of("red")));
        String none = IDENTITY.token("bob", Map.of());

        assertThat(put(red, "shop", of("red")).status()).isEqualTo(201);
        assertThat(put(red, "other", of("blue")).status()).isEqualTo(403);
        assertThat(service.get(TOPOLOGIES, with(none)).status()).isEqualTo(403);
        assertThat(audited())
                .contains(
                        "user:ann put-topology topology/shop done",
                        "user:ann request PUT " + TOPOLOGIES + "/other denied",
                        "user:bob request GET " + TOPOLOGIES + " denied");
    }

    @Test
    void tokensForOthersOrOfOthersOrOfThePastAreRefused() {
        Map<String, Object> admin = Map.of("realm_access", Map.of("roles", List.of("admin")));

        assertThat(service.get(TOPOLOGIES, with(IDENTITY.token("ann", admin))).status())
                .isEqualTo(200);
        assertThat(List.of(
                        IDENTITY.token("ann", "another", Instant.now().plusSeconds(600), admin),
                        IDENTITY.token("ann", Identity.AUDIENCE, Instant.now().minusSeconds(600), admin),
                        IDENTITY.forged("ann", admin)))
                .allSatisfy(
                        token -> assertThat(service.get(TOPOLOGIES, with(token)).status())
                                .isEqualTo(401));
    }

    @Test
    void aKeyIsToldOnceAndKeptAsAHash() {
        Answer issued = issue("{description: CI of the shop, role: writer, teams: [red], days: 7}");
        String key = issued.json().path("key").asString();
        String id = issued.json().path("id").asString();

        assertThat(key).startsWith("spk_" + id + "_");
        assertThat(issued.header("Cache-Control")).contains("no-store");
        assertThat(issued.header("Location")).contains("/api/v1/keys/" + id);
        assertThat(issued.json().path("createdBy").asString()).isEqualTo("key:bootstrap");
        assertThat(service.get("/api/v1/keys/" + id, with(BOOTSTRAP))
                        .json()
                        .path("createdAt")
                        .asString())
                .isEqualTo(issued.json().path("createdAt").asString());
        String secret = key.substring(("spk_" + id + "_").length());
        assertThat(service.get("/api/v1/keys", with(BOOTSTRAP)).body())
                .contains(id)
                .doesNotContain(secret);
        assertThat(service.get("/api/v1/keys/" + id, with(BOOTSTRAP)).body()).doesNotContain(secret);
        assertThat(jdbc.queryForList("select * from api_key").toString())
                .contains(id)
                .doesNotContain(secret);
    }

    @Test
    void aRotatedKeyHasTwoSecretsForAWhile() {
        String former = key(Role.READER);
        String id = former.split("_", -1)[1];

        Answer rotated = service.post("/api/v1/keys/" + id + "/rotations", "", with(BOOTSTRAP));
        String current = rotated.json().path("key").asString();
        assertThat(current).startsWith("spk_" + id + "_").isNotEqualTo(former);
        assertThat(service.get(TOPOLOGIES, with(former)).status()).isEqualTo(200);
        assertThat(service.get(TOPOLOGIES, with(current)).status()).isEqualTo(200);

        service.post("/api/v1/keys/" + id + "/rotations?overlapHours=0", "", with(BOOTSTRAP));
        assertThat(service.get(TOPOLOGIES, with(former)).status()).isEqualTo(401);
        assertThat(service.get(TOPOLOGIES, with(current)).status()).isEqualTo(401);
    }

    @Test
    void aRevokedOrExpiredKeyIsRefusedHereAtOnce() {
        String revoked = key(Role.READER);
        assertThat(service.get(TOPOLOGIES, with(revoked)).status()).isEqualTo(200);
        service.send("DELETE", "/api/v1/keys/" + revoked.split("_", -1)[1], with(BOOTSTRAP));
        assertThat(service.get(TOPOLOGIES, with(revoked)).status()).isEqualTo(401);

        String expired = key(Role.READER);
        jdbc.update("update api_key set expires_at = created_at");
        assertThat(service.get(TOPOLOGIES, with(expired)).status()).isEqualTo(401);
    }

    @Test
    void everythingThatIsWrongWithAKeyIsToldAtOnce() {
        Answer answer = issue("{role: owner, teams: [red, ''], days: 1000, colour: red}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").values().stream()
                        .map(error -> error.path("pointer").asString())
                        .toList())
                .containsExactlyInAnyOrder("/description", "/role", "/teams/1", "/days", "/colour");
        assertThat(service.get("/api/v1/keys", with(BOOTSTRAP))
                        .json()
                        .path("keys")
                        .size())
                .isZero();
    }

    @Test
    void writesAndDenialsAreAudited() {
        String writer = key(Role.WRITER, "red");
        String actor = "key:" + writer.split("_", -1)[1];
        put(writer, "shop", of("red"));
        service.send("DELETE", TOPOLOGIES + "/shop", with(writer));
        put(writer, "shop", of("blue"));
        service.get("/api/v1/keys", with(writer));
        service.get(TOPOLOGIES);
        service.get(TOPOLOGIES, with("nonsense"));

        assertThat(audited())
                .containsExactly(
                        "unknown request GET " + TOPOLOGIES + " denied",
                        "unknown request GET " + TOPOLOGIES + " denied",
                        actor + " request GET /api/v1/keys denied",
                        actor + " request PUT " + TOPOLOGIES + "/shop denied",
                        actor + " delete-topology topology/shop done",
                        actor + " put-topology topology/shop done",
                        "key:bootstrap create-key key/" + writer.split("_", -1)[1] + " done");
    }

    @Test
    void theAuditLogComesInParts() {
        for (int i = 0; i < 5; i++) {
            service.get(TOPOLOGIES + "?" + i);
        }

        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = service.get(
                            "/api/v1/audit?limit=2" + (next.isEmpty() ? "" : "&before=" + next), with(BOOTSTRAP))
                    .json();
            page.path("entries").forEach(entry -> ids.add(entry.path("at").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(ids).hasSize(5);
        assertThat(service.get("/api/v1/audit?before=nonsense", with(BOOTSTRAP)).status())
                .isEqualTo(400);
    }

    /** Which role a call needs is seen by trying it; what the call itself makes of nonsense does not matter. */
    @Test
    void thePageShowsWhichRoleEachCallNeeds(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        Map<Role, String> keys = new TreeMap<>(
                Map.of(Role.READER, key(Role.READER), Role.WRITER, key(Role.WRITER), Role.ADMIN, key(Role.ADMIN)));
        Map<String, String> needed = new TreeMap<>();
        mappings.getHandlerMethods().forEach((info, method) -> {
            if (method.getBeanType().getPackageName().startsWith("dev.sailplan.api")) {
                for (String path : info.getPatternValues()) {
                    for (RequestMethod verb : info.getMethodsCondition().getMethods()) {
                        needed.put(path + " " + verb, neededFor(verb.name(), path, keys));
                    }
                }
            }
        });
        StringBuilder rows = new StringBuilder("| Call | needs |\n|---|---|\n");
        needed.forEach((call, role) -> rows.append("| `%s %s` | %s |\n"
                .formatted(call.substring(call.indexOf(' ') + 1), call.substring(0, call.indexOf(' ')), role)));

        Generated.region(Path.of("docs/access.md"), "roles", rows.toString());
    }

    private String neededFor(String verb, String path, Map<Role, String> keys) {
        String concrete = path.replaceAll("\\{[^}]*}", "1");
        if (isLetIn(verb, concrete, null)) {
            return "nothing";
        }
        return keys.entrySet().stream()
                .filter(entry -> isLetIn(verb, concrete, entry.getValue()))
                .map(entry -> entry.getKey().toString())
                .findFirst()
                .orElse("nobody may");
    }

    private boolean isLetIn(String verb, String path, @Nullable String key) {
        if (path.equals("/api/v1/events")) {
            return isLetIn("HEAD", path + "?", key);
        }
        Answer answer = key == null ? service.send(verb, path) : service.send(verb, path, with(key));
        return !Set.of(401, 403).contains(answer.status());
    }
}
