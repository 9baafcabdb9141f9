package dev.sailplan.api.webhook;

import dev.sailplan.api.event.ChangeData;
import dev.sailplan.store.VerdictChange;
import dev.sailplan.webhook.Message;
import dev.sailplan.webhook.MessageFormat;
import tools.jackson.databind.json.JsonMapper;

/** Writes messages to webhooks in JSON. */
public final class WebhookMessages implements MessageFormat {

    private final JsonMapper json;

    public WebhookMessages(JsonMapper json) {
        this.json = json;
    }

    private record Change(String type, long id, ChangeData topology) {}

    private record Gap(String type, long after, long upTo) {}

    private record Ping(String type) {}

    @Override
    public Message change(VerdictChange change) {
        Change body = new Change("verdict-change", change.id(), ChangeData.of(change));
        return new Message("change-" + change.id(), json.writeValueAsString(body));
    }

    @Override
    public Message gap(long after, long upTo) {
        return new Message("gap-" + upTo, json.writeValueAsString(new Gap("gap", after, upTo)));
    }

    /**
     * Tells of nothing.
     *
     * @param id tells it from every other one
     */
    Message ping(String id) {
        return new Message("ping-" + id, json.writeValueAsString(new Ping("ping")));
    }
}
