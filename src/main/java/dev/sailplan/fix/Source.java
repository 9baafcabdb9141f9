package dev.sailplan.fix;

import dev.sailplan.reading.Notation;

/**
 * A document as it was sent.
 *
 * @param bytes uncompressed
 * @param notation what it is written in
 */
@SuppressWarnings("ArrayRecordComponent") // a document may be large, and is compared by nobody
public record Source(byte[] bytes, Notation notation) {}
