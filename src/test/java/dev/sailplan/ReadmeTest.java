package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the README promises is so. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ReadmeTest {

    @LocalServerPort
    private int port;

    @Test
    void theAnswerToItsRequestIsTheRealOne() throws IOException {
        String yaml = Files.readString(Path.of("docs/examples/broken/NET001-overlapping-addresses.yaml"));
        String answer = new Service(port).validate(yaml, "Accept", "text/plain").body();
        Generated.region(Path.of("README.md"), "answer", "```\n" + answer + "```\n");
    }

    @Test
    void ciRunsExactlyItsTestCommand() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("\n./mvnw verify ");
        List<String> commands = Files.readAllLines(Path.of(".ci/run")).stream()
                .filter(line -> line.contains("mvnw") && !line.startsWith("#"))
                .map(line -> line.replaceFirst("^exec ", "").strip())
                .toList();
        assertThat(commands).containsExactly("./mvnw verify");
    }

    @Test
    void everyRelativeLinkOfEveryPageLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("]\\((?!https?:|#|/)([^)#\\s]+)");
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            Stream<Path> pages =
                    Stream.concat(Stream.of(Path.of("README.md"), Path.of(".github/CONTRIBUTING.md")), docs);
            assertThat(pages.filter(page -> page.toString().endsWith(".md"))).allSatisfy(page -> {
                Path folder = Objects.requireNonNull(page.toAbsolutePath().getParent());
                assertThat(link.matcher(Files.readString(page)).results().map(match -> match.group(1)))
                        .allSatisfy(target -> assertThat(folder.resolve(target))
                                .as("%s in %s", target, page)
                                .exists());
            });
        }
    }
}
