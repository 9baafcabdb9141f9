package dev.sailplan.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sailplan.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages in docs/rules say what the rules do. */
class RulePagesTest {

    private static final Path PAGES = Path.of("docs/rules");
    private static final Path BROKEN = Path.of("docs/examples/broken");

    private final RuleCatalog catalog = Rules.catalog();

    @TestFactory
    Stream<DynamicTest> everyRuleHasATestWithItsThreeKindsOfCase() {
        return Rules.all().stream()
                .map(rule -> dynamicTest(rule.getClass().getSimpleName(), () -> {
                    String test = Files.readString(testOf(rule));
                    assertThat(test).as("a case that breaks the rule").containsPattern("\\.(check|finding)\\(");
                    assertThat(test).as("a case in which it holds").contains("holds(");
                    assertThat(test)
                            .as("a case with an unknown fact, or the reason why there is none")
                            .containsPattern("needs\\(|no unknown facts?:");
                }));
    }

    private static Path testOf(Rule rule) {
        return Path.of("src/test/java", rule.getClass().getName().replace('.', '/') + "Test.java");
    }

    @Test
    void everyRuleHasAPageAndEveryPageARule() throws IOException {
        assertThat(namesIn(PAGES))
                .isEqualTo(catalog.descriptions().stream()
                        .map(rule -> rule.code() + ".md")
                        .toList());
    }

    @Test
    void everyRuleHasABrokenExampleAndEveryBrokenExampleARule() throws IOException {
        assertThat(namesIn(BROKEN).stream().map(name -> name.substring(0, 6)).toList())
                .isEqualTo(catalog.descriptions().stream()
                        .map(RuleDescription::code)
                        .toList());
    }

    @Test
    void theIndexListsEveryRule() {
        Generated.region(PAGES.resolve("README.md"), "index", index(""));
        Generated.region(Path.of("README.md"), "rules", index("docs/rules/"));
    }

    private String index(String folder) {
        return catalog.descriptions().stream()
                .map(rule -> "| [%s](%s%s.md) | %s | %s | %s |\n"
                        .formatted(rule.code(), folder, rule.code(), rule.name(), severities(rule), rule.summary()))
                .collect(Collectors.joining("", "| Code | Name | Severity | What holds |\n|---|---|---|---|\n", ""));
    }

    @TestFactory
    Stream<DynamicTest> theHeaderRepeatsTheRule() {
        return catalog.descriptions().stream()
                .map(rule -> dynamicTest(rule.code(), () -> {
                    Generated.region(page(rule), "rule", header(rule));
                    assertThat(Files.readString(page(rule))).startsWith("# " + rule.code() + ": " + rule.name() + "\n");
                }));
    }

    private static String header(RuleDescription rule) {
        return """
                | | |
                |---|---|
                | What holds | %s |
                | Severity | %s |
                | Message | %s |
                | Remedy | %s |
                | Reads | %s |
                | Source | %s |
                | Since | %s |
                """.formatted(
                        rule.summary(),
                        severities(rule),
                        rule.message(),
                        rule.remedy(),
                        reads(rule),
                        rule.source(),
                        rule.since());
    }

    private static String reads(RuleDescription rule) {
        return rule.reads().isEmpty()
                ? "the document as it is written"
                : rule.reads().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    }

    private static String severities(RuleDescription rule) {
        return Stream.concat(Stream.of(rule.severity()), rule.sometimes().stream())
                .map(Enum::name)
                .collect(Collectors.joining(" or "));
    }

    @TestFactory
    Stream<DynamicTest> everyPageSaysWhyAndWhatIstioDoes() {
        return catalog.descriptions().stream()
                .map(rule -> dynamicTest(
                        rule.code(),
                        () -> assertThat(headings(Files.readString(page(rule))))
                                .containsExactly(
                                        "Why", "What happens silently", "Violates", "Complies", "Not reported")));
    }

    @TestFactory
    Stream<DynamicTest> examplesBehaveAsMarked() {
        return catalog.descriptions().stream()
                .map(rule -> dynamicTest(rule.code(), () -> {
                    RuleTester tester = RuleTester.of(rule.code());
                    String text = Files.readString(page(rule));
                    assertThat(examples(text, "Violates"))
                            .isNotEmpty()
                            .allSatisfy(yaml -> assertThat(tester.check(yaml)).isNotEmpty());
                    assertThat(examples(text, "Complies")).isNotEmpty().allSatisfy(tester::holds);
                }));
    }

    private static List<String> headings(String text) {
        return Pattern.compile("^## (.+)$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> examples(String text, String section) {
        return Pattern.compile("## " + section + "\n(.*?)(?=\n## |\\z)", Pattern.DOTALL)
                .matcher(text)
                .results()
                .flatMap(body -> Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(body.group(1))
                        .results())
                .map(example -> example.group(1))
                .toList();
    }

    private static Path page(RuleDescription rule) {
        return PAGES.resolve(rule.code() + ".md");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
        }
    }
}
