package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.address.AddressRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the cases in {@code src/test/resources/endpoint-views} and compares answers with them, as the page there says. */
final class ViewCases {

    private static final Path FOLDER = Path.of("src/test/resources/endpoint-views");
    private static final JsonMapper JSON = new JsonMapper();

    private ViewCases() {}

    static Stream<ViewCase> all() {
        return files().stream().flatMap(file -> cases(read(file)));
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Tree read(Path file) {
        return new Tree(JSON.readValue(file.toFile(), new TypeReference<Map<String, Object>>() {}));
    }

    private static Stream<ViewCase> cases(Tree suite) {
        return suite.items("cases").stream()
                .map(each -> new ViewCase(
                        suite.name("suite") + ": " + each.name("name"),
                        suite.texts("compared"),
                        each.item("topology").fields(),
                        each.item("query").fields(),
                        each.item("expect")));
    }

    /** Compares what the case compares, and nothing else. */
    static void assertAgrees(ViewCase expected, Map<String, Object> answer) {
        Tree actual = new Tree(answer);
        List<Tree> endpoints = expected.expected().items("endpoints");
        assertThat(project(actual.items("endpoints"), expected.compared()))
                .as("endpoints of %s", expected.name())
                .containsExactlyInAnyOrderElementsOf(project(endpoints, expected.compared()));
        if (expected.compared().contains("order")) {
            assertThat(project(actual.items("endpoints"), List.of("kind", "cluster")))
                    .as("order of %s", expected.name())
                    .isEqualTo(project(endpoints, List.of("kind", "cluster")));
        }
        assertThat(replicas(actual.items("dropped")))
                .as("dropped of %s", expected.name())
                .isEqualTo(replicas(expected.expected().items("dropped")));
    }

    private static List<Map<String, String>> project(List<Tree> endpoints, List<String> fields) {
        List<Map<String, String>> projected = new ArrayList<>();
        for (Tree endpoint : endpoints) {
            Map<String, String> values = new TreeMap<>();
            fields.forEach(field -> values.put(field, canonical(endpoint.text(field))));
            projected.add(values);
        }
        return projected;
    }

    /** Two texts of one IP address are equal. */
    private static String canonical(@Nullable String value) {
        if (value == null) {
            return "";
        }
        return AddressRange.ofAddress(value).map(AddressRange::toString).orElse(value);
    }

    private static Map<String, Integer> replicas(List<Tree> dropped) {
        Map<String, Integer> replicas = new TreeMap<>();
        for (Tree each : dropped) {
            String group = String.join(" ", each.name("cluster"), each.text("network", "-"), each.name("reason"));
            replicas.merge(group, each.number("replicas", 0), Integer::sum);
        }
        return replicas;
    }
}
