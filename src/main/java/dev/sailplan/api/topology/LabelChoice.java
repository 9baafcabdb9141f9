package dev.sailplan.api.topology;

import dev.sailplan.api.problem.InputError;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.ReadDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels by which topologies are found: what of them can be kept, and how they are asked for. */
final class LabelChoice {

    private static final int MOST = 64;
    private static final int LONGEST_KEY = 317;
    private static final int LONGEST_VALUE = 1_000;

    private static final Pointer LABELS = Pointer.ROOT.field("labels");

    private LabelChoice() {}

    /**
     * Refuses labels that cannot be kept.
     *
     * @throws ProblemException with every one of them
     */
    static void check(ReadDocument document) {
        List<InputError> errors = new ArrayList<>();
        Map<String, @Nullable String> labels =
                Objects.requireNonNullElse(document.content().labels(), Map.of());
        if (labels.size() > MOST) {
            errors.add(error(document, LABELS, "There are more labels than the " + MOST + " that are kept."));
        }
        labels.forEach((key, value) -> {
            if (!isKept(key, LONGEST_KEY) || (value != null && !isKept(value, LONGEST_VALUE))) {
                errors.add(error(
                        document,
                        LABELS.field(key),
                        "Labels that are kept have keys of up to " + LONGEST_KEY + " characters and values of up to "
                                + LONGEST_VALUE + ", without control characters."));
            }
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_DOCUMENT, "The document has labels that cannot be kept.", errors);
        }
    }

    private static boolean isKept(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private static InputError error(ReadDocument document, Pointer at, String message) {
        Position position = document.positions().positionOf(at);
        return new InputError(at.text(), position.line(), position.column(), message);
    }

    /**
     * Reads what is asked for, each {@code key=value}.
     *
     * @throws ProblemException if one is not of that form
     */
    static Map<String, String> of(@Nullable List<String> parameters) {
        Map<String, String> labels = new TreeMap<>();
        for (String parameter : Objects.requireNonNullElse(parameters, List.<String>of())) {
            int equals = parameter.indexOf('=');
            String key = parameter.substring(0, Math.max(equals, 0)).strip();
            String value = parameter.substring(equals + 1);
            if (key.isEmpty() || !isKept(key, LONGEST_KEY) || !isKept(value, LONGEST_VALUE)) {
                throw new ProblemException(
                        Problem.INVALID_PARAMETER,
                        "The parameter label has to be a key and a value, such as team=payments; it can be given several"
                                + " times.");
            }
            String other = labels.put(key, value);
            if (other != null && !other.equals(value)) {
                throw new ProblemException(
                        Problem.INVALID_PARAMETER,
                        "The parameter label asks for two values of one key, which no topology has.");
            }
        }
        if (labels.size() > MOST) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter label can be given up to " + MOST + " times.");
        }
        return labels;
    }
}
