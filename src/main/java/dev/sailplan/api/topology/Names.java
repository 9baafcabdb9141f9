package dev.sailplan.api.topology;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Names of topologies, and cursors, which are names that were listed last. */
public final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private Names() {}

    /** Whether a topology can have it. */
    static boolean isName(String text) {
        return LABEL.matcher(text).matches();
    }

    /**
     * Returns a name under which something can be written.
     *
     * @throws ProblemException if it is none
     */
    public static String checked(String text) {
        if (!isName(text)) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER,
                    "The name of a topology has to be a DNS label: at most 63 lower-case letters, digits and dashes, no"
                            + " dash at the ends.");
        }
        return text;
    }

    static String cursor(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the name a cursor stands for.
     *
     * @throws ProblemException if it is none of ours
     */
    static String named(String cursor) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (isName(name)) {
                return name;
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return new ProblemException(
                Problem.INVALID_PARAMETER,
                "The parameter cursor has to be the next of an answer; leave it out to begin at the first topology.");
    }
}
