package dev.sailplan.webhook;

import dev.sailplan.store.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The secrets of all webhooks.
 *
 * <p>None is kept: each is the hash of the name of its webhook and of a random text that is kept, by a key that is not. So who
 * reads the database knows none of them, and replicas with the same key agree.
 */
public final class Secrets {

    /** Of the key, in characters. */
    public static final int SHORTEST = 32;

    private final byte[] key;

    /**
     * Creates them.
     *
     * @param key of at least {@link #SHORTEST} characters
     */
    public Secrets(String key) {
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException("A key has at least " + SHORTEST + " characters");
        }
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** What its receiver is to know. */
    public Secret current(Webhook webhook) {
        return secret(webhook.name(), webhook.secrets().current());
    }

    /** Those a message is signed with: the current one and, for a while, the one before it. */
    List<Secret> signing(Webhook webhook, Instant now) {
        List<Secret> signing = new ArrayList<>(List.of(current(webhook)));
        String former = webhook.secrets().former();
        Instant until = webhook.secrets().formerUntil();
        if (former != null && until != null && now.isBefore(until)) {
            signing.add(secret(webhook.name(), former));
        }
        return signing;
    }

    /** Neither a name nor a random text has a line break in it. */
    private Secret secret(String name, String id) {
        return new Secret(Secret.authenticate(key, "webhook\n" + name + "\n" + id));
    }
}
