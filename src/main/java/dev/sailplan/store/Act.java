package dev.sailplan.store;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody does something: what the audit log keeps of who, when and from where.
 *
 * @param id tells it from every other act
 * @param actor who does it; at most 300 characters
 * @param address from where; at most 64 characters
 */
public record Act(UUID id, Instant at, String actor, String address) {

    private static final int LONGEST_ACTOR = 300;
    private static final int LONGEST_ADDRESS = 64;

    public Act {
        actor = cut(actor, LONGEST_ACTOR);
        address = cut(address, LONGEST_ADDRESS);
    }

    /** What came of it, as it is kept. */
    AuditEntry entry(Action action, String target, AuditEntry.Result result, String detail) {
        return new AuditEntry(id, at, actor, address, action, target, result, detail);
    }

    /** That it was done. */
    public AuditEntry done(Action action, String target, String detail) {
        return entry(action, target, AuditEntry.Result.DONE, detail);
    }

    /** That it was refused. */
    public AuditEntry denied(Action action, String target, String detail) {
        return entry(action, target, AuditEntry.Result.DENIED, detail);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
