package dev.sailplan.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder sends it: {@code spk_}, a public part that finds it, and a secret of 256 bits. So much chance cannot be
 * guessed, which is why one round of SHA-256 is enough to keep it.
 *
 * @param id the public part
 * @param secret what proves that it is the holder who sends it
 */
record Key(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("spk_([a-z2-7]{12})_([A-Za-z0-9_-]{43})");
    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One that never was. */
    static Key create() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        RANDOM.ints(ID_LENGTH, 0, ID_LETTERS.length()).forEach(letter -> id.append(ID_LETTERS.charAt(letter)));
        return new Key(id.toString(), secretOfChance());
    }

    /** The same with another secret. */
    static Key renewed(String id) {
        return new Key(id, secretOfChance());
    }

    private static String secretOfChance() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What was sent, if it has the form of a key. */
    static Optional<Key> in(String token) {
        Matcher parts = FORM.matcher(token);
        return parts.matches() ? Optional.of(new Key(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** What is kept of the secret. */
    String hash() {
        return hash(secret);
    }

    static String hash(String secret) {
        return HexFormat.of().formatHex(digest(secret));
    }

    /** Whether two hashes are equal, in a time that tells nothing of where they differ. */
    static boolean areEqual(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** As its holder keeps it. */
    String text() {
        return "spk_" + id + "_" + secret;
    }

    /** The secret is nobody's business. */
    @Override
    public String toString() {
        return "spk_" + id + "_…";
    }
}
