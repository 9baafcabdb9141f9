package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that is made from the code and committed: compared by tests, rewritten by {@code ./mvnw test -Dpages=write}. */
public final class Generated {

    private static final boolean WRITE = "write".equals(System.getProperty("pages"));

    private Generated() {}

    /** Compares a whole file. */
    public static void file(Path file, String expected) {
        try {
            if (WRITE) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, expected);
            }
            assertThat(Files.readString(file))
                    .as("%s; -Dpages=write rewrites it", file)
                    .isEqualTo(expected);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Compares the part of a page between {@code <!-- name: generated -->} and {@code <!-- /name -->}. */
    public static void region(Path page, String name, String expected) {
        try {
            String text = Files.readString(page);
            String start = "<!-- " + name + ": generated, do not edit -->\n";
            String end = "<!-- /" + name + " -->";
            Matcher found = Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
                    .matcher(text);
            assertThat(found.find()).as("%s has a part %s", page, start.strip()).isTrue();
            if (WRITE) {
                Files.writeString(page, text.substring(0, found.start(1)) + expected + text.substring(found.end(1)));
                return;
            }
            assertThat(found.group(1))
                    .as("part %s of %s; -Dpages=write rewrites it", name, page)
                    .isEqualTo(expected);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
