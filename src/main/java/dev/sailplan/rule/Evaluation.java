package dev.sailplan.rule;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a document.
 *
 * @param asOf the day for which dates were judged
 * @param judged who can call whom in the topology, null if the document has a structural error
 * @param found what was found: most severe first, then by rule and place
 * @param notEvaluated the rules that lack facts, by code
 * @param truncated the rules that found more than is listed, by code
 * @param unlisted what they found besides, in no order that matters
 */
public record Evaluation(
        LocalDate asOf,
        @Nullable Reachability judged,
        List<Found> found,
        List<NotEvaluated> notEvaluated,
        List<String> truncated,
        List<Finding> unlisted) {

    public Evaluation {
        found = List.copyOf(found);
        notEvaluated = List.copyOf(notEvaluated);
        truncated = List.copyOf(truncated);
        unlisted = List.copyOf(unlisted);
    }

    /**
     * A finding and what its rule expects to remove it.
     *
     * @param repairs not tried yet, the best first
     */
    public record Found(Finding finding, List<Repair> repairs) {}

    /** What was found: most severe first, then by rule and place. */
    public List<Finding> findings() {
        return found.stream().map(Found::finding).toList();
    }

    /** The findings, and those that are too many to be listed. */
    public List<Finding> allFindings() {
        return Stream.concat(found.stream().map(Found::finding), unlisted.stream())
                .toList();
    }

    /** Who can call whom; none if the document has a structural error. */
    public Optional<Reachability> reachability() {
        return Optional.ofNullable(judged);
    }

    /** The topology; none if the document has a structural error. */
    public Optional<Topology> topology() {
        return reachability().map(Reachability::topology);
    }
}
