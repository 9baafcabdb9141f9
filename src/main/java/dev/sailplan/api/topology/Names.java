package dev.sailplan.api.topology;

import dev.sailplan.api.problem.InputError;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.ReadDocument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Names of topologies, and cursors, which are names that were listed last. */
public final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pointer NAME = Pointer.ROOT.field("name");

    private Names() {}

    /** Whether a topology, or something else that is found by a name, can have it. */
    public static boolean isName(String text) {
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

    /**
     * Returns the name a document gives itself.
     *
     * @throws ProblemException if nothing can be written under it
     */
    static String in(ReadDocument document) {
        String name = document.content().name();
        if (name == null || !isName(name)) {
            Position position = document.positions().positionOf(NAME);
            var error = new InputError(
                    NAME.text(),
                    position.line(),
                    position.column(),
                    "The name has to be a DNS label, or else the parameter name has to say what the topology is called.");
            throw new ProblemException(
                    Problem.INVALID_DOCUMENT,
                    "The document has no name it could be stored under: a DNS label has at most 63 lower-case letters,"
                            + " digits and dashes, no dash at the ends. The parameter name can give it another one.",
                    List.of(error));
        }
        return name;
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
