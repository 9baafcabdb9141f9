package dev.sailplan.webhook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to send.
 *
 * <p>It says little of what went wrong, so that nobody learns from it what is behind addresses that are not theirs.
 *
 * @param status what the receiver answered, null if it did not
 * @param retryAfter when it wants to be asked again, as it says so, null if it does not
 */
public record Answer(
        Result result, @Nullable Integer status, @Nullable String retryAfter) {

    private static final int OK = 200;
    private static final int NOT_OK_ANY_MORE = 300;
    private static final int GONE = 410;

    /** What became of it in a word. */
    public enum Result {
        /** The receiver has it. */
        DELIVERED,
        /** The receiver answered, and did not take it. */
        REJECTED,
        /** The receiver did not answer in time. */
        TIMEOUT,
        /** There is no such host, it takes no connection, or it broke it off. */
        UNREACHABLE,
        /** The connection could not be encrypted, or the receiver is not who it should be. */
        UNTRUSTED,
        /** The host has an address to which nothing may be sent. */
        FORBIDDEN;

        /** As it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Answer of(int status, @Nullable String retryAfter) {
        boolean delivered = status >= OK && status < NOT_OK_ANY_MORE;
        return new Answer(delivered ? Result.DELIVERED : Result.REJECTED, status, retryAfter);
    }

    static Answer none(Result result) {
        return new Answer(result, null, null);
    }

    boolean isDelivered() {
        return result == Result.DELIVERED;
    }

    /** Whether the receiver wants nothing any more. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
