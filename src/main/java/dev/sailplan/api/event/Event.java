package dev.sailplan.api.event;

/**
 * A change as it is sent.
 *
 * @param id its number
 * @param name of the topology
 * @param text as the standard for server-sent events writes it
 */
record Event(long id, String name, String text) {}
