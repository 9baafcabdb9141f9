package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sailplan.api.Service;
import dev.sailplan.api.metrics.Exposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is below {@code docker} fits together, and fits the service. */
class DeploymentTest {

    private static final Path DOCKER = Path.of("docker");
    private static final Path CHART = DOCKER.resolve("helm/sailplan");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Words of PromQL that are followed by a bracket or a list of labels, or stand between. */
    private static final Set<String> PROMQL = Set.of("sum", "max", "rate", "increase", "topk", "by", "or", "vector");

    @TempDir
    private Path folder;

    private static List<Path> files(Path folder, String... endings) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode yaml(Path file) {
        Object value = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text(file));
        return JSON.valueToTree(value);
    }

    /** A service of a compose file, with what it merges. */
    private static JsonNode merged(JsonNode node) {
        Map<String, JsonNode> fields = new TreeMap<>();
        for (JsonNode each = node; each.isObject(); each = each.path("<<")) {
            each.properties().forEach(field -> fields.putIfAbsent(field.getKey(), field.getValue()));
        }
        return JSON.valueToTree(fields);
    }

    @Test
    void everyFileWithoutTemplatesCanBeRead() {
        assertThat(files(DOCKER, ".yaml", ".yml"))
                .filteredOn(file -> !file.startsWith(CHART.resolve("templates")))
                .hasSizeGreaterThan(6)
                .allSatisfy(file -> assertThat(yaml(file).isObject()).isTrue());
        assertThat(files(DOCKER, ".json"))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        file -> assertThat(JSON.readTree(text(file)).isObject()).isTrue());
    }

    @Test
    void everyContainerIsHardenedPinnedAndOpenToThisMachineOnly() {
        for (String file : List.of("compose.yaml", "compose.single.yaml")) {
            assertThat(yaml(DOCKER.resolve(file)).path("services").properties())
                    .isNotEmpty()
                    .allSatisfy(service -> {
                        JsonNode settings = merged(service.getValue());
                        assertThat(settings.path("read_only").asBoolean()).isTrue();
                        assertThat(settings.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
                        assertThat(settings.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
                        assertThat(settings.has("mem_limit") && settings.has("pids_limit"))
                                .isTrue();
                        assertThat(settings.path("image").asString()).matches("sailplan|.+:v?[0-9].*");
                        assertThat(settings.path("ports").values())
                                .allSatisfy(port -> assertThat(port.asString()).startsWith("127.0.0.1:"));
                    });
        }
    }

    @Test
    void whatComposeMountsIsThereAndWhatPrometheusReadsIsStarted() {
        JsonNode compose = yaml(DOCKER.resolve("compose.yaml"));
        assertThat(compose.path("services").values().stream()
                        .flatMap(service -> merged(service).path("volumes").values().stream())
                        .map(volume -> volume.asString().split(":", -1)[0])
                        .filter(source -> source.startsWith("./")))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(DOCKER.resolve(source)).exists());
        JsonNode targets =
                yaml(DOCKER.resolve("prometheus/prometheus.yml")).at("/scrape_configs/0/static_configs/0/targets");
        assertThat(targets.values())
                .hasSize(2)
                .allSatisfy(target -> assertThat(
                                compose.path("services").has(target.asString().replace(":8080", "")))
                        .isTrue());
    }

    /** Their settings come as files named like them, and a line break at the end is none of the password. */
    @Test
    void aSecretOfComposeBecomesThePassword() throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("spring.datasource.password"), "a secret\n");
        try (Replica replica = replica("spring.config.import=configtree:" + secrets + "/")) {
            assertThat(replica.part(Environment.class).getProperty("spring.datasource.password"))
                    .isEqualTo("a secret");
        }
    }

    private Replica replica(String... settings) {
        return Replica.on(
                "jdbc:h2:file:" + folder.resolve("sailplan")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                settings);
    }

    @Test
    void dashboardAndAlertsAskForMetricsThatThereAre() {
        Set<String> asked = new TreeSet<>();
        JSON.readTree(text(DOCKER.resolve("grafana/dashboards/sailplan.json")))
                .findValuesAsString("expr")
                .forEach(expression -> asked.addAll(metricsIn(expression)));
        yaml(DOCKER.resolve("prometheus/alerts.yml"))
                .findValuesAsString("expr")
                .forEach(expression -> asked.addAll(metricsIn(expression)));
        assertThat(asked).hasSizeGreaterThan(10);
        asked.remove("up");
        try (Replica replica = replica()) {
            Service service = replica.service();
            service.validate(text(Path.of("docs/examples/broken/NET001-overlapping-addresses.yaml")));
            Set<String> there =
                    new Exposition(service.get("/actuator/prometheus").body()).names();
            assertThat(there).containsAll(asked);
        }
    }

    private static Set<String> metricsIn(String expression) {
        String bare = expression.replaceAll("\\{[^}]*}|\\[[^]]*]", "").replaceAll("by \\([^)]*\\)", "");
        return words("[a-zA-Z_:][a-zA-Z0-9_:]*", bare)
                .filter(word -> !PROMQL.contains(word))
                .collect(Collectors.toSet());
    }

    private static Stream<String> words(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group);
    }

    @Test
    void operationsExplainEveryAlertAndEveryMetricOfTheService() {
        String page = text(Path.of("docs/operations.md"));
        assertThat(yaml(DOCKER.resolve("prometheus/alerts.yml")).findValuesAsString("alert"))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(page).contains("`" + alert + "`"));
        try (Replica replica = replica()) {
            Service service = replica.service();
            service.validate(text(Path.of("docs/examples/broken/NET001-overlapping-addresses.yaml")));
            assertThat(new Exposition(service.get("/actuator/prometheus").body()).names())
                    .filteredOn(name -> name.startsWith("sailplan_"))
                    .isNotEmpty()
                    .allSatisfy(
                            name -> assertThat(page).contains("`" + name.replaceAll("_(count|sum|max)$", "") + "`"));
        }
    }

    @Test
    void theValuesOfTheChartAreOfItsSchema() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(text(CHART.resolve("values.schema.json")), InputFormat.JSON);
        assertThat(schema.validate(yaml(CHART.resolve("values.yaml")).toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate(
                        yaml(CHART.resolve("values.yaml")).toString().replace("jdbc:postgresql", "jdbc:h2"),
                        InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theTemplatesOfTheChartUseTheValuesThereAreAndAllOfThem() {
        JsonNode values = yaml(CHART.resolve("values.yaml"));
        Set<String> used = files(CHART.resolve("templates"), ".yaml", ".tpl", ".txt").stream()
                .flatMap(file -> words("\\.Values(\\.[a-zA-Z]+)+", text(file)))
                .map(path -> path.substring(".Values".length()).replace('.', '/'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(values.at(path).isMissingNode()).isFalse());
        assertThat(leaves("", values))
                .allSatisfy(leaf -> assertThat(used).anyMatch(path -> (leaf + "/").startsWith(path + "/")));
    }

    private static Stream<String> leaves(String path, JsonNode node) {
        return node.isObject() && !node.isEmpty()
                ? node.properties().stream().flatMap(field -> leaves(path + "/" + field.getKey(), field.getValue()))
                : Stream.of(path);
    }

    @Test
    void helmFindsNothingToComplainOf() throws Exception {
        Skipped.unless(isThere("helm"), "needs Helm 3 on the path: https://helm.sh/docs/intro/install/");
        assertThat(run("helm", "lint", "--strict", CHART.toString())).contains("0 chart(s) failed");
        assertThat(run("helm", "template", "mine", CHART.toString(), "--kube-version=1.33.0"))
                .contains("kind: Deployment", "automountServiceAccountToken: false")
                .doesNotContain("kind: NetworkPolicy", "kind: ServiceMonitor");
        String all = run(
                "helm",
                "template",
                "mine",
                CHART.toString(),
                "--kube-version=1.33.0",
                "--set=serviceMonitor.enabled=true,serviceMonitor.labels.release=prometheus,networkPolicy.enabled=true",
                "--set-json=networkPolicy.from=[{\"namespaceSelector\":{}}]",
                "--set-json=networkPolicy.database=[{\"ipBlock\":{\"cidr\":\"10.0.0.7/32\"}}]",
                "--set-json=env=[{\"name\":\"SAILPLAN_PROFILE\",\"value\":\"strict\"}]",
                "--set-json=podAnnotations={\"a\":\"b\"}",
                "--set-json=tolerations=[{\"operator\":\"Exists\"}]",
                "--set-json=imagePullSecrets=[{\"name\":\"registry\"}]");
        assertThat(new Load(LoadSettings.builder().build()).loadAllFromString(all))
                .extracting(each -> JSON.valueToTree(each).path("kind").asString())
                .containsExactlyInAnyOrder(
                        "Deployment", "Service", "PodDisruptionBudget", "ServiceMonitor", "NetworkPolicy");
    }

    @Test
    void promtoolReadsTheAlerts() throws Exception {
        Skipped.unless(isThere("promtool"), "needs promtool on the path; it comes with Prometheus");
        assertThat(run(
                        "promtool",
                        "check",
                        "rules",
                        DOCKER.resolve("prometheus/alerts.yml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void dockerComposeReadsBothFiles() throws Exception {
        Skipped.unless(
                isThere("docker") && run("docker", "compose", "version").contains("Docker Compose version"),
                "needs Docker Compose 2");
        for (String file : List.of("compose.yaml", "compose.single.yaml")) {
            assertThat(run("docker", "compose", "-f", DOCKER.resolve(file).toString(), "config"))
                    .contains("services:");
        }
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command)));
    }

    private String run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return text(output);
    }
}
