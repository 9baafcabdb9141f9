package dev.sailplan.score;

import dev.sailplan.finding.PatchOperation;
import java.util.List;

/**
 * The single change that raises a dimension most, seen to raise it and to add no finding that is an error or a warning.
 *
 * @param summary what it does
 * @param change a JSON Patch (RFC 6902)
 * @param band the band after it
 * @param points the points after it
 */
public record Lever(String summary, List<PatchOperation> change, int band, int points) {

    public Lever {
        change = List.copyOf(change);
    }
}
