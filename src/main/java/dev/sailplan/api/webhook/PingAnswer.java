package dev.sailplan.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.webhook.Answer;
import dev.sailplan.webhook.Message;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a ping. */
@Schema(name = "WebhookPing", description = "What became of a ping.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PingAnswer(
        @Schema(description = "What the receiver got as webhook-id.")
        String id,

        @Schema(
                description = "What became of it.",
                allowableValues = {"delivered", "rejected", "timeout", "unreachable", "untrusted", "forbidden"})
        String result,

        @Schema(description = "What the receiver answered; left out if it did not.") @Nullable
        Integer status) {

    static PingAnswer of(Message message, Answer answer) {
        return new PingAnswer(message.id(), answer.result().word(), answer.status());
    }
}
