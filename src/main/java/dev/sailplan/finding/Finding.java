package dev.sailplan.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing found in a topology: one cause, with everything it affects.
 *
 * @param rule the code of the rule, for ever the same
 * @param name the name of the rule
 * @param severity how much it matters
 * @param message what is wrong, one sentence without a full stop
 * @param subjects the places it is about, the most important first
 * @param facts the values behind the message, for programs
 * @param remedy what to do about it, a sentence
 * @param advice what may help to decide what to do, by name; it can change with anything in the document
 * @param fix a JSON Patch (RFC 6902) that was seen to repair it, empty if none is known
 * @param fingerprint names this finding, whatever else changes in the document
 * @param waived why it is accepted, null if it is not
 * @param documentation where the rule is explained
 */
public record Finding(
        String rule,
        String name,
        Severity severity,
        String message,
        List<FindingSubject> subjects,
        Map<String, String> facts,
        String remedy,
        Map<String, String> advice,
        List<PatchOperation> fix,
        String fingerprint,
        @Nullable Acceptance waived,
        String documentation) {

    public Finding {
        subjects = List.copyOf(subjects);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        advice = Collections.unmodifiableMap(new LinkedHashMap<>(advice));
        fix = List.copyOf(fix);
    }

    /** Returns this finding, accepted. */
    public Finding acceptedBy(Acceptance acceptance) {
        return new Finding(
                rule,
                name,
                severity,
                message,
                subjects,
                facts,
                remedy,
                advice,
                fix,
                fingerprint,
                acceptance,
                documentation);
    }

    /** Returns this finding with a patch that repairs it. */
    public Finding repairedBy(List<PatchOperation> patch) {
        return new Finding(
                rule,
                name,
                severity,
                message,
                subjects,
                facts,
                remedy,
                advice,
                patch,
                fingerprint,
                waived,
                documentation);
    }
}
