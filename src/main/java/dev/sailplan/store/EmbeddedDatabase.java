package dev.sailplan.store;

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

    /** Whether an address is one of it. */
    public static boolean isAt(String url) {
        return url.startsWith("jdbc:h2:");
    }
}
