package dev.sailplan;

import dev.sailplan.api.webhook.WebhookClock;
import dev.sailplan.api.webhook.WebhookDesk;
import dev.sailplan.api.webhook.WebhookMessages;
import dev.sailplan.api.webhook.WebhookSettings;
import dev.sailplan.store.JdbcWebhookStore;
import dev.sailplan.store.VerdictLog;
import dev.sailplan.store.WebhookStore;
import dev.sailplan.webhook.AddressGuard;
import dev.sailplan.webhook.Courier;
import dev.sailplan.webhook.DeliveryWatch;
import dev.sailplan.webhook.Dispatcher;
import dev.sailplan.webhook.HostLookup;
import dev.sailplan.webhook.Sender;
import dev.sailplan.webhook.Targets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Assembles what tells webhooks of changes of verdicts. Without a key it only keeps them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class Webhooks {

    @Bean
    WebhookStore webhookStore(JdbcOperations jdbc, TransactionOperations transactions) {
        return new JdbcWebhookStore(jdbc, transactions);
    }

    @Bean
    HostLookup hostLookup() {
        return HostLookup.SYSTEM;
    }

    @Bean
    AddressGuard addressGuard(WebhookSettings settings) {
        return new AddressGuard(settings.allowedNetworks());
    }

    @Bean
    Targets targets(AddressGuard guard, HostLookup lookup) {
        return new Targets(guard, lookup);
    }

    /** Believes in the authorities this Java believes in, which {@code javax.net.ssl.trustStore} can change. */
    @Bean
    Sender sender(AddressGuard guard, HostLookup lookup, WebhookSettings settings) throws NoSuchAlgorithmException {
        int most = settings.concurrency() + WebhookDesk.MOST_PINGS;
        return new Sender(guard, lookup, SSLContext.getDefault(), settings.timeout(), most);
    }

    @Bean
    WebhookDesk webhookDesk(WebhookSettings settings, Sender sender, JsonMapper json) {
        return new WebhookDesk(settings, sender, json);
    }

    @Bean
    WebhookClock webhookClock(
            WebhookStore store,
            VerdictLog log,
            Sender sender,
            JsonMapper json,
            DeliveryWatch watch,
            WebhookSettings settings) {
        Optional<Dispatcher> dispatcher = settings.secrets()
                .filter(known -> settings.enabled())
                .map(known -> new Dispatcher(
                        store,
                        log,
                        new WebhookMessages(json),
                        new Courier(known, sender),
                        settings.patience(),
                        watch,
                        UUID.randomUUID().toString(),
                        settings.concurrency(),
                        settings.lease()));
        return new WebhookClock(dispatcher, settings);
    }
}
