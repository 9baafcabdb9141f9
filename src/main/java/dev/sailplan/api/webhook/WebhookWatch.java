package dev.sailplan.api.webhook;

import dev.sailplan.api.problem.Problems;
import dev.sailplan.webhook.Answer.Result;
import dev.sailplan.webhook.DeliveryWatch;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts attempts to deliver, and logs what somebody has to know. URLs are not logged: they may be secrets. */
@Component
class WebhookWatch implements DeliveryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWatch.class);

    private final WebhookMeters meters;
    private final Clock clock;

    WebhookWatch(WebhookMeters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void attempted(Result result) {
        meters.attempted(result);
    }

    @Override
    public void paused(String webhook) {
        LOG.warn(
                "Webhook {} is paused, as it failed for too long or its receiver is gone; POST /api/v1/webhooks/{}/resumptions"
                        + " goes on",
                webhook,
                webhook);
    }

    @Override
    public void failed(String webhook, Throwable why) {
        if (why instanceof RuntimeException failure && Problems.isOfTheStore(failure)) {
            LOG.warn("Webhook {} cannot be told now, as the store does not answer", webhook);
            LOG.debug("It does not answer because of", why);
        } else {
            LOG.error("Telling webhook {} failed", webhook, why);
        }
    }
}
