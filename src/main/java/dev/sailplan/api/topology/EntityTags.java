package dev.sailplan.api.topology;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.store.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/** Entity tags as HTTP writes them, and what the headers of a write expect of them (RFC 9110, section 13). */
final class EntityTags {

    private EntityTags() {}

    static String quoted(String tag) {
        return '"' + tag + '"';
    }

    /**
     * Whether {@code If-None-Match} has a tag, so that who asks knows already what it names. What is no list of tags names nothing.
     */
    static boolean isKnown(String quoted, HttpServletRequest request) {
        String first = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (first == null || first.equals(quoted)) {
            return first != null;
        }
        ETag tag = ETag.create(quoted);
        return ETag.parse(String.join(", ", Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)))).stream()
                .anyMatch(known -> known.isWildcard() || known.compare(tag, false));
    }

    /**
     * What {@code If-Match} and {@code If-None-Match} expect.
     *
     * @throws ProblemException if one of them has no list of tags: ignoring it would overwrite what it was to protect
     */
    static Precondition of(HttpServletRequest request) {
        return ifMatch(request).and(ifNoneMatch(request));
    }

    /** Weak tags never match here, as what they name need not be the same bytes. */
    private static Precondition ifMatch(HttpServletRequest request) {
        List<ETag> tags = tagsIn(request, HttpHeaders.IF_MATCH);
        if (tags.isEmpty()) {
            return Precondition.none();
        }
        return tags.stream().anyMatch(ETag::isWildcard)
                ? Precondition.present()
                : Precondition.tagged(
                        tags.stream().filter(tag -> !tag.weak()).map(ETag::tag).collect(Collectors.toSet()));
    }

    private static Precondition ifNoneMatch(HttpServletRequest request) {
        List<ETag> tags = tagsIn(request, HttpHeaders.IF_NONE_MATCH);
        if (tags.isEmpty()) {
            return Precondition.none();
        }
        Set<String> named = tags.stream().map(ETag::tag).collect(Collectors.toSet());
        return tags.stream().anyMatch(ETag::isWildcard) ? Precondition.absent() : Precondition.notTagged(named);
    }

    private static List<ETag> tagsIn(HttpServletRequest request, String header) {
        List<String> values = Collections.list(request.getHeaders(header));
        if (values.isEmpty()) {
            return List.of();
        }
        List<ETag> tags = ETag.parse(String.join(", ", values));
        if (tags.isEmpty()) {
            throw new ProblemException(
                    Problem.BAD_REQUEST,
                    header + " has to be * or entity tags in quotes, as the header ETag of an answer has them.");
        }
        return tags;
    }
}
