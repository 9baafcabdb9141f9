package dev.sailplan.store;

/**
 * The right to tell a webhook of changes, which one process has at a time.
 *
 * @param webhook its name
 * @param token tells this claim from every other there ever was
 */
public record Claim(String webhook, String token) {}
