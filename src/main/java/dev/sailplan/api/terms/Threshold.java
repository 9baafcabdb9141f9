package dev.sailplan.api.terms;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.report.Verdict;
import java.util.Locale;
import java.util.stream.Stream;

/** From which verdict on a report is answered with an error status, for {@code curl --fail}. */
public enum Threshold {
    ERROR(Verdict.FAIL),
    WARNING(Verdict.WARN);

    private final Verdict verdict;

    Threshold(Verdict verdict) {
        this.verdict = verdict;
    }

    /**
     * Reads the parameter of a request.
     *
     * @throws ProblemException if it is neither {@code error} nor {@code warning}; an empty one, too, for it is most likely an
     *     unset variable, and ignoring it would make every verdict pass
     */
    public static Threshold of(String text) {
        return Stream.of(values())
                .filter(threshold -> threshold.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_PARAMETER, "The parameter failOn has to be error or warning, given once."));
    }

    /** Whether a verdict is that bad, or worse. */
    public boolean isReachedBy(Verdict other) {
        return other.isAtLeast(verdict);
    }

    /** As it is written in a request. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
