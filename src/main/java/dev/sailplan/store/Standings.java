package dev.sailplan.store;

import java.util.Optional;

/**
 * Says where topologies stand, as often as it is asked.
 *
 * <p>It never answers with what was so only before it was asked: who asks after a write was answered, by whichever process that
 * shares the database, gets what was written. It throws what {@link TopologyStore} does.
 */
public interface Standings {

    /** Where a topology stands; none if there never was one of that name, or the last write deleted it. */
    Optional<Standing> of(String name);
}
