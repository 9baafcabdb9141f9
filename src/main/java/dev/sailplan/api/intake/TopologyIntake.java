package dev.sailplan.api.intake;

import dev.sailplan.api.problem.InputError;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
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

    private final TopologyReader reader;
    private final int maxBytes;

    TopologyIntake(TopologyReader reader, Limits limits) {
        this.reader = reader;
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
     * Reads a body that was taken.
     *
     * @throws ProblemException if it cannot be read as an object
     */
    public Received read(Source source) {
        return new Received(documentOf(reader.read(source.bytes(), source.notation())), source);
    }

    /**
     * Reads a body that holds topologies.
     *
     * @param type the record that mirrors it
     * @throws ProblemException if it cannot be read as an object
     */
    public <T> ReadEnvelope<T> receive(HttpServletRequest request, Class<T> type) {
        Source source = take(request);
        return documentOf(reader.read(source.bytes(), source.notation(), type));
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
            byte[] bytes = body.readNBytes(maxBytes);
            if (bytes.length == maxBytes && body.read() >= 0) {
                throw tooLarge();
            }
            return bytes;
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
