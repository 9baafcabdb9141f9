package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed, again and again, as {@code kill -9} does: what it acknowledged is there, and everything that
 * is there is whole.
 */
class StoreKilledIT {

    private static final int KILLS = 30;
    private static final int LEAST_ACKNOWLEDGED = 100;

    @TempDir
    private Path folder = Path.of("");

    /** What was acknowledged: of each name, hashes by revision. */
    private final Map<String, Map<Long, String>> acknowledged = new HashMap<>();

    @Test
    void theEmbeddedStoreLosesNothing() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("sailplan") + Databases.H2_SETTINGS;
        for (int kill = 0; kill < KILLS; kill++) {
            writeAndKill(url, kill);
            verify(url, "kill " + kill);
        }
        assertThat(acknowledgements()).isGreaterThan(LEAST_ACKNOWLEDGED);
    }

    @Test
    void postgresLosesNothing() throws Exception {
        String url = Databases.postgresUrl();
        for (int kill = 0; kill < KILLS; kill++) {
            writeAndKill(url, kill);
            verify(url, "kill " + kill);
        }
        assertThat(acknowledgements()).isGreaterThan(LEAST_ACKNOWLEDGED);
    }

    private int acknowledgements() {
        return acknowledged.values().stream().mapToInt(Map::size).sum();
    }

    /** Each time after another while, counted from the first acknowledgement. */
    private void writeAndKill(String url, int round) throws IOException, InterruptedException {
        Path answers = folder.resolve("answers-" + round);
        Process writer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        url,
                        String.valueOf(round)))
                .redirectOutput(answers.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try {
            awaitFirst(writer, answers);
            Thread.sleep(new Random(round).nextInt(300));
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        takeNote(answers);
    }

    private void awaitFirst(Process writer, Path answers) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(answers).contains("ACK")) {
            assertThat(writer.isAlive() && System.nanoTime() < deadline)
                    .as(() -> "the writer writes; it says\n" + errors())
                    .isTrue();
            Thread.sleep(5);
        }
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A line that was cut off is no acknowledgement anybody got. */
    private void takeNote(Path answers) throws IOException {
        String text = Files.readString(answers);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (line.startsWith("ACK ")) {
                String[] words = line.split(" ", -1);
                acknowledged.computeIfAbsent(words[1], name -> new HashMap<>()).put(Long.parseLong(words[2]), words[3]);
            }
        }
    }

    private void verify(String url, String when) {
        try (HikariDataSource source = Databases.migrated(url)) {
            TopologyStore store = Databases.storeOn(source);
            acknowledged.forEach((name, revisions) -> verify(store, name, revisions, when));
        }
    }

    private static void verify(TopologyStore store, String name, Map<Long, String> acknowledged, String when) {
        Entry newest = store.find(name).orElseThrow();
        List<Revision> revisions = store.revisions(name, Long.MAX_VALUE, Integer.MAX_VALUE);
        List<Long> numbers =
                new ArrayList<>(revisions.stream().map(Revision::number).toList());
        Collections.reverse(numbers);

        assertThat(numbers)
                .as(when + ": no gaps in " + name)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, newest.revision()).boxed().toList());
        acknowledged.forEach((number, sha) -> {
            Content content = store.document(name, number).orElseThrow();
            assertThat(content.sha256()).as("%s: %s %d", when, name, number).isEqualTo(sha);
        });
        revisions.stream()
                .limit(50)
                .forEach(revision -> assertThat(Sha256.of(store.document(name, revision.number())
                                .orElseThrow()
                                .bytes()))
                        .as("%s: %s %d is whole", when, name, revision.number())
                        .isEqualTo(revision.sha256()));
        assertThat(new String(Pieces.expand(store.report(name).orElseThrow().report()), StandardCharsets.UTF_8))
                .isEqualTo(new String(
                        store.document(name, newest.revision()).orElseThrow().bytes(), StandardCharsets.UTF_8));
        assertThat(store.list(new Listing(null, Map.of("sha", newest.sha256().substring(0, 8)), "", 9))
                        .entries())
                .extracting(Entry::name)
                .contains(name);
    }
}
