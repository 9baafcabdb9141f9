package dev.sailplan.rule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name that a message says was probably meant. */
public final class Suggestion {

    private static final Pattern HINT = Pattern.compile("did you mean ([^\\s?]+)\\?");

    /** The fact that holds it. */
    static final String FACT = "hint";

    private Suggestion() {}

    /** Returns the name in the fact {@code hint}; none if it suggests none. */
    public static Optional<String> in(Violation violation) {
        Matcher hint = HINT.matcher(violation.facts().getOrDefault(FACT, ""));
        return hint.find() ? Optional.of(hint.group(1)) : Optional.empty();
    }
}
