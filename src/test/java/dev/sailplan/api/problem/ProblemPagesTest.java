package dev.sailplan.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages in docs/problems say what the problems are. */
class ProblemPagesTest {

    private static final Path PAGES = Path.of("docs/problems");

    @Test
    void everyProblemHasAPageAndEveryPageAProblem() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Problem.values())
                            .map(it -> it.slug() + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void theHeaderRepeatsTheProblem(Problem problem) {
        Generated.region(
                PAGES.resolve(problem.slug() + ".md"),
                "problem",
                "| | |\n|---|---|\n| Status | %d |\n| Title | %s |\n| Type | `%s` |\n"
                        .formatted(problem.status().value(), problem.title(), problem.type()));
    }

    @Test
    void theIndexListsEveryProblem() {
        String rows = Arrays.stream(Problem.values())
                .map(it ->
                        "| %d | [%s](%s.md) | %s |\n".formatted(it.status().value(), it.slug(), it.slug(), it.title()))
                .collect(Collectors.joining());
        Generated.region(PAGES.resolve("README.md"), "index", "| Status | Problem | Title |\n|---|---|---|\n" + rows);
    }

    @Test
    void aStatusAloneMeansNoProblemOfOneResource() {
        assertThat(Problem.ofStatus(409)).isEqualTo(Problem.BAD_REQUEST);
        assertThat(Problem.ofStatus(501)).isEqualTo(Problem.INTERNAL_ERROR);
    }
}
