package dev.sailplan.store;

import java.time.Instant;

/**
 * A write.
 *
 * @param number from 1, one higher each time
 * @param deleted whether it deleted the topology; it has no document then
 * @param mediaType of the document
 * @param sha256 of the document
 * @param size of the document, in bytes
 * @param verdict what was found when it was written, in one word
 */
public record Revision(
        long number, boolean deleted, Instant writtenAt, String mediaType, String sha256, long size, String verdict) {}
