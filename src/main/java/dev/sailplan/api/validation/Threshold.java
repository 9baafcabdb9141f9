package dev.sailplan.api.validation;

import dev.sailplan.report.Verdict;
import java.util.Locale;

/** From which verdict on a validation is answered with an error status, for {@code curl --fail}. */
enum Threshold {
    ERROR(Verdict.FAIL),
    WARNING(Verdict.WARN);

    private final Verdict verdict;

    Threshold(Verdict verdict) {
        this.verdict = verdict;
    }

    boolean isReachedBy(Verdict other) {
        return other.isAtLeast(verdict);
    }

    /** As it is written in a request. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
