package dev.sailplan.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sailplan.Topologies;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** All messages are written in one style. */
class MessagesTest {

    private static final int SEEDS = 100;
    private static final int LONGEST = 300;
    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);

    @TestFactory
    Stream<DynamicTest> whatARuleSaysOfItselfIsInSentences() {
        return Rules.catalog().descriptions().stream()
                .map(rule -> dynamicTest(rule.code(), () -> {
                    assertThat(rule.summary()).matches("[A-Z].*[^.]").hasSizeLessThan(LONGEST);
                    assertThat(rule.message()).matches("(?s)[A-Z{].*[^.]").doesNotContain("  ", " ,", " ;");
                    assertThat(rule.remedy()).matches("(?s)[A-Z].*[.]").doesNotContain("  ", " ,", "..");
                    assertThat(rule.source()).matches("(?s).*[^.]");
                }));
    }

    @Test
    void everyMessageIsOneSentenceOfUnder300CharactersWithoutFullStop() throws IOException {
        Stream<String> cases = Cases.all().stream().map(Object::toString);
        Stream<String> random = LongStream.range(0, SEEDS)
                .mapToObj(seed -> new String(Topologies.json(Topologies.random(seed)), StandardCharsets.UTF_8));
        Map<String, String> wrong = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        Stream.concat(cases, random)
                .map(MessagesTest::evaluate)
                .forEach(evaluation -> evaluation.findings().forEach(finding -> {
                    seen.add(finding.rule());
                    if (!isInStyle(finding)) {
                        wrong.put(finding.rule(), finding.message().length() + ": " + finding.message());
                    }
                }));
        assertThat(wrong).isEmpty();
        assertThat(Rules.catalog().descriptions())
                .extracting(RuleDescription::code)
                .filteredOn(code -> !code.equals("NET006") && !code.equals("STR002"))
                .allMatch(seen::contains);
    }

    private static boolean isInStyle(Finding finding) {
        String message = finding.message();
        return message.length() < LONGEST
                && !message.endsWith(".")
                && !message.contains("  ")
                && !message.contains("{")
                && !message.contains("null");
    }

    private static Evaluation evaluate(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ReadDocument document = ((Read<ReadDocument>) READER.read(bytes, Notation.JSON)).document();
        return ENGINE.evaluate(document, Terms.on(RuleTester.AS_OF));
    }
}
