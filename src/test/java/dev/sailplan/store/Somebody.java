package dev.sailplan.store;

import java.time.Instant;
import java.util.UUID;

/** Who writes where it does not matter who it is. */
public final class Somebody {

    private Somebody() {}

    public static Act at(Instant now) {
        return new Act(UUID.randomUUID(), now, "somebody", "192.0.2.1");
    }
}
