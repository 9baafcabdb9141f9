package dev.sailplan.api.webhook;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.store.Webhook;
import dev.sailplan.webhook.Answer;
import dev.sailplan.webhook.Courier;
import dev.sailplan.webhook.Message;
import dev.sailplan.webhook.Secrets;
import dev.sailplan.webhook.Sender;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;

/** What only works where there is a key: secrets, and what is signed with them. */
public final class WebhookDesk {

    /** How many pings there may be at the same time. */
    public static final int MOST_PINGS = 4;

    private static final int RANDOM_BYTES = 16;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Optional<Secrets> secrets;
    private final Sender sender;
    private final WebhookMessages messages;
    private final SecureRandom chance = new SecureRandom();
    private final Semaphore pings = new Semaphore(MOST_PINGS);

    public WebhookDesk(WebhookSettings settings, Sender sender, JsonMapper json) {
        this.secrets = settings.secrets();
        this.sender = sender;
        this.messages = new WebhookMessages(json);
    }

    /**
     * The secrets.
     *
     * @throws ProblemException if there is no key
     */
    Secrets secrets() {
        return secrets.orElseThrow(WebhookDesk::off);
    }

    private static ProblemException off() {
        return new ProblemException(
                Problem.WEBHOOKS_OFF,
                "Webhooks are off, as there is no key to derive their secrets from. Set sailplan.webhooks.key to at least "
                        + Secrets.SHORTEST
                        + " random characters, the same in all replicas, and start the service again.");
    }

    /** A random text that was never used before. */
    String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        chance.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Sends a message that tells of nothing.
     *
     * @throws ProblemException if there is no key, or as many are being sent already
     */
    PingAnswer ping(Webhook webhook, Instant now) {
        Courier courier = new Courier(secrets(), sender);
        if (!pings.tryAcquire()) {
            throw ProblemException.unavailable(
                    "As many pings are being sent as this instance sends at the same time; try again in a few seconds.",
                    SOON);
        }
        try {
            Message message = messages.ping(random());
            Answer answer = courier.send(webhook, message, now);
            return PingAnswer.of(message, answer);
        } finally {
            pings.release();
        }
    }
}
