package dev.sailplan.store;

/**
 * A webhook that was written.
 *
 * @param created whether there was none of its name
 */
public record Registered(Webhook webhook, boolean created) {}
