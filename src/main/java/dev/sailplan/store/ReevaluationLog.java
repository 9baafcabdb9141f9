package dev.sailplan.store;

import java.time.Instant;

/**
 * What replicas that judge topologies again tell each other.
 *
 * <p>Replicas of several editions can share a database while one version takes the place of another. If each judged by its own,
 * none would ever come to an end. So one edition governs: of those that are there, the one that arrived last. An edition is there
 * as long as one of its replicas says so every few minutes; a replica that starts beside others of its edition does not make it
 * arrive again, and an edition that comes back after it was gone does.
 *
 * <p>All methods throw what those of {@link TopologyStore} do.
 */
public interface ReevaluationLog {

    /** Says that a replica of an edition is there; returns whether that edition governs. */
    boolean announce(String edition, Instant now);

    /** Says that there is something to judge again. */
    void begin(String edition, Instant now);

    /** Says that nothing is left to judge again. */
    void finish(String edition, Instant now);

    /** How far an edition is; an edition that nobody announced does not govern. */
    Headway headway(String edition, Instant now);

    /** Says that a revision could not be judged. */
    void giveUp(String name, long revision, Freshness freshness);

    /** Whether it was said that a revision cannot be judged by an edition, on a day. */
    boolean isGivenUp(String name, long revision, Freshness freshness);

    /**
     * What is there and cannot be judged by an edition, on a day.
     *
     * @param most how many names at most
     */
    Unjudged unjudged(Freshness freshness, int most);
}
