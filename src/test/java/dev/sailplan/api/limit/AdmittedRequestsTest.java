package dev.sailplan.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which requests wait for their turn, and when it ends: one is worked on at a time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sailplan.limits.concurrent=1",
            "sailplan.limits.waiting=1",
            "sailplan.limits.wait=2m",
            "sailplan.limits.document-size=1MB",
            "sailplan.limits.bodies=1MB"
        })
class AdmittedRequestsTest {

    /** Another resource that has its turn, with an answer larger than what systems buffer. */
    @TestConfiguration(proxyBeanMethods = false)
    static class LargeAnswers {

        @Bean
        LargeAnswer largeAnswer(Admission admission) {
            return new LargeAnswer(admission);
        }
    }

    @RestController
    record LargeAnswer(Admission admission) {

        @GetMapping("/large")
        byte[] large() {
            admission.enter();
            return new byte[64 << 20];
        }
    }

    private static final String SHOP = "/api/v1/topologies/shop";
    private static final int BUDGET = 2 << 20;

    @LocalServerPort
    private int port;

    @Autowired
    private Admission admission;

    @Autowired
    private BodyBudget budget;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private Service service = new Service(0);
    private String sound = "";

    @BeforeEach
    void connect() throws IOException {
        service = new Service(port);
        sound = Files.readString(Path.of("docs/examples/single-cluster.yaml"));
        put(sound);
        put(sound + "labels: {team: mail}\n");
    }

    @AfterEach
    void everythingIsGivenBack() throws InterruptedException {
        executor.shutdownNow();
        await(() -> admission.running() == 0 && admission.waiting() == 0 && budget.taken() == 0);
    }

    private Answer put(String document) {
        return service.put(SHOP, document, "Content-Type", "application/yaml");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private String indented() {
        return sound.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    private String bodyFor(String path) {
        return switch (path) {
            case "/api/v1/comparisons" -> "base:\n" + indented() + "\nhead:\n" + indented();
            case "/api/v1/rankings" ->
                "candidates:\n" + indented().replaceFirst(" {2}", "- ").replaceFirst("# .*\n {2}", "") + "\n"
                        + indented()
                                .replaceFirst(" {2}", "- ")
                                .replaceFirst("# .*\n {2}", "")
                                .replaceFirst("name: ", "name: other-");
            case "/api/v1/simulations" -> "upTo: 1\ntopology:\n" + indented();
            case "/api/v1/endpoint-views" -> "queries: []\ntopology:\n" + indented();
            case SHOP + "/simulations" -> "upTo: 1\n";
            case SHOP + "/endpoint-views" -> "queries: []\n";
            default -> sound;
        };
    }

    private Answer send(String method, String path) {
        return switch (method) {
            case "GET" -> service.get(path, "Accept", "text/markdown, application/json;q=0.5");
            case "PUT" -> service.put(path, bodyFor(path), "Content-Type", "application/yaml");
            default -> service.post(path, bodyFor(path), "Content-Type", "application/yaml");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/validations, 200",
        "POST, /api/v1/scores, 200",
        "POST, /api/v1/comparisons, 200",
        "POST, /api/v1/rankings, 200",
        "POST, /api/v1/simulations, 200",
        "POST, /api/v1/endpoint-views, 422",
        "POST, /api/v1/topologies?name=shop, 409",
        "PUT, /api/v1/topologies/shop, 200",
        "GET, /api/v1/topologies/shop/scores, 200",
        "GET, /api/v1/topologies/shop/comparison, 200",
        "GET, /api/v1/topologies/shop/comparison?base=1&head=2, 200",
        "GET, /api/v1/topologies/shop/validation, 200",
        "GET, /api/v1/topologies/shop/revisions/1/validation, 200",
        "POST, /api/v1/topologies/shop/simulations, 200",
        "POST, /api/v1/topologies/shop/endpoint-views, 422"
    })
    void whatReadsDocumentsWaitsForItsTurn(String method, String path, int status) throws Exception {
        Future<Answer> answer;
        try (Admission.Turn turn = admission.new Turn()) {
            turn.begin();
            answer = executor.submit(() -> send(method, path));
            await(() -> admission.waiting() == 1);
            assertThat(answer.isDone()).isFalse();
        }
        assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(status);
        assertThat(admission.running()).isZero();
        assertThat(budget.taken()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/validation",
                "/validation/summary",
                "/revisions",
                "/revisions/1",
                "/../../topologies",
                "/../../rules/NET001",
                "/../../profiles",
                "/../../reevaluation",
                "/../../schemas/topology.json",
                "/../../../../problems/unavailable",
                "/../../../../actuator/health/readiness",
                "/../../../../actuator/prometheus"
            })
    void whatIsOnlyHandedOutWaitsForNobody(String path) {
        String plain = Path.of(SHOP + path).normalize().toString();
        try (Admission.Turn turn = admission.new Turn()) {
            turn.begin();
            Answer answer = service.get(plain);
            assertThat(answer.status()).as(plain).isEqualTo(200);
            answer.header("ETag")
                    .ifPresent(tag -> assertThat(
                                    service.get(plain, "If-None-Match", tag).status())
                            .isEqualTo(304));
        }
    }

    @Test
    void whoComesWhenNoPlaceIsLeftIsToldToComeAgain() throws Exception {
        Future<Answer> waiting;
        try (Admission.Turn turn = admission.new Turn()) {
            turn.begin();
            waiting = executor.submit(() -> service.validate(sound));
            await(() -> admission.waiting() == 1);
            for (Answer refused : List.of(service.validate(sound), put(sound), service.get(SHOP + "/scores"))) {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).contains("5");
                assertThat(refused.json().path("type").asString()).isEqualTo("/problems/unavailable");
            }
            assertThat(service.get("/actuator/prometheus").body())
                    .contains("sailplan_requests_waiting 1.0", "sailplan_requests_running 1.0");
        }
        assertThat(waiting.get().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "- a", "name: x\ncolour: red\n", ""})
    void whateverComesOfItTheTurnEnds(String document) {
        for (int round = 0; round < 3; round++) {
            assertThat(service.validate(document).status()).isLessThan(500);
            assertThat(service.post("/api/v1/scores", document, "Content-Type", "application/yaml")
                            .status())
                    .isLessThan(500);
            assertThat(admission.running()).isZero();
        }
    }

    @Test
    void whoSendsSlowlyHoldsNoTurnAndTheMemoryOfWhatCame() throws Exception {
        try (Socket slow = request(900_000, "name: x # ")) {
            await(() -> budget.taken() > 0);
            assertThat(slow.isConnected()).isTrue();
            assertThat(budget.taken()).isLessThan(100_000);
            assertThat(admission.running()).isZero();
            assertThat(service.validate(sound).status()).isEqualTo(200);
        }
        await(() -> budget.taken() == 0);
    }

    @Test
    void whoComesWhenNoMemoryIsLeftIsToldToComeAgain() throws Exception {
        String most = "name: x # " + "x".repeat(1_000_000);
        try (Socket first = request(most.length() + 10, most);
                Socket second = request(most.length() + 10, most)) {
            await(() -> budget.taken() > 1_950_000);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            Answer refused = service.validate(most);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).contains("5");
            assertThat(budget.taken()).isLessThanOrEqualTo(BUDGET);
        }
        await(() -> budget.taken() == 0);
        assertThat(service.validate(most).status()).isEqualTo(200);
    }

    /** A request that says how long it is, of which only the beginning is sent. */
    private Socket request(int length, String beginning) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        write(socket, length, beginning);
        return socket;
    }

    private static void write(Socket socket, int length, String beginning) throws IOException {
        OutputStream out = socket.getOutputStream();
        String head =
                "POST /api/v1/validations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/yaml\r\nContent-Length: "
                        + length + "\r\n\r\n";
        out.write((head + beginning).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void whoReadsSlowlyHoldsNoTurn() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            slow.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(slow.getInputStream().read()).isEqualTo('H');
            assertThat(admission.running()).isZero();
            assertThat(service.validate(sound).status()).isEqualTo(200);
        }
    }
}
