package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/** A process that writes until it is killed, and says so after each write that was answered. */
final class KilledWriter {

    /** Names it writes to, each by a thread of its own. */
    static final int NAMES = 4;

    private KilledWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        HikariDataSource source = Databases.migrated(arguments[0]);
        TopologyStore store = Databases.storeOn(source);
        for (int number = 0; number < NAMES; number++) {
            String name = "writer-" + number;
            new Thread(() -> write(store, name, arguments[1])).start();
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void write(TopologyStore store, String name, String round) {
        PrintStream answers = System.out;
        for (int write = 0; ; write++) {
            String document = documentOf(name, round, write);
            Outcome outcome = store.put(name, draftOf(document), Precondition.none(), Somebody.at(Instant.EPOCH));
            long revision = ((Outcome.Written) outcome).entry().revision();
            synchronized (answers) {
                answers.println("ACK " + name + " " + revision + " " + shaOf(document));
                answers.flush();
            }
        }
    }

    /** Some of them are so large that they take several rows. */
    private static String documentOf(String name, String round, int write) {
        String line = name + " " + round + " " + write + "\n";
        int lines = write % 20 == 7 ? 60_000 : 10;
        return IntStream.range(0, lines)
                .mapToObj(number -> line + Integer.toHexString(number * 0x9E3779B9))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static Draft draftOf(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        String sha = Sha256.of(bytes);
        return new Draft(
                new Content(bytes, "text/plain", sha),
                Map.of("sha", sha.substring(0, 8)),
                null,
                new Evaluated("PASS", "1", null, sha, sha.substring(0, 32), bytes));
    }

    private static String shaOf(String document) {
        return Sha256.of(document.getBytes(StandardCharsets.UTF_8));
    }
}
