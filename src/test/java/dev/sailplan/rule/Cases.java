package dev.sailplan.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Topologies that say something about rules. */
public final class Cases {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Pattern ON_PAGES = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private Cases() {}

    /** Documents with hundreds of elements say nothing about single facts. */
    private static final int LONGEST = 8_000;

    /** The examples, and those on the pages of rules. */
    public static List<JsonNode> all() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : filesIn("docs/examples", ".yaml")) {
            texts.add(Files.readString(file));
        }
        for (Path file : filesIn("docs/rules", ".md")) {
            ON_PAGES.matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(texts::add);
        }
        return of(texts);
    }

    /** The topologies in some texts, each once. */
    static List<JsonNode> of(Iterable<String> texts) {
        Map<String, JsonNode> cases = new LinkedHashMap<>();
        for (String text : texts) {
            if (text.length() <= LONGEST) {
                topologies(text).forEach(it -> cases.putIfAbsent(it.toString(), it));
            }
        }
        return List.copyOf(cases.values());
    }

    /** What in a text is a topology; rules on changes have two. */
    private static Stream<JsonNode> topologies(String text) {
        return Stream.of(text.split("\n---\n", -1)).flatMap(Cases::parse).filter(it -> it.has("clusters"));
    }

    private static Stream<JsonNode> parse(String text) {
        try {
            return Stream.of(YAML.readTree(text));
        } catch (JacksonException partOfADocument) {
            return Stream.empty();
        }
    }

    private static List<Path> filesIn(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
