package dev.sailplan.report;

import java.util.Optional;
import java.util.stream.Stream;

/** What a report holds only if it is asked for, because it is large or takes time. */
public enum ReportPart {
    /** Who can call what. */
    REACHABILITY("reachability");

    private final String text;

    ReportPart(String text) {
        this.text = text;
    }

    /** The part with the given name. */
    public static Optional<ReportPart> of(String text) {
        return Stream.of(values()).filter(part -> part.text.equals(text)).findFirst();
    }

    /** The name in requests. */
    @Override
    public String toString() {
        return text;
    }
}
