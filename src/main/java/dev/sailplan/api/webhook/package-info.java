/** Webhooks: who is told of changes of verdicts, and the work of telling them. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.webhook;
