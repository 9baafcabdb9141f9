package dev.sailplan.store;

/**
 * A report with the revision it is on.
 *
 * @param report its bytes, compressed with gzip
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Reported(Entry entry, byte[] report) {

    /** The bytes of the report as they were before they were compressed. */
    public byte[] expanded() {
        return Pieces.expand(report);
    }
}
