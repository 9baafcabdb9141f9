package dev.sailplan.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.EndpointQueryDocument;
import dev.sailplan.document.EndpointViewsDocument;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.query.QueryResolver;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Sound documents that were damaged at random are read or refused, and what is read is judged; nothing throws. */
class MutationTest {

    private static final int MUTANTS_OF_EACH = 150;
    private static final Path EXAMPLES = Path.of("docs/examples");

    /** What means something in JSON or YAML, and bytes that are not UTF-8. */
    private static final byte[] INSERTED =
            "{}[]:,&*!|>\"'#%@`~-?\\\n\r\t 0.eE+<=nulltruefalse\u0000\u0007\u0085\u2028\uFEFFä".getBytes(UTF_8);

    private final TopologyReader reader = new TopologyReader(ReadingLimits.DEFAULT);
    private final RuleEngine engine = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);

    @ParameterizedTest
    @EnumSource(Notation.class)
    void damagedDocumentsAreReadOrRefused(Notation notation) throws IOException {
        int[] answers = {0, 0};
        for (Path file : examples()) {
            byte[] sound = notation == Notation.YAML ? Files.readAllBytes(file) : json(file);
            for (int seed = 0; seed < MUTANTS_OF_EACH; seed++) {
                answers[judge(mutantOf(sound, new Random(seed)), notation, file + ", seed " + seed)]++;
            }
        }
        assertThat(Arrays.stream(answers)).as("refused, read").allMatch(count -> count > 100);
    }

    @ParameterizedTest
    @EnumSource(Notation.class)
    void damagedRequestsAreResolvedOrRefused(Notation notation) throws IOException {
        int[] answers = {0, 0};
        for (Path file : in(EXAMPLES.resolve("views"))) {
            byte[] sound = notation == Notation.YAML ? Files.readAllBytes(file) : json(file);
            for (int seed = 0; seed < MUTANTS_OF_EACH; seed++) {
                answers[resolve(mutantOf(sound, new Random(seed)), notation, file + ", seed " + seed)]++;
            }
        }
        assertThat(Arrays.stream(answers)).as("refused, read").allMatch(count -> count > 50);
    }

    private int resolve(byte[] mutant, Notation notation, String which) {
        try {
            var reading = reader.read(mutant, notation, EndpointViewsDocument.class);
            if (!(reading instanceof Reading.Read<ReadEnvelope<EndpointViewsDocument>> read)) {
                return 0;
            }
            var queries =
                    Objects.requireNonNullElse(read.document().content().queries(), List.<EndpointQueryDocument>of());
            for (NestedTopology nested : read.document().topologies()) {
                engine.assemble(nested.document(), RuleTester.AS_OF)
                        .topology()
                        .ifPresent(topology ->
                                new QueryResolver(topology, Reachability.of(topology)).resolve(queries, Pointer.ROOT));
            }
            return 1;
        } catch (RuntimeException failure) {
            throw new AssertionError(which + ":\n" + new String(mutant, UTF_8), failure);
        }
    }

    private int judge(byte[] mutant, Notation notation, String which) {
        try {
            Reading<ReadDocument> reading = reader.read(mutant, notation);
            if (reading instanceof Reading.Read<ReadDocument> read) {
                engine.evaluate(read.document(), Terms.on(RuleTester.AS_OF));
                return 1;
            }
            Reading.Unreadable<ReadDocument> answer = (Reading.Unreadable<ReadDocument>) reading;
            assertThat(answer.position().line()).isBetween(1, 1 + mutant.length);
            assertThat(answer.position().column()).isBetween(1, 1 + mutant.length);
            assertThat(answer.message()).endsWith(".").doesNotContain("jackson", "snakeyaml", "Exception", "Feature");
            return 0;
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(which + ":\n" + new String(mutant, UTF_8), failure);
        }
    }

    private static byte[] mutantOf(byte[] sound, Random chance) {
        byte[] mutant = sound;
        for (int steps = 1 + chance.nextInt(3); steps > 0; steps--) {
            int from = chance.nextInt(mutant.length);
            int to = Math.min(mutant.length, from + chance.nextInt(20));
            mutant = switch (chance.nextInt(6)) {
                case 0 -> flipped(mutant, from, 1 << chance.nextInt(8));
                case 1 -> flipped(mutant, from, mutant[from] ^ inserted(chance));
                case 2 -> spliced(mutant, from, to, new byte[0]);
                case 3 -> spliced(mutant, from, from, new byte[] {inserted(chance)});
                case 4 -> spliced(mutant, from, from, Arrays.copyOfRange(mutant, from, to));
                default -> chance.nextInt(4) == 0 ? Arrays.copyOf(mutant, 1 + from) : moved(mutant, from, to, chance);
            };
        }
        return mutant;
    }

    private static byte inserted(Random chance) {
        return INSERTED[chance.nextInt(INSERTED.length)];
    }

    private static byte[] flipped(byte[] bytes, int at, int bits) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) bits;
        return copy;
    }

    private static byte[] moved(byte[] bytes, int from, int to, Random chance) {
        int target = chance.nextInt(bytes.length);
        return spliced(bytes, target, target, Arrays.copyOfRange(bytes, from, to));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    private static byte[] json(Path file) {
        Map<?, ?> content = new YAMLMapper().readValue(file.toFile(), Map.class);
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
    }

    private static List<Path> examples() throws IOException {
        return in(EXAMPLES);
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
