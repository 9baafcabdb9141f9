package dev.sailplan.store;

import java.util.Locale;

/** What can be done that the audit log tells of. */
public enum Action {
    /** A topology is written. */
    PUT_TOPOLOGY,
    /** A topology is deleted. */
    DELETE_TOPOLOGY,
    /** A key is issued. */
    CREATE_KEY,
    /** A key is given another secret. */
    ROTATE_KEY,
    /** A key is taken back. */
    REVOKE_KEY,
    /** A webhook is registered, or told of other changes or elsewhere. */
    PUT_WEBHOOK,
    /** A webhook is removed. */
    DELETE_WEBHOOK,
    /** A webhook is given another secret. */
    ROTATE_WEBHOOK,
    /** A webhook that was paused is told again. */
    RESUME_WEBHOOK,
    /** Something is asked for by somebody who is not known, or may not have it. */
    REQUEST;

    /** As it is shown: {@code put-topology}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
