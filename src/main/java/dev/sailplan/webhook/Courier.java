package dev.sailplan.webhook;

import dev.sailplan.store.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs a message for a webhook, and sends it. */
public final class Courier {

    private final Secrets secrets;
    private final Sender sender;

    public Courier(Secrets secrets, Sender sender) {
        this.secrets = secrets;
        this.sender = sender;
    }

    /** Sends a message, once. */
    public Answer send(Webhook webhook, Message message, Instant now) {
        String signatures = secrets.signing(webhook, now).stream()
                .map(secret -> secret.sign(message, now))
                .collect(Collectors.joining(" "));
        return sender.send(
                URI.create(webhook.subscription().url()),
                message.body(),
                Map.of(
                        "webhook-id", message.id(),
                        "webhook-timestamp", String.valueOf(now.getEpochSecond()),
                        "webhook-signature", signatures));
    }
}
