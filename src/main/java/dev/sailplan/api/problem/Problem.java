package dev.sailplan.api.problem;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/**
 * The problems this service answers with. The slug of each, which is its name in lower case, ends the {@code type} of the answer
 * and names its page in {@code docs/problems}; it never changes.
 */
public enum Problem {
    MALFORMED_DOCUMENT(HttpStatus.BAD_REQUEST, "The document cannot be read"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter has a value that is not allowed"),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is not well-formed"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Who sends the request is not known"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Who sends the request may not do this"),
    ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN, "Pages from elsewhere may not ask this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not supported here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No answer in an acceptable media type"),
    CONFLICT(HttpStatus.CONFLICT, "There is one of this name already"),
    TOO_MANY_WEBHOOKS(HttpStatus.CONFLICT, "There are as many webhooks as are allowed"),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "What is stored is not what was expected"),
    DOCUMENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The document is over a limit"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type of the body is not supported"),
    UNSUPPORTED_ENCODING(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content encoding of the body is not supported"),
    MISDIRECTED_REQUEST(HttpStatus.MISDIRECTED_REQUEST, "The request was meant for another service"),
    NOT_AN_OBJECT(HttpStatus.UNPROCESSABLE_CONTENT, "The document is not an object"),
    INVALID_DOCUMENT(HttpStatus.UNPROCESSABLE_CONTENT, "The document has errors"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The key belongs to another request"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "There are too many requests"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed"),
    WEBHOOKS_OFF(HttpStatus.NOT_IMPLEMENTED, "Webhooks are not set up"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot answer now");

    /** Those of one resource, which a status alone never means. */
    private static final Set<Problem> PARTICULAR = EnumSet.of(CONFLICT, TOO_MANY_WEBHOOKS, WEBHOOKS_OFF);

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The {@code type} of the answer. */
    public String type() {
        return "/problems/" + slug();
    }

    /** The problem that says no more than a status does. */
    static Problem ofStatus(int status) {
        Optional<Problem> same = Stream.of(BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE)
                .filter(problem -> problem.status.value() == status)
                .findFirst();
        return same.or(() -> Stream.of(values())
                        .filter(problem -> problem.status.value() == status && !PARTICULAR.contains(problem))
                        .findFirst())
                .orElse(status >= 500 ? INTERNAL_ERROR : BAD_REQUEST);
    }

    static Optional<Problem> ofSlug(String slug) {
        return Stream.of(values())
                .filter(problem -> problem.slug().equals(slug))
                .findFirst();
    }
}
