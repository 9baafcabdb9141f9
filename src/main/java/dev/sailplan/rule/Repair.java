package dev.sailplan.rule;

import dev.sailplan.finding.PatchOperation;
import java.util.List;

/**
 * A small change of the document that a rule expects to remove what it found. It is offered only after it was seen to.
 *
 * @param operations in the order they are applied
 */
public record Repair(List<PatchOperation> operations) {

    /** A change of more places is nothing to accept at a glance. */
    static final int MOST_OPERATIONS = 50;

    public Repair {
        operations = List.copyOf(operations);
    }
}
