package dev.sailplan.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sailplan.Generated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages in docs/scores say what the dimensions do. */
class ScorePagesTest {

    private static final Path PAGES = Path.of("docs/scores");
    private static final Path EXAMPLES = Path.of("docs/examples");

    private final List<DimensionDescription> descriptions = Dimensions.scorer().descriptions();

    @Test
    void everyDimensionHasAPageAndEveryPageADimension() throws IOException {
        assertThat(filesIn(PAGES, ".md").stream().filter(name -> !name.equals("README.md")))
                .containsExactlyInAnyOrderElementsOf(descriptions.stream()
                        .map(dimension -> dimension.name() + ".md")
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyDimensionHasATest() {
        return Dimensions.all().stream()
                .map(dimension -> dynamicTest(
                        dimension.getClass().getSimpleName(),
                        () -> assertThat(Path.of(
                                        "src/test/java",
                                        dimension.getClass().getName().replace('.', '/') + "Test.java"))
                                .exists()));
    }

    @Test
    void theIndexListsEveryDimension() {
        Generated.region(PAGES.resolve("README.md"), "index", index());
    }

    private String index() {
        return descriptions.stream()
                .map(dimension -> "| [%s](%s.md) | %s | %s | %s |\n"
                        .formatted(
                                dimension.name(),
                                dimension.name(),
                                dimension.family(),
                                dimension.question(),
                                dimension.counts() ? "yes" : "no"))
                .collect(Collectors.joining(
                        "", "| Dimension | Family | What it asks | Counts |\n|---|---|---|---|\n", ""));
    }

    @TestFactory
    Stream<DynamicTest> theHeaderRepeatsTheDimension() {
        return descriptions.stream()
                .map(dimension -> dynamicTest(dimension.name(), () -> {
                    Generated.region(page(dimension), "dimension", header(dimension));
                    assertThat(Files.readString(page(dimension))).startsWith("# " + dimension.name() + "\n");
                }));
    }

    private static String header(DimensionDescription dimension) {
        StringBuilder header = new StringBuilder("""
                | | |
                |---|---|
                | What it asks | %s |
                | Family | %s |
                | Counts | %s |
                | Source | %s |

                | Band | Points | Holds when |
                |---|---|---|
                """.formatted(
                        dimension.question(),
                        dimension.family(),
                        dimension.counts()
                                ? "yes: the points of the family are no higher"
                                : "no: it is shown beside what counts",
                        dimension.source()));
        int highest = dimension.bands().size() - 1;
        for (int band = 0; band <= highest; band++) {
            header.append("| %d | %s | %s |\n"
                    .formatted(band, range(band, highest), dimension.bands().get(band)));
        }
        return header.toString();
    }

    private static String range(int band, int highest) {
        int from = band * Scale.MOST_POINTS / highest;
        return band == highest ? "" + from : from + " to " + ((band + 1) * Scale.MOST_POINTS / highest - 1);
    }

    @TestFactory
    Stream<DynamicTest> theExamplesAreInTheBandsThatThePageSays() {
        return descriptions.stream()
                .map(dimension -> dynamicTest(
                        dimension.name(), () -> Generated.region(page(dimension), "examples", examples(dimension))));
    }

    private static String examples(DimensionDescription dimension) throws IOException {
        return filesIn(EXAMPLES, ".yaml").stream()
                .map(name -> row(name, Dimensions.score(dimension.name(), textOf(EXAMPLES.resolve(name)))))
                .collect(Collectors.joining("", "| Example | Band | Points | Why |\n|---|---|---|---|\n", ""));
    }

    private static String row(String name, DimensionScore score) {
        String band = score.bandUpTo() == null ? "" + score.band() : score.band() + " to " + score.bandUpTo();
        String points = score.pointsUpTo() == null ? "" + score.points() : score.points() + " to " + score.pointsUpTo();
        return "| [%s](../examples/%s) | %s | %s | %s |\n"
                .formatted(
                        name.replace(".yaml", ""),
                        name,
                        band,
                        points,
                        score.contributions().get(0).why());
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path page(DimensionDescription dimension) {
        return PAGES.resolve(dimension.name() + ".md");
    }

    private static List<String> filesIn(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(end))
                    .sorted()
                    .toList();
        }
    }
}
