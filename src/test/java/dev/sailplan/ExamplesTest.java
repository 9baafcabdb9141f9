package dev.sailplan;

import static dev.sailplan.finding.Severity.INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleDescription;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.topology.DeploymentModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents in docs/examples are what they say they are. */
class ExamplesTest {

    private static final Path SOUND = Path.of("docs/examples");
    private static final Path BROKEN = SOUND.resolve("broken");
    private static final Path INDEX = SOUND.resolve("README.md");

    /** A day on which nothing in the examples is valid any more, so that each has to state its own. */
    private static final LocalDate TODAY = LocalDate.of(2099, 12, 31);

    private final RuleCatalog catalog = Rules.catalog();
    private final RuleEngine engine = new RuleEngine(catalog, Ruleset.CURRENT);

    @TestFactory
    Stream<DynamicTest> soundExamplesHaveNoErrorNoWarningAndNothingUnknown() throws IOException {
        return yamlIn(SOUND).stream()
                .map(file -> dynamicTest(nameOf(file), () -> {
                    Evaluation evaluation = evaluate(file);
                    assertThat(evaluation.findings()).noneMatch(ExamplesTest::matters);
                    assertThat(evaluation.notEvaluated()).isEmpty();
                    assertThat(evaluation.asOf()).isEqualTo(RuleTester.AS_OF);
                }));
    }

    private static boolean matters(Finding finding) {
        return finding.severity() != INFO;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    single-cluster,                      single,   single,   single,        single, common-root,   none
                    multi-primary-single-network,        multiple, single,   multi-primary, single, common-root,   none
                    multi-primary-multi-network,         multiple, multiple, multi-primary, single, common-root,   none
                    primary-remote-single-network,       multiple, single,   shared,        single, common-root,   none
                    primary-remote-multi-network,        multiple, multiple, shared,        single, common-root,   none
                    external-control-plane,              multiple, single,   external,      single, common-root,   none
                    federated-meshes,                    multiple, multiple, single,        multi,  federated,     none
                    ambient-multi-primary-multi-network, multiple, multiple, multi-primary, single, common-root,   none
                    namespace-tenancy,                   single,   single,   single,        single, common-root,   namespace
                    cluster-tenancy,                     multiple, multiple, multi-primary, single, common-root,   cluster
                    mesh-tenancy,                        multiple, multiple, single,        multi,  several-roots, mesh
                    """)
    void soundExamplesAreTheModelTheirNameSays(
            String name,
            String clusters,
            String networks,
            String controlPlane,
            String meshes,
            String identity,
            String tenancy) {
        DeploymentModel model = modelOf(name);
        assertThat(model)
                .isEqualTo(new DeploymentModel(
                        clusters, networks, controlPlane, meshes, identity, tenancy, model.roles()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    multi-primary-single-network,  primary primary
                    primary-remote-single-network, primary remote
                    primary-remote-multi-network,  primary remote
                    external-control-plane,        outside config remote
                    cluster-tenancy,               primary primary
                    """)
    void theirClustersHaveTheRolesOfTheModel(String name, String roles) {
        assertThat(String.join(" ", modelOf(name).roles().values())).isEqualTo(roles);
    }

    @Test
    void everySoundExampleIsAModelAndIsListedWithAnExplanation() throws IOException {
        assertThat(Files.readString(INDEX).lines().filter(line -> line.startsWith("| [")))
                .filteredOn(line -> !line.matches(".*\\((broken|views|comparisons|rankings|simulations)/.*"))
                .allMatch(line -> line.split("\\|").length == 4)
                .extracting(line -> line.replaceAll("^\\| \\[(.+?)]\\(\\1\\) .*", "$1"))
                .containsExactlyInAnyOrderElementsOf(
                        yamlIn(SOUND).stream().map(ExamplesTest::nameOf).toList());
    }

    @TestFactory
    Stream<DynamicTest> brokenExamplesBreakOneRuleOnTheMarkedLines() throws IOException {
        return yamlIn(BROKEN).stream()
                .map(file -> dynamicTest(nameOf(file), () -> {
                    RuleDescription rule = ruleOf(file);
                    assertThat(nameOf(file)).isEqualTo(rule.code() + "-" + rule.name() + ".yaml");
                    List<Finding> found = RuleTester.of(rule.code()).check(baseOf(file) + Files.readString(file));
                    assertThat(found).anyMatch(finding -> matters(finding) || rule.severity() == INFO);
                    assertThat(evaluate(file).findings())
                            .filteredOn(ExamplesTest::matters)
                            .allMatch(finding ->
                                    finding.rule().equals(rule.code()) || isConsequenceOf(rule.code(), finding));
                }));
    }

    /** The topology that is there before, for rules on changes. */
    private static String baseOf(Path file) {
        Path base = BROKEN.resolve("base").resolve(nameOf(file));
        return Files.exists(base) ? read(base) + "---\n" : "";
    }

    /** Declared traffic that the broken place stops is reported too, and names the rule that says why. */
    private static boolean isConsequenceOf(String code, Finding finding) {
        return finding.rule().equals("TRF001") && code.equals(finding.facts().get("cause"));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleBeginsWithWhatItIs() throws IOException {
        return Stream.concat(yamlIn(SOUND).stream(), yamlIn(BROKEN).stream())
                .map(file -> dynamicTest(
                        nameOf(file), () -> assertThat(titleOf(file)).matches("\\w.+\\.")));
    }

    @Test
    void theIndexListsEveryBrokenExample() throws IOException {
        String rows = yamlIn(BROKEN).stream()
                .map(file -> "| [%1$s](broken/%1$s) | %2$s | %3$s |\n"
                        .formatted(nameOf(file), severitiesOf(ruleOf(file)), titleOf(file)))
                .collect(Collectors.joining());
        Generated.region(INDEX, "broken", "| File | Severity | What is broken |\n|---|---|---|\n" + rows);
    }

    private static String severitiesOf(RuleDescription rule) {
        return Stream.concat(Stream.of(rule.severity()), rule.sometimes().stream())
                .map(Severity::name)
                .collect(Collectors.joining(" or "));
    }

    private static String titleOf(Path file) {
        return read(file).lines().findFirst().orElse("").replaceFirst("^# ", "");
    }

    private RuleDescription ruleOf(Path file) {
        return catalog.find(nameOf(file).replaceFirst("-.*", "")).orElseThrow();
    }

    private DeploymentModel modelOf(String name) {
        return evaluate(SOUND.resolve(name + ".yaml")).topology().orElseThrow().deploymentModel();
    }

    private Evaluation evaluate(Path file) {
        return engine.evaluate(RuleTester.read(read(file)), Terms.on(TODAY));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> yamlIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> nameOf(file).endsWith(".yaml")).sorted().toList();
        }
    }
}
