package dev.sailplan.api.webhook;

import dev.sailplan.webhook.Patience;
import dev.sailplan.webhook.Secrets;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How changes of verdicts are told to webhooks, {@code sailplan.webhooks.*}.
 *
 * @param key from which all secrets are derived, the same in all replicas; without it there are no webhooks
 * @param enabled whether this replica tells
 * @param most how many there may be
 * @param concurrency how many this replica tells at the same time
 * @param allowedNetworks which may be called although they are not public, as CIDRs
 * @param poll how often it is looked for something to tell
 * @param timeout how long an attempt may take
 * @param lease after which time another replica takes over from one that died
 * @param retryFirst before the second attempt
 * @param retryLongest between two attempts
 * @param giveUpAfter how long one may fail until it is paused
 * @param formerSecret how long a secret is used beside the one that took its place
 */
@Validated
@ConfigurationProperties("sailplan.webhooks")
public record WebhookSettings(
        @Nullable String key,
        @DefaultValue("true") boolean enabled,
        @Min(1) @Max(1000) @DefaultValue("100") int most,
        @Min(1) @Max(200) @DefaultValue("20") int concurrency,
        @DefaultValue List<String> allowedNetworks,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1) @DefaultValue("1s")
        Duration poll,

        @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 15) @DefaultValue("10s")
        Duration timeout,

        @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 10) @DefaultValue("1m")
        Duration lease,

        @NotNull @DurationMin(millis = 10) @DurationMax(hours = 1) @DefaultValue("5s")
        Duration retryFirst,

        @NotNull @DurationMin(millis = 10) @DurationMax(days = 1) @DefaultValue("1h")
        Duration retryLongest,

        @NotNull @DurationMin(millis = 10) @DurationMax(days = 30) @DefaultValue("3d")
        Duration giveUpAfter,

        @NotNull @DurationMin(millis = 0) @DurationMax(days = 30) @DefaultValue("24h")
        Duration formerSecret) {

    /** Refused by hand: what validation refuses it repeats in the log. */
    public WebhookSettings {
        key = key == null || key.isBlank() ? null : key.strip();
        if (key != null && key.length() < Secrets.SHORTEST) {
            throw new IllegalArgumentException(
                    "sailplan.webhooks.key has to have at least %d characters, chosen at random; \"openssl rand -hex 32\" makes one. Without it there are no webhooks."
                            .formatted(Secrets.SHORTEST));
        }
        if (lease.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "sailplan.webhooks.lease has to be at least twice as long as sailplan.webhooks.timeout, or another replica would repeat what is still being sent.");
        }
    }

    /** The secrets, if there are any. */
    public Optional<Secrets> secrets() {
        return Optional.ofNullable(key).map(Secrets::new);
    }

    /** How long it is waited for receivers that fail. */
    public Patience patience() {
        return new Patience(retryFirst, retryLongest, giveUpAfter);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "sailplan.webhooks";
    }
}
