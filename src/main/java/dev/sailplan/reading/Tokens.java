package dev.sailplan.reading;

/**
 * The parts of a document one after the other, well-formed: every object and list is closed, and every name is followed by a
 * value. What is not well-formed, or nested too deep, ends in an {@link UnreadableException}.
 */
interface Tokens {

    /** Moves to the next part. */
    Token next();

    /** The text of the current name or scalar, as written. */
    String text();

    /** The line the current part begins in, from 1. */
    int line();

    /** The column the current part begins in, from 1. */
    int column();
}
