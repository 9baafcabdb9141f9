package dev.sailplan.store;

import java.util.Locale;

/** What is special about the database that needs no set-up. */
public final class EmbeddedDatabase {

    /**
     * How many connections it is used with.
     *
     * <p>H2 2.4.240 was killed while several transactions were being written side by side, and came back with halves of them. With
     * one at a time it never did.
     */
    public static final int CONNECTIONS = 1;

    private EmbeddedDatabase() {}

    /**
     * Whether an address is one that this process alone can write to: files that it locks, and shares with nobody by being their
     * server.
     */
    public static boolean isOwnedAt(String url) {
        String settings = url.toUpperCase(Locale.ROOT);
        return url.startsWith("jdbc:h2:file:")
                && !settings.contains("AUTO_SERVER=")
                && !settings.contains("FILE_LOCK=");
    }

    /** Whether an address is one of it. */
    public static boolean isAt(String url) {
        return url.startsWith("jdbc:h2:");
    }
}
