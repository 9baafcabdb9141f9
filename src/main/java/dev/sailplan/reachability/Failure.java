package dev.sailplan.reachability;

import dev.sailplan.document.FailureKind;

/**
 * Something that is taken to have failed.
 *
 * @param kind what it is
 * @param name its name: of an element, a zone or a region; of an API server, the cluster's; of a link, {@code from->to}; of a certificate
 *     authority, its root
 */
public record Failure(FailureKind kind, String name) {}
