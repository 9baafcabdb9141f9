package dev.sailplan.store;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody did, or was refused.
 *
 * @param id of the act
 * @param actor who, as it was known then
 * @param address from where
 * @param target what it was done to; at most 300 characters
 * @param detail more about it, such as the revision that was written; at most 300 characters
 */
public record AuditEntry(
        UUID id, Instant at, String actor, String address, Action action, String target, Result result, String detail) {

    private static final int LONGEST = 300;

    /** Whether it was done. */
    public enum Result {
        DONE,
        DENIED
    }

    public AuditEntry {
        target = target.length() <= LONGEST ? target : target.substring(0, LONGEST);
        detail = detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST);
    }
}
