package dev.sailplan.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** All webhooks. */
@Schema(description = "All webhooks, by name.")
record WebhookList(List<WebhookAnswer> webhooks) {}
