package dev.sailplan.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long it is waited for receivers that fail.
 *
 * @param first before the second attempt; each further one waits twice as long as the one before
 * @param longest between two attempts
 * @param giveUpAfter how long it may fail until it is not tried any more
 */
public record Patience(Duration first, Duration longest, Duration giveUpAfter) {

    /** So that doubling never overflows. */
    private static final int MOST_DOUBLINGS = 30;

    /** A number of seconds of this many digits is longer than anything. */
    private static final String SECONDS = "[0-9]{1,9}";

    /**
     * When it is tried again: when the receiver says, but not at once and not later than it would be tried at the latest.
     *
     * @param failures how many attempts have failed in a row, at least one
     * @param retryAfter what the receiver says, null if it says nothing
     */
    Instant next(int failures, @Nullable String retryAfter, Instant now) {
        Duration wait = Optional.ofNullable(retryAfter)
                .flatMap(text -> read(text.strip(), now))
                .orElseGet(() -> doubled(failures - 1));
        return now.plus(within(wait));
    }

    private Duration doubled(int times) {
        return first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
    }

    private Duration within(Duration wait) {
        Duration atLeast = wait.compareTo(first) < 0 ? first : wait;
        return atLeast.compareTo(longest) > 0 ? longest : atLeast;
    }

    /** Seconds or a date, as RFC 9110 has it; anything else says nothing. */
    private static Optional<Duration> read(String text, Instant now) {
        if (text.matches(SECONDS)) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** Whether it has failed for too long. */
    boolean isOver(Instant failingSince, Instant now) {
        return !now.isBefore(failingSince.plus(giveUpAfter));
    }
}
