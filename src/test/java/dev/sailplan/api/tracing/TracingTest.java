package dev.sailplan.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sailplan.Replica;
import dev.sailplan.api.Service;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Traces as a collector gets them, or does not. */
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER = "0af7651916cd43dd8448eb211c80319c";
    private static final String SHOP = "/api/v1/topologies/shop";
    private static final String SECRET = "qx-secret";

    private static Replica replica(String... settings) {
        return Replica.on(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                        + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1",
                settings);
    }

    private static Replica tracedTo(Collector collector) {
        return replica(
                "management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                "management.opentelemetry.tracing.export.schedule-delay=100ms");
    }

    /** As who traces its own work calls others. */
    private static String[] traced(String traceId, String... headers) {
        return Stream.concat(Stream.of("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01"), Arrays.stream(headers))
                .toArray(String[]::new);
    }

    private static String sound() throws IOException {
        return Files.readString(Path.of("docs/examples/multi-primary-multi-network.yaml"));
    }

    @Test
    void aRequestIsAPartOfTheTraceOfItsCaller() throws Exception {
        try (Collector collector = new Collector();
                Replica replica = tracedTo(collector)) {
            String[] headers = traced(TRACE, "Content-Type", "application/yaml");
            assertThat(replica.service().put(SHOP, sound(), headers).status()).isEqualTo(201);
            collector.await(TRACE, "http put /api/v1/topologies/{name}");

            assertThat(collector.received()).contains("reading", "rules", "fixes", "scores", "store put", "sailplan");
            assertThat(collector.paths()).containsOnly("POST /v1/traces");
        }
    }

    @Test
    void aPollIsTracedByItsPattern() throws Exception {
        try (Collector collector = new Collector();
                Replica replica = tracedTo(collector)) {
            Service service = replica.service();
            service.put(SHOP, sound(), "Content-Type", "application/yaml");
            String[] headers = traced(TRACE, "If-None-Match", "*");
            assertThat(service.get(SHOP + "/validation", headers).status()).isEqualTo(304);

            collector.await(TRACE, "http get /api/v1/topologies/{name}/validation");
        }
    }

    @Test
    void nothingOfDocumentsAndOfWhoCallsIsInATrace() throws Exception {
        try (Collector collector = new Collector();
                Replica replica = tracedTo(collector)) {
            Service service = replica.service();
            String[] headers = traced(
                    TRACE,
                    "Content-Type",
                    "application/yaml",
                    "Authorization",
                    "Bearer " + SECRET,
                    "baggage",
                    "a=" + SECRET);
            String broken =
                    "name: " + SECRET + "\n" + SECRET + ": [" + SECRET + "]\nclusters: [{name: " + SECRET + "}]\n";
            assertThat(service.put(SHOP + "?key=" + SECRET, broken, headers).status())
                    .isEqualTo(201);
            assertThat(service.post("/api/v1/validations?profile=" + SECRET, broken, headers)
                            .status())
                    .isEqualTo(400);
            assertThat(service.post("/api/v1/validations", SECRET + ": [", headers)
                            .status())
                    .isEqualTo(400);
            assertThat(service.post("/api/v1/endpoint-views", broken, headers).status())
                    .isEqualTo(422);
            service.get("/api/v1/schemas/topology.json", traced(OTHER));
            collector.await(OTHER, "/api/v1/schemas/");

            assertThat(collector.knows(TRACE)).isTrue();
            assertThat(collector.received()).doesNotContain(SECRET);
        }
    }

    @Test
    void probesAndScrapesAreNotTraced() throws Exception {
        try (Collector collector = new Collector();
                Replica replica = tracedTo(collector)) {
            for (String path : List.of("health", "health/readiness", "prometheus")) {
                assertThat(replica.service()
                                .get("/actuator/" + path, traced(TRACE))
                                .status())
                        .isEqualTo(200);
            }
            replica.service().get("/api/v1/rules", traced(OTHER));
            collector.await(OTHER, "/api/v1/rules");

            assertThat(collector.knows(TRACE)).isFalse();
            assertThat(collector.received()).doesNotContain("actuator");
        }
    }

    @Test
    void linesOfTheLogHaveTheNumberOfTheTrace() throws IOException {
        try (Collector collector = new Collector();
                Replica replica = tracedTo(collector)) {
            List<Map<String, String>> lines = contextsOf(() -> replica.service().get(SHOP, traced(TRACE)));

            assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).containsEntry("traceId", TRACE));
            assertThat(replica.part(Environment.class).getProperty("logging.expect-correlation-id"))
                    .isEqualTo("true");
        }
    }

    /** What lines of the log know besides their text. */
    private static List<Map<String, String>> contextsOf(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
        try {
            work.run();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(appender);
        }
        return appender.list.stream().map(ILoggingEvent::getMDCPropertyMap).toList();
    }

    @Test
    void withoutAnEndpointNothingIsTraced() {
        for (String[] settings :
                List.of(new String[0], new String[] {"management.opentelemetry.tracing.export.otlp.endpoint="})) {
            try (Replica replica = replica(settings)) {
                List<Map<String, String>> lines =
                        contextsOf(() -> replica.service().get(SHOP, traced(TRACE)));

                assertThatThrownBy(() -> replica.part(Tracer.class)).isInstanceOf(NoSuchBeanDefinitionException.class);
                assertThatThrownBy(() -> replica.part(StoreSpans.class))
                        .isInstanceOf(NoSuchBeanDefinitionException.class);
                assertThat(lines)
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).doesNotContainKey("traceId"));
                assertThat(replica.part(Environment.class).getProperty("logging.expect-correlation-id"))
                        .isEqualTo("false");
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("BatchSpan") || name.contains("BatchLog"));
            }
        }
    }

    @Test
    void aCollectorThatIsAwayHarmsNobody() throws IOException {
        String gone;
        try (Collector collector = new Collector()) {
            gone = collector.endpoint();
        }
        try (Replica replica = replica(
                "management.opentelemetry.tracing.export.otlp.endpoint=" + gone,
                "management.opentelemetry.tracing.export.schedule-delay=10ms")) {
            for (int request = 0; request < 20; request++) {
                assertThat(replica.service().get("/api/v1/rules", traced(TRACE)).status())
                        .isEqualTo(200);
            }
        }
    }
}
