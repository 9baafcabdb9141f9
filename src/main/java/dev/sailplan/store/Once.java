package dev.sailplan.store;

import java.nio.charset.StandardCharsets;

/**
 * Makes a write one that is done once, however often it is asked for.
 *
 * @param key tells it from all others, as a hash
 * @param request what is asked for, as a hash
 */
public record Once(String key, String request) {

    /**
     * Hashes both, so that neither can be as long as somebody likes, and nobody can read who wrote what.
     *
     * @param key who asks, and what they call it
     * @param request everything that makes it another request
     */
    public static Once of(String key, String request) {
        return new Once(hash(key), hash(request));
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
