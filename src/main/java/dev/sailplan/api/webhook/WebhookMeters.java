package dev.sailplan.api.webhook;

import dev.sailplan.store.VerdictLog;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.WebhookStore;
import dev.sailplan.webhook.Answer.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How telling webhooks goes; the database is asked at most every 15 seconds. */
@Component
class WebhookMeters implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookMeters.class);
    private static final Duration KEPT = Duration.ofSeconds(15);

    /**
     * How webhooks are.
     *
     * @param states how many there are in each state
     * @param behind how many changes the one that is furthest behind has not been told, among those that are not paused
     */
    private record Survey(Map<State, Long> states, long behind) {

        static Survey of(List<Webhook> webhooks, long newest) {
            Map<State, Long> states = new EnumMap<>(State.class);
            long behind = 0;
            for (Webhook webhook : webhooks) {
                State state = State.of(webhook);
                states.merge(state, 1L, Long::sum);
                if (state != State.PAUSED) {
                    behind = Math.max(behind, newest - webhook.delivery().position());
                }
            }
            return new Survey(states, behind);
        }
    }

    /** How a webhook is. */
    private enum State {
        ACTIVE("active"),
        FAILING("failing"),
        PAUSED("paused");

        private final String word;

        State(String word) {
            this.word = word;
        }

        static State of(Webhook webhook) {
            if (webhook.delivery().paused() != null) {
                return PAUSED;
            }
            return webhook.delivery().failures() > 0 ? FAILING : ACTIVE;
        }
    }

    private final WebhookStore store;
    private final VerdictLog log;
    private final Clock clock;
    private final Map<Result, Counter> attempts = new EnumMap<>(Result.class);

    private Optional<Survey> survey = Optional.empty();
    private Instant outdated = Instant.MIN;

    WebhookMeters(WebhookStore store, VerdictLog log, Clock clock, MeterRegistry registry) {
        this.store = store;
        this.log = log;
        this.clock = clock;
        for (Result result : Result.values()) {
            attempts.put(
                    result,
                    Counter.builder("sailplan.webhook.deliveries")
                            .description("Attempts to deliver a message to a webhook, pings not included")
                            .tag("result", result.word())
                            .register(registry));
        }
    }

    /** An attempt to deliver is over. */
    void attempted(Result result) {
        Optional.ofNullable(attempts.get(result)).ifPresent(Counter::increment);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (State state : State.values()) {
            Gauge.builder(
                            "sailplan.webhooks",
                            () -> value(found -> found.states().getOrDefault(state, 0L)))
                    .description("Webhooks, by whether telling them works; the same in every replica")
                    .tag("state", state.word)
                    .register(registry);
        }
        Gauge.builder("sailplan.webhooks.behind", () -> value(Survey::behind))
                .description("Changes that the webhook furthest behind has not been told; the same in every replica")
                .register(registry);
    }

    /** Not a number while the database is away. */
    private double value(ToDoubleFunction<Survey> question) {
        return survey().map(question::applyAsDouble).orElse(Double.NaN);
    }

    private synchronized Optional<Survey> survey() {
        if (!clock.instant().isBefore(outdated)) {
            survey = asked();
            outdated = clock.instant().plus(KEPT);
        }
        return survey;
    }

    private Optional<Survey> asked() {
        try {
            List<Webhook> webhooks = store.list();
            return Optional.of(Survey.of(webhooks, log.newest()));
        } catch (RuntimeException away) {
            LOG.debug("Webhooks cannot be counted", away);
            return Optional.empty();
        }
    }
}
