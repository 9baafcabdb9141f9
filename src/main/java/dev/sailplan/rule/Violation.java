package dev.sailplan.rule;

import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.finding.Severity;
import java.util.ArrayList;
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
 * @param repairs what would remove it, the best first
 * @param advice what may help to decide what to do, in the order it was given; not part of what is wrong
 */
public record Violation(
        List<Subject> subjects,
        Map<String, String> facts,
        @Nullable Severity severity,
        List<Repair> repairs,
        Map<String, String> advice)
        implements Outcome {

    /** Enough places to act on, where one cause has many; the names and numbers are in the facts. */
    public static final int MOST_SUBJECTS = 100;

    public Violation {
        subjects = List.copyOf(subjects);
        repairs = List.copyOf(repairs);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        advice = Collections.unmodifiableMap(new LinkedHashMap<>(advice));
    }

    public static Violation of(Subject... subjects) {
        return new Violation(List.of(subjects), Map.of(), null, List.of(), Map.of());
    }

    public static Violation of(Collection<Subject> subjects) {
        return new Violation(List.copyOf(subjects), Map.of(), null, List.of(), Map.of());
    }

    /** Returns this violation with other subjects. */
    public Violation about(List<Subject> others) {
        return new Violation(others, facts, severity, repairs, advice);
    }

    /** Returns this violation with one more fact. */
    public Violation with(String fact, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(fact, value.toString());
        return new Violation(subjects, more, severity, repairs, advice);
    }

    /** Returns this violation with a severity of its own, one that its {@link RuleInfo} names. */
    public Violation as(Severity own) {
        return new Violation(subjects, facts, own, repairs, advice);
    }

    /** Returns this violation with one more change of the document that would remove it. */
    public Violation repairedBy(PatchOperation... operations) {
        return repairedBy(List.of(operations));
    }

    /** Returns this violation with one more change of the document that would remove it, if it is one and is small. */
    public Violation repairedBy(List<PatchOperation> operations) {
        if (operations.isEmpty() || operations.size() > Repair.MOST_OPERATIONS) {
            return this;
        }
        List<Repair> more = new ArrayList<>(repairs);
        more.add(new Repair(operations));
        return new Violation(subjects, facts, severity, more, advice);
    }

    /** Returns this violation with something that may help to decide what to do. */
    public Violation advising(String what, Object value) {
        Map<String, String> more = new LinkedHashMap<>(advice);
        more.put(what, value.toString());
        return new Violation(subjects, facts, severity, repairs, more);
    }
}
