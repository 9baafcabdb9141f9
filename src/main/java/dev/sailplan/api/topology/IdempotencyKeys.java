package dev.sailplan.api.topology;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.fix.Source;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.store.Once;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys that clients give requests which are to be carried out once, after the IETF's draft of the header. Every caller has keys
 * of their own; those who are not known share theirs.
 */
final class IdempotencyKeys {

    /** The header. */
    static final String HEADER = "Idempotency-Key";

    /** Says that an answer is that of an earlier request. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern BARE = Pattern.compile("[\\x21\\x23-\\x7e]{1,255}");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\]){1,255})\"");

    private IdempotencyKeys() {}

    /**
     * What a request is called by who sent it; none if they do not mind whether it is carried out twice.
     *
     * @throws ProblemException if it is no key: ignoring it would carry it out twice
     */
    static Optional<String> of(HttpServletRequest request) {
        return keyIn(request).map(key -> key + '\n' + callerOf(request));
    }

    /**
     * What a request is to be carried out once as.
     *
     * @param key what it is called
     * @param name what it asks to call the topology, null if it leaves that to the document
     * @param body what came with it
     */
    static Once once(String key, @Nullable String name, Source body) {
        return Once.of(key, requestOf(name, body));
    }

    private static Optional<String> keyIn(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = values.get(0).strip();
        Matcher quoted = QUOTED.matcher(value);
        boolean isQuoted = quoted.matches();
        if (values.size() > 1 || !(isQuoted || BARE.matcher(value).matches())) {
            throw new ProblemException(
                    Problem.BAD_REQUEST,
                    HEADER + " has to be one text in quotes, of 1 to 255 visible ASCII characters, such as a UUID.");
        }
        return Optional.of(isQuoted ? quoted.group(1).replaceAll("\\\\(.)", "$1") : value);
    }

    private static String callerOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getUserPrincipal())
                .map(Principal::getName)
                .map("known as "::concat)
                .orElse("unknown");
    }

    /** In what another request with the same key would be another request. */
    private static String requestOf(@Nullable String name, Source body) {
        return String.join(
                "\n",
                "POST " + StoredDocuments.PATH,
                name == null ? "unnamed" : "named " + name,
                body.notation().name(),
                DocumentHash.of(body.bytes()).sha256());
    }
}
