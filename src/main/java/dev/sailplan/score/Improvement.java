package dev.sailplan.score;

import dev.sailplan.finding.PatchOperation;
import java.util.List;

/**
 * A change of the document that may raise a band; whether it does, and harms nothing, is found out by trying.
 *
 * @param summary what it does, in the imperative, without a full stop
 * @param change the change, at least one operation
 */
public record Improvement(String summary, List<PatchOperation> change) {

    public Improvement {
        change = List.copyOf(change);
    }

    public static Improvement of(String summary, PatchOperation... change) {
        return new Improvement(summary, List.of(change));
    }
}
