package dev.sailplan.store;

/**
 * A document as it was written.
 *
 * @param bytes its bytes, which nobody changes
 * @param mediaType what they were said to be
 * @param sha256 of the bytes, in hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Content(byte[] bytes, String mediaType, String sha256) {}
