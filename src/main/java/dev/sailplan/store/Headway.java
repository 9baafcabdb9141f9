package dev.sailplan.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far re-evaluation by an edition is.
 *
 * @param governs whether it is the edition that judges what is kept
 * @param running whether it is under way
 * @param finishedAt when it last came to an end, null if it never did
 */
public record Headway(
        boolean governs, boolean running, @Nullable Instant finishedAt) {}
