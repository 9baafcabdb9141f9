package dev.sailplan.api.chore;

import java.time.Instant;

/** Something that is to be done about once an hour, such as forgetting what is old. Every replica does it. */
@FunctionalInterface
public interface Chore {

    /** Does it. What it throws is logged, and it is done again next time. */
    void run(Instant now);
}
