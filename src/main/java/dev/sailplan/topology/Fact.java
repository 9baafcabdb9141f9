package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a document states or leaves unknown. A rule that needs an unknown fact says so and does not guess.
 *
 * @param at where it is, or would be, written
 * @param value what is stated, null if it is unknown
 */
public record Fact<T>(Pointer at, @Nullable T value) {

    public boolean isKnown() {
        return value != null;
    }

    /**
     * Returns what is stated.
     *
     * @throws NoSuchElementException if it is unknown
     */
    public T get() {
        if (value == null) {
            throw new NoSuchElementException("Unknown: " + at);
        }
        return value;
    }

    /** Returns what is stated, the given value if it is unknown. */
    public T orElse(T other) {
        return value == null ? other : value;
    }

    public Optional<T> asOptional() {
        return Optional.ofNullable(value);
    }
}
