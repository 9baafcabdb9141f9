package dev.sailplan.document;

/**
 * A topology inside another document.
 *
 * @param at where it stands
 * @param document the topology as a document of its own: its pointers begin at that place, its positions are those of the whole
 */
public record NestedTopology(Pointer at, ReadDocument document) {}
