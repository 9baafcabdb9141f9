package dev.sailplan.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.store.Subscription;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.Webhook.Attempt;
import dev.sailplan.store.Webhook.Delivery;
import dev.sailplan.store.Webhook.Pause;
import dev.sailplan.webhook.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A webhook, and how far it has been told. */
@Schema(name = "StoredWebhook", description = "A webhook, and how far it has been told.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookAnswer(
        String name,
        String url,
        @Nullable String description,

        @Schema(description = "Whose changes are told; left out if it is all.") @Nullable
        Set<String> topologies,

        @Schema(description = "The verdicts a change has to lead to; left out if it is all.") @Nullable
        Set<String> verdicts,

        Instant createdAt,
        Instant changedAt,

        @Schema(description = "What messages are signed with. Only the answers that follow from a new one have it.")
        @Nullable
        String secret,

        @Schema(description = "Until when messages are also signed with the secret before; left out if there was none.")
        @Nullable
        Instant formerSecretUntil,

        DeliveryAnswer delivery) {

    /** How far telling is. */
    @Schema(name = "WebhookDelivery", description = "How far telling is.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeliveryAnswer(
            @Schema(description = "The id of the last change that was told, or was not wanted.")
            long position,

            @Schema(description = "How many changes there are after it, wanted or not.")
            long behind,

            @Schema(description = "Attempts that failed since the last one that did not.")
            int failures,

            @Schema(description = "When the first of them was; left out if there is none.") @Nullable
            Instant failingSince,

            @Schema(description = "When the last attempt was; left out if there was none.") @Nullable
            Instant lastAt,

            @Schema(
                    description = "What became of it.",
                    allowableValues = {"delivered", "rejected", "timeout", "unreachable", "untrusted", "forbidden"})
            @Nullable
            String lastResult,

            @Schema(description = "What the receiver answered; left out if it did not.") @Nullable
            Integer lastStatus,

            @Schema(description = "When it is tried again; left out if nothing failed, or nothing is told any more.")
            @Nullable
            Instant nextAt,

            @Schema(
                    description =
                            "Why nothing is told until somebody resumes it; left out if it is. failing: it failed for too"
                                    + " long. gone: the receiver answered 410.",
                    allowableValues = {"failing", "gone"})
            @Nullable
            String paused) {

        static DeliveryAnswer of(Delivery delivery, long newest) {
            Attempt last = delivery.last();
            Pause paused = delivery.paused();
            return new DeliveryAnswer(
                    delivery.position(),
                    Math.max(0, newest - delivery.position()),
                    delivery.failures(),
                    delivery.failingSince(),
                    last == null ? null : last.at(),
                    last == null ? null : last.result(),
                    last == null ? null : last.status(),
                    delivery.failures() == 0 || paused != null ? null : delivery.nextAt(),
                    paused == null ? null : paused.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Answers with a webhook.
     *
     * @param secret if the answer is to have it
     * @param newest the number of the newest change
     * @param now a secret that has ended is not spoken of
     */
    static WebhookAnswer of(Webhook webhook, @Nullable Secret secret, long newest, Instant now) {
        Subscription subscription = webhook.subscription();
        Instant until = webhook.secrets().formerUntil();
        return new WebhookAnswer(
                webhook.name(),
                subscription.url(),
                subscription.description(),
                orNull(subscription.topologies()),
                orNull(subscription.verdicts()),
                webhook.createdAt(),
                webhook.changedAt(),
                secret == null ? null : secret.text(),
                until == null || !until.isAfter(now) ? null : until,
                DeliveryAnswer.of(webhook.delivery(), newest));
    }

    private static @Nullable Set<String> orNull(Set<String> words) {
        return words.isEmpty() ? null : words;
    }
}
