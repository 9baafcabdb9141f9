package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplan.store.Subscription;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.Webhook.Delivery;
import dev.sailplan.store.Webhook.SecretIds;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Secrets secrets = new Secrets(KEY);

    private static Webhook webhook(String name, String current, @Nullable String former, @Nullable Instant until) {
        return new Webhook(
                name,
                new Subscription("https://example.com", null, Set.of(), Set.of()),
                NOW,
                NOW,
                new SecretIds(current, former, until),
                new Delivery(0, 0, null, null, NOW, null));
    }

    private static Webhook webhook(String name, String current) {
        return webhook(name, current, null, null);
    }

    /** The example that libraries for Standard Webhooks are tested with. */
    @Test
    void signsAsStandardWebhooksDo() {
        Secret secret = new Secret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        Message message = new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}");

        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign(message, Instant.ofEpochSecond(1614265330)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aSecretHas32BytesAndIsTheSameWheneverItIsAskedFor() {
        String text = secrets.current(webhook("pager", "one")).text();

        assertThat(Base64.getDecoder().decode(text.substring("whsec_".length())))
                .hasSize(32);
        assertThat(new Secrets(KEY).current(webhook("pager", "one")).text()).isEqualTo(text);
    }

    @Test
    void anotherNameOrTextOrKeyIsAnotherSecret() {
        assertThat(Set.of(
                        secrets.current(webhook("pager", "one")).text(),
                        secrets.current(webhook("pager", "two")).text(),
                        secrets.current(webhook("desk", "one")).text(),
                        new Secrets(KEY + "0").current(webhook("pager", "one")).text()))
                .hasSize(4);
    }

    @Test
    void theSecretBeforeSignsUntilItEnds() {
        Webhook rotated = webhook("pager", "two", "one", NOW.plusSeconds(1));
        String former = secrets.current(webhook("pager", "one")).text();
        String current = secrets.current(webhook("pager", "two")).text();

        assertThat(secrets.signing(rotated, NOW)).extracting(Secret::text).containsExactly(current, former);
        assertThat(secrets.signing(rotated, NOW.plusSeconds(1)))
                .extracting(Secret::text)
                .containsExactly(current);
    }

    @Test
    void aShortKeyIsRefusedAndASecretDoesNotShowInALog() {
        assertThatThrownBy(() -> new Secrets(KEY.substring(1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(secrets.current(webhook("pager", "one"))).hasToString("a secret");
    }
}
