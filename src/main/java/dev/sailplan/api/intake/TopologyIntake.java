package dev.sailplan.api.intake;

import dev.sailplan.api.limit.Admission;
import dev.sailplan.api.limit.BodyBudget;
import dev.sailplan.api.limit.BodyBudget.Share;
import dev.sailplan.api.problem.InputError;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.tracing.Spans;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.fix.Source;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.Reading.Unreadable;
import dev.sailplan.reading.TopologyReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads the document in the body of a request, or says which problem keeps it from being read. */
@Component
public class TopologyIntake {

    /**
     * A document that came in.
     *
     * @param source what it was read from
     */
    public record Received(ReadDocument document, Source source) {}

    /** In which memory is taken: little, as everybody who has sent nothing yet has one. */
    private static final int PART = 16 * 1024;

    private static final String READING = "reading";

    private final TopologyReader reader;
    private final Admission admission;
    private final BodyBudget budget;
    private final int maxBytes;
    private final Spans spans;

    TopologyIntake(TopologyReader reader, Admission admission, BodyBudget budget, Limits limits, Spans spans) {
        this.reader = reader;
        this.admission = admission;
        this.budget = budget;
        this.spans = spans;
        this.maxBytes = Math.toIntExact(limits.documentSize().toBytes());
    }

    /**
     * Reads the body.
     *
     * @throws ProblemException if it cannot be read as an object
     */
    public Received receive(HttpServletRequest request) {
        return read(take(request));
    }

    /**
     * Takes the body as it is.
     *
     * @throws ProblemException if it cannot be received
     */
    public Source take(HttpServletRequest request) {
        return new Source(bytesOf(request), notationOf(request.getContentType()));
    }

    /**
     * Reads a body that was taken, when it is the request's turn.
     *
     * @throws ProblemException if it cannot be read as an object
     */
    public Received read(Source source) {
        admission.enter();
        return new Received(
                documentOf(spans.in(READING, () -> reader.read(source.bytes(), source.notation()))), source);
    }

    /**
     * Reads a body that holds topologies.
     *
     * @param type the record that mirrors it
     * @throws ProblemException if it cannot be read as an object
     */
    public <T> ReadEnvelope<T> receive(HttpServletRequest request, Class<T> type) {
        Source source = take(request);
        admission.enter();
        return documentOf(spans.in(READING, () -> reader.read(source.bytes(), source.notation(), type)));
    }

    /**
     * Returns what was read.
     *
     * @throws ProblemException if it could not be read as an object
     */
    public static <D> D documentOf(Reading<D> reading) {
        if (reading instanceof Read<D> read) {
            return read.document();
        }
        Unreadable<D> unreadable = (Unreadable<D>) reading;
        var error = new InputError(
                "", unreadable.position().line(), unreadable.position().column(), unreadable.message());
        throw new ProblemException(problemOf(unreadable), unreadable.message(), List.of(error));
    }

    private static Problem problemOf(Unreadable<?> unreadable) {
        return switch (unreadable.reason()) {
            case MALFORMED -> Problem.MALFORMED_DOCUMENT;
            case TOO_LARGE -> Problem.DOCUMENT_TOO_LARGE;
            case NOT_AN_OBJECT -> Problem.NOT_AN_OBJECT;
        };
    }

    private static Notation notationOf(@Nullable String contentType) {
        MediaType type = MediaType.parseMediaType(String.valueOf(contentType));
        return type.getSubtype().contains("yaml") ? Notation.YAML : Notation.JSON;
    }

    private byte[] bytesOf(HttpServletRequest request) {
        boolean zipped = isZipped(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (!zipped && request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        try (InputStream body = zipped ? new GZIPInputStream(request.getInputStream()) : request.getInputStream()) {
            return bytesIn(body);
        } catch (ZipException | EOFException notZipped) {
            throw new ProblemException(
                    Problem.MALFORMED_DOCUMENT,
                    zipped
                            ? "The body is not gzip, although Content-Encoding says so, or it ends early."
                            : "The body ends early.");
        } catch (IOException interrupted) {
            throw new ProblemException(Problem.BAD_REQUEST, "The body could not be received to its end.");
        }
    }

    /** Everything there is, for which memory is taken while it comes. */
    private byte[] bytesIn(InputStream body) throws IOException {
        Share share = budget.share();
        List<byte[]> parts = new ArrayList<>();
        int size = 0;
        byte[] part;
        do {
            share.take(PART);
            part = body.readNBytes(PART);
            size += part.length;
            if (size > maxBytes) {
                throw tooLarge();
            }
            parts.add(part);
        } while (part.length == PART);
        ByteBuffer bytes = ByteBuffer.allocate(size);
        parts.forEach(bytes::put);
        return bytes.array();
    }

    private static boolean isZipped(@Nullable String encoding) {
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new ProblemException(
                        Problem.UNSUPPORTED_ENCODING, "The body can be sent as it is or with Content-Encoding: gzip.");
        };
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                Problem.DOCUMENT_TOO_LARGE,
                "The document is larger than the limit of " + maxBytes + " bytes (" + (maxBytes >> 20)
                        + " MiB); the limit is set by sailplan.limits.document-size.");
    }
}
