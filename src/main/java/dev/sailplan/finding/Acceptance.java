package dev.sailplan.finding;

/**
 * Why a finding stands and does not count.
 *
 * @param pointer the waiver, as a JSON Pointer
 * @param reason why it is accepted
 * @param owner who accepts it
 * @param expires the last day it is
 */
public record Acceptance(String pointer, String reason, String owner, String expires) {}
