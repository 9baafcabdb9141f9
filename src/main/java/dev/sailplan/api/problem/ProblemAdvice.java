package dev.sailplan.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers everything that goes wrong in a handler, ours and the framework's, as a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ProblemException problem, HttpServletRequest request) {
        ProblemDetail body =
                Problems.detail(problem.problem(), problem.detail(), request.getRequestURI(), problem.errors());
        HttpHeaders headers = new HttpHeaders();
        problem.retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
        return ResponseEntity.status(body.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ConstraintViolationException invalid, HttpServletRequest request) {
        String detail = invalid.getConstraintViolations().stream()
                .map(violation -> lastOf(violation.getPropertyPath().toString()) + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; ", "", "."));
        return answer(Problems.detail(Problem.INVALID_PARAMETER, detail, request.getRequestURI(), List.of()));
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** A bug of the service: the log has everything, the answer nothing of it. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(Exception bug, HttpServletRequest request) {
        if (Problems.isOutOfMemory(bug)) {
            return outOfMemory(bug, request);
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), bug);
        return answer(Problems.ofFault(bug, request.getRequestURI()));
    }

    /** Too many large documents at once: each is within the limits, and may be sent again. */
    private static ResponseEntity<ProblemDetail> outOfMemory(Exception bug, HttpServletRequest request) {
        LOG.warn("{} {} ran out of memory", request.getMethod(), request.getRequestURI());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.ofFault(bug, request.getRequestURI()));
    }

    /** The database is away, or did not answer in time. What was written before is not lost; this may or may not have been. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> handleStore(NestedRuntimeException failure, HttpServletRequest request) {
        if (!Problems.isOfTheStore(failure)) {
            return handle(failure, request);
        }
        LOG.warn("{} {}: the store does not answer", request.getMethod(), request.getRequestURI(), failure);
        String detail =
                "What is stored cannot be reached now. What was written before is not lost; whether this request"
                        + " was carried out, reading it again will tell.";
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.detail(Problem.UNAVAILABLE, detail, request.getRequestURI(), List.of()));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail body) {
        return ResponseEntity.status(body.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        Problem problem =
                ex instanceof TypeMismatchException ? Problem.INVALID_PARAMETER : Problem.ofStatus(status.value());
        if (status.is5xxServerError()) {
            LOG.error("Request to {} failed", path, ex);
        }
        ProblemDetail detail = Problems.detail(problem, status, detailOf(ex, status, body), path);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private static String detailOf(Exception ex, HttpStatusCode status, @Nullable Object body) {
        if (ex instanceof HttpMediaTypeNotSupportedException unsupported) {
            return "The body is "
                    + Optional.ofNullable(unsupported.getContentType())
                            .map(MediaType::toString)
                            .orElse("of no stated media type")
                    + "; send one of " + names(unsupported.getSupportedMediaTypes()) + " as Content-Type.";
        }
        if (ex instanceof HttpMediaTypeNotAcceptableException unacceptable) {
            return "The answer can be had as one of " + names(unacceptable.getSupportedMediaTypes()) + ".";
        }
        if (ex instanceof HttpRequestMethodNotSupportedException unsupported) {
            Collection<String> methods = Optional.ofNullable(unsupported.getSupportedMethods())
                    .map(List::of)
                    .orElse(List.of());
            return unsupported.getMethod() + " is not supported here; use one of "
                    + String.join(", ", new TreeSet<>(methods)) + ".";
        }
        if (ex instanceof MethodArgumentTypeMismatchException mismatch) {
            return mismatchOf(mismatch);
        }
        String detail = body instanceof ProblemDetail said && status.is4xxClientError() ? said.getDetail() : null;
        return detail == null ? Problem.ofStatus(status.value()).title() + "." : detail;
    }

    private static String mismatchOf(MethodArgumentTypeMismatchException mismatch) {
        Class<?> type = mismatch.getRequiredType();
        String expected = type == null
                ? "a value of another form"
                : type.isEnum()
                        ? "one of "
                                + List.of(type.getEnumConstants()).stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))
                        : type == LocalDate.class ? "a date such as 2026-11-01" : "a value of another form";
        return "The parameter " + mismatch.getName() + " is \"" + mismatch.getValue() + "\"; it has to be " + expected
                + ".";
    }

    private static String names(List<MediaType> types) {
        return types.stream().map(MediaType::toString).distinct().collect(Collectors.joining(", "));
    }
}
