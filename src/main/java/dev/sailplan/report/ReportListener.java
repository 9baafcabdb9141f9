package dev.sailplan.report;

/** Hears of every validation that somebody asked for, to count it. Trials of fixes and previews are none. */
@FunctionalInterface
public interface ReportListener {

    /** Why something is validated. */
    enum Occasion {
        /** It was sent to be validated. */
        REQUEST,
        /** It was sent to be kept. */
        WRITE,
        /** It is kept, and rules or dates have changed. */
        REEVALUATION
    }

    /** A report was made. */
    void made(ValidationReport report, Occasion occasion);
}
