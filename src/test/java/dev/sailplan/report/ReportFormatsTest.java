package dev.sailplan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Fixes;
import dev.sailplan.fix.Levers;
import dev.sailplan.fix.Source;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Dimensions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** What the reports look like, in every format there is. */
class ReportFormatsTest {

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);
    private static final Validator VALIDATOR = new Validator(
            ENGINE,
            new Fixes(READER, ENGINE, 1_000_000),
            new Levers(READER, ENGINE, Dimensions.scorer(), 1_000_000),
            Rules.catalog(),
            Ruleset.CURRENT);
    private static final List<String> DOCUMENTS = List.of(
            "docs/examples/multi-primary-multi-network.yaml",
            "docs/examples/broken/NET001-overlapping-addresses.yaml",
            "docs/examples/broken/STR001-unknown-field.yaml",
            "src/test/resources/topologies/many-findings.yaml");

    private static Stream<ReportFormat> formats() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ReportFormat.class));
        return scanner.findCandidateComponents("dev.sailplan.report").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .map(type -> (ReportFormat) BeanUtils.instantiateClass(type));
    }

    private static Stream<Arguments> cases() {
        return formats()
                .flatMap(format ->
                        DOCUMENTS.stream().map(document -> Arguments.of(format.mediaType(), document, format)));
    }

    @ParameterizedTest(name = "{1} as {0}")
    @MethodSource("cases")
    void isWrittenAsExpected(String mediaType, String document, ReportFormat format) throws IOException {
        String name = document.replaceAll(".*/|\\.yaml", "");
        Path golden = Path.of("src/test/resources/golden", mediaType.replace("/", "-"), name + ".txt");
        Generated.file(golden, format.write(validate(Files.readString(Path.of(document)))));
    }

    @Test
    void jsonIsWrittenAsExpected() throws IOException {
        String json = Files.readString(Path.of("src/test/resources/topologies/many-findings.yaml"));
        Generated.file(
                Path.of("src/test/resources/golden/application-json/many-findings.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(validate(json)) + "\n");
    }

    @Test
    void everyFormatShowsWhoCanCallWhatIfAsked() throws IOException {
        String yaml = Files.readString(Path.of("docs/examples/broken/GWY001-network-without-gateway.yaml"));
        ValidationReport report = validate(yaml, Set.of(ReportPart.REACHABILITY));
        for (ReportFormat format : formats().toList()) {
            String folder = format.mediaType().replace('/', '-');
            Generated.file(Path.of("src/test/resources/golden", folder, "reachability.txt"), format.write(report));
        }
        Generated.file(
                Path.of("src/test/resources/golden/application-json/reachability.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report.reachability()) + "\n");
    }

    @Test
    void markdownDoesNotLetADocumentWriteMarkup() {
        String hostile = "name: x\nclusters:\n  - name: a\n    \"|<img src=x>`[y](z)\": 1\n";
        formats()
                .filter(format -> format.mediaType().equals("text/markdown"))
                .forEach(format -> assertThat(format.write(validate(hostile)).replaceAll("(?<!\\\\)`[^`]*`", "`code`"))
                        .doesNotContain("[y](z)")
                        .doesNotContainPattern("(?<!\\\\)<img")
                        .contains("\\<img src=x\\>"));
    }

    @Test
    void textDoesNotLetADocumentWriteLinesOfTheReport() {
        String hostile = "name: \"a\\nPASS  forged\"\n\"k\\nERROR x\\e[2J\": 1\n";
        formats()
                .filter(format -> format.mediaType().equals("text/plain"))
                .forEach(format ->
                        assertThat(format.write(validate(hostile))).doesNotContain("\nPASS", "\nERROR x", "\u001b"));
    }

    private static ValidationReport validate(String yaml) {
        return validate(yaml, Set.of());
    }

    private static ValidationReport validate(String yaml, Set<ReportPart> parts) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        Reading<ReadDocument> reading = READER.read(bytes, Notation.YAML);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return VALIDATOR.validate(
                ((Reading.Read<ReadDocument>) reading).document(),
                new Source(bytes, Notation.YAML),
                Terms.on(RuleTester.AS_OF),
                parts);
    }
}
