package dev.sailplan.comparison;

import dev.sailplan.comparison.Matching.Pair;
import dev.sailplan.finding.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of what was found, by fingerprint: as often as both topologies have one, it is the same finding.
 *
 * @param added findings of the later topology that the earlier one has not
 * @param worsened findings of the later topology that the earlier one has too, but waived or less severe
 * @param unchanged the other findings of the later topology
 * @param resolved findings of the earlier topology that the later one has not
 */
public record FindingChanges(
        List<Finding> added, List<Finding> worsened, List<Finding> unchanged, List<Finding> resolved) {

    /** What counts comes first. The findings of one rule are in order already. */
    private static final Comparator<Finding> ORDER = Comparator.<Finding, Boolean>comparing(
                    finding -> finding.waived() != null)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::rule);

    public FindingChanges {
        added = List.copyOf(added);
        worsened = List.copyOf(worsened);
        unchanged = List.copyOf(unchanged);
        resolved = List.copyOf(resolved);
    }

    /**
     * Compares what was found.
     *
     * @param base everything that was found in the earlier topology
     * @param head everything that was found in the later one
     * @param onTheWay what was found in the change itself, all of which is new
     */
    public static FindingChanges of(List<Finding> base, List<Finding> head, List<Finding> onTheWay) {
        Matching<Finding> matching = new Matching<>(sorted(base.stream()), sorted(head.stream()))
                .byKey(Finding::fingerprint, FindingChanges::weightOf);
        return new FindingChanges(
                sorted(Stream.concat(matching.onlyHead().stream(), onTheWay.stream())),
                sorted(matching.pairs().stream().filter(FindingChanges::isWorse).map(Pair::head)),
                sorted(matching.pairs().stream().filter(pair -> !isWorse(pair)).map(Pair::head)),
                sorted(matching.onlyBase().stream()));
    }

    private static boolean isWorse(Pair<Finding> pair) {
        boolean waived = pair.base().waived() != null;
        return pair.head().waived() == null
                && (waived || pair.head().severity().compareTo(pair.base().severity()) < 0);
    }

    private static List<Finding> sorted(Stream<Finding> findings) {
        return findings.sorted(ORDER).toList();
    }

    private static String weightOf(Finding finding) {
        return finding.waived() == null ? finding.severity().name() : "waived";
    }

    /** What the change is to be judged by. */
    public List<Finding> counting() {
        return Stream.concat(added.stream(), worsened.stream()).toList();
    }
}
