package dev.sailplan.api.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The documents of {@code docs/examples}. */
final class Examples {

    /**
     * One example.
     *
     * @param name its file name without extension
     * @param summary its first line, a comment
     * @param yaml the document as it is written
     * @param content the same, as objects and lists; null if it says something that cannot be said in them, as a key twice
     */
    record Example(
            String name,
            String summary,
            String yaml,
            @Nullable Map<String, Object> content) {}

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Examples() {}

    /** Topologies, the sound ones first, each group by name. */
    static List<Example> topologies() {
        return Stream.concat(soundTopologies().stream(), in("docs/examples/broken/").stream())
                .toList();
    }

    /** The sound ones alone. */
    static List<Example> soundTopologies() {
        return in("docs/examples/");
    }

    /** Requests for endpoint views, by name. */
    static List<Example> views() {
        return in("docs/examples/views/");
    }

    /** Requests for comparisons, by name. */
    static List<Example> comparisons() {
        return in("docs/examples/comparisons/");
    }

    /** Requests for rankings, by name. */
    static List<Example> rankings() {
        return in("docs/examples/rankings/");
    }

    /** Requests for simulations, by name. */
    static List<Example> simulations() {
        return in("docs/examples/simulations/");
    }

    private static List<Example> in(String folder) {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:" + folder + "*.yaml");
            return Arrays.stream(files)
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                    .map(Examples::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static @Nullable Map<String, Object> contentOf(String yaml) {
        try {
            return YAML.readValue(yaml, new TypeReference<Map<String, Object>>() {});
        } catch (StreamReadException duplicateKey) {
            return null;
        }
    }

    private static Example read(Resource file) {
        try {
            String yaml = file.getContentAsString(StandardCharsets.UTF_8);
            String name = String.valueOf(file.getFilename()).replace(".yaml", "");
            String summary = yaml.lines().findFirst().orElse("").replaceFirst("^# *", "");
            return new Example(name, summary, yaml, contentOf(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
