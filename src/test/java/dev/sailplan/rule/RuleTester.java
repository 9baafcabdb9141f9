package dev.sailplan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs one rule on a topology written in YAML and compares what it finds with the marks in the text: a line that ends in
 * {@code # NET001} holds a subject of a finding of that rule, and no other line may.
 *
 * <p>Where a finding has several subjects, each of their lines is marked. What a rule lacks facts for is returned by
 * {@link #needs}, and has to be asserted by the test.
 */
public final class RuleTester {

    /** The day all rule tests and examples are judged on. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

    private final RuleEngine engine;
    private final String code;

    private RuleTester(String code) {
        this.engine = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);
        this.code = code;
    }

    /** Tests the rule with this code, among all others. */
    public static RuleTester of(String code) {
        assertThat(Rules.catalog().find(code)).as("rule " + code).isPresent();
        return new RuleTester(code);
    }

    /** Checks that the rule finds exactly what is marked, and returns its findings for assertions on them. */
    public List<Finding> check(String yaml) {
        List<Finding> found = findings(yaml);
        NavigableSet<Integer> lines = new TreeSet<>();
        found.forEach(
                finding -> finding.subjects().stream().map(FindingSubject::line).forEach(lines::add));
        assertThat(lines)
                .as("lines with a finding of %s in%n%s%n%s", code, numbered(yaml), found)
                .isEqualTo(marked(yaml));
        return found;
    }

    /** Returns the findings of the rule, marked or not. */
    public List<Finding> findings(String yaml) {
        return evaluate(yaml).findings().stream()
                .filter(finding -> finding.rule().equals(code))
                .toList();
    }

    /** Returns the only finding of the rule, whose subjects are exactly what is marked. */
    public Finding finding(String yaml) {
        List<Finding> found = check(yaml);
        assertThat(found).as("findings of %s", code).hasSize(1);
        return found.get(0);
    }

    /** Checks that the rule finds exactly what is marked, and returns the facts it lacks. */
    public List<String> needs(String yaml) {
        check(yaml);
        return evaluate(yaml).notEvaluated().stream()
                .filter(entry -> entry.rule().equals(code))
                .flatMap(entry -> entry.needs().stream())
                .toList();
    }

    /** Checks that the rule finds nothing and lacks no fact. */
    public void holds(String yaml) {
        assertThat(marked(yaml)).as("marks in a topology that complies").isEmpty();
        assertThat(needs(yaml))
                .as("facts that %s lacks in%n%s", code, numbered(yaml))
                .isEmpty();
    }

    /** Evaluates all rules. */
    public Evaluation evaluate(String yaml) {
        return engine.evaluate(read(yaml), null, AS_OF);
    }

    /** Reads a topology that is well-formed YAML. */
    public static ReadDocument read(String yaml) {
        Reading<ReadDocument> reading =
                new TopologyReader(ReadingLimits.DEFAULT).read(yaml.getBytes(StandardCharsets.UTF_8), Notation.YAML);
        assertThat(reading).as(yaml).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadDocument>) reading).document();
    }

    private NavigableSet<Integer> marked(String yaml) {
        NavigableSet<Integer> lines = new TreeSet<>();
        Matcher mark =
                Pattern.compile("#.*\\b" + code + "\\b.*$", Pattern.MULTILINE).matcher(yaml);
        while (mark.find()) {
            lines.add((int) yaml.substring(0, mark.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1);
        }
        return lines;
    }

    private static String numbered(String yaml) {
        int[] line = {0};
        StringBuilder text = new StringBuilder();
        yaml.lines().forEach(it -> text.append(String.format("%3d  %s%n", ++line[0], it)));
        return text.toString();
    }
}
