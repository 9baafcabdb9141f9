package dev.sailplan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final RuleEngine ALL = Rules.engine();
    private static final Map<Rule, Set<String>> CASES = new ConcurrentHashMap<>();

    /** Between the topology that is there and the one that is to come, for rules on changes. */
    private static final String THEN = "\n---\n";

    private final RuleEngine engine;
    private final Rule tested;
    private final String code;

    private RuleTester(RuleEngine engine, Rule tested, String code) {
        this.engine = engine;
        this.tested = tested;
        this.code = code;
    }

    /** Tests the rule with this code, beside those on the structure; one on waivers beside all others. */
    public static RuleTester of(String code) {
        Rule rule = Rules.withCode(code);
        return new RuleTester(rule instanceof WaiverRule ? ALL : Rules.engineFor(rule), rule, code);
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
        return judge(yaml).findings().stream()
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
        List<String> needs = judge(yaml).notEvaluated().stream()
                .filter(entry -> entry.rule().equals(code))
                .flatMap(entry -> entry.needs().stream())
                .toList();
        assertThat(needs)
                .as("facts that %s lacks, which it declares to read", code)
                .allMatch(this::isDeclared);
        return needs;
    }

    private boolean isDeclared(String need) {
        return tested instanceof WaiverRule
                || RuleDescription.of(tested).reads().contains(new Pointer(need).fieldPath());
    }

    /** Checks that the rule finds nothing and lacks no fact. */
    public void holds(String yaml) {
        assertThat(marked(yaml)).as("marks in a topology that complies").isEmpty();
        assertThat(needs(yaml))
                .as("facts that %s lacks in%n%s", code, numbered(yaml))
                .isEmpty();
    }

    /** What rules have been tested with so far. */
    static Map<Rule, Set<String>> cases() {
        return CASES;
    }

    private Evaluation judge(String yaml) {
        CASES.computeIfAbsent(tested, rule -> ConcurrentHashMap.newKeySet()).add(yaml);
        if (!(tested instanceof ChangeRule)) {
            return engine.evaluate(read(yaml), Terms.on(AS_OF));
        }
        int end = yaml.indexOf(THEN);
        assertThat(end).as("two topologies, with --- between them").isPositive();
        ReadDocument head = read(headOf(yaml));
        return engine.compare(topologyOf(read(yaml.substring(0, end + 1))), topologyOf(head), head, Terms.on(AS_OF));
    }

    private Topology topologyOf(ReadDocument document) {
        return engine.assemble(document, AS_OF).topology().orElseThrow();
    }

    /** The topology whose lines are marked. */
    private static String headOf(String yaml) {
        int end = yaml.indexOf(THEN);
        return end < 0 ? yaml : yaml.substring(end + THEN.length());
    }

    /** Evaluates all rules. */
    public Evaluation evaluate(String yaml) {
        return ALL.evaluate(read(yaml), Terms.on(AS_OF));
    }

    /** What all rules say to a document, judged by some terms. */
    public static Evaluation evaluate(String yaml, Terms terms) {
        return ALL.evaluate(read(yaml), terms);
    }

    /** Reads a topology that is well-formed YAML. */
    public static ReadDocument read(String yaml) {
        Reading<ReadDocument> reading =
                new TopologyReader(ReadingLimits.DEFAULT).read(yaml.getBytes(StandardCharsets.UTF_8), Notation.YAML);
        assertThat(reading).as(yaml).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadDocument>) reading).document();
    }

    private NavigableSet<Integer> marked(String text) {
        String yaml = headOf(text);
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
