package dev.sailplan.report;

/**
 * A way to write a {@link ValidationReport} besides JSON. Implementations are found by type, and chosen by the {@code Accept}
 * header.
 */
public interface ReportFormat {

    /** Its media type, without parameters, such as {@code text/markdown}. */
    String mediaType();

    /** Writes a report; the same report always gives the same text. */
    String write(ValidationReport report);
}
