package dev.sailplan.rule;

import dev.sailplan.document.Subject;
import dev.sailplan.finding.Severity;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cause for which a rule does not hold.
 *
 * @param subjects the places it is about, the most important first
 * @param facts the values behind the rule's message, in the order they were given
 * @param severity how much it matters, null as the rule says
 */
public record Violation(
        List<Subject> subjects,
        Map<String, String> facts,
        @Nullable Severity severity) implements Outcome {

    /** Enough places to act on, where one cause has many; the names and numbers are in the facts. */
    public static final int MOST_SUBJECTS = 100;

    public Violation {
        subjects = List.copyOf(subjects);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    public static Violation of(Subject... subjects) {
        return new Violation(List.of(subjects), Map.of(), null);
    }

    public static Violation of(Collection<Subject> subjects) {
        return new Violation(List.copyOf(subjects), Map.of(), null);
    }

    /** Returns this violation with one more fact. */
    public Violation with(String fact, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(fact, value.toString());
        return new Violation(subjects, more, severity);
    }

    /** Returns this violation with a severity of its own, one that its {@link RuleInfo} names. */
    public Violation as(Severity own) {
        return new Violation(subjects, facts, own);
    }
}
