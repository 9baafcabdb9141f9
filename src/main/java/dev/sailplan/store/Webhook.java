package dev.sailplan.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of changes of verdicts.
 *
 * @param secrets what stands for those that messages are signed with
 * @param delivery how far telling is
 */
public record Webhook(
        String name,
        Subscription subscription,
        Instant createdAt,
        Instant changedAt,
        SecretIds secrets,
        Delivery delivery) {

    /**
     * Stands for the secrets, which are not kept.
     *
     * @param current a random text, another one for each secret there ever was
     * @param former of the secret before it, null if there was none
     * @param formerUntil when that one ends
     */
    public record SecretIds(
            String current,
            @Nullable String former,
            @Nullable Instant formerUntil) {}

    /**
     * How far telling is.
     *
     * @param position the last change that was told, or was not wanted
     * @param failures attempts that failed since the last one that did not
     * @param failingSince when the first of them was, null if there is none
     * @param last the attempt before now, null if there was none
     * @param nextAt when the next attempt may be
     * @param paused why there is none, null if there is
     */
    public record Delivery(
            long position,
            int failures,
            @Nullable Instant failingSince,
            @Nullable Attempt last,
            Instant nextAt,
            @Nullable Pause paused) {}

    /**
     * An attempt to tell.
     *
     * @param result what became of it, in one word
     * @param status what the receiver answered, null if it did not
     */
    public record Attempt(
            Instant at, String result, @Nullable Integer status) {}

    /** Why nothing is told until somebody resumes it. */
    public enum Pause {
        /** It failed for too long. */
        FAILING,
        /** The receiver said that it is gone. */
        GONE
    }
}
