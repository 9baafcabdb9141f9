package dev.sailplan.webhook;

/**
 * What is sent.
 *
 * @param id the same each time the same is sent
 * @param body in JSON
 */
public record Message(String id, String body) {}
