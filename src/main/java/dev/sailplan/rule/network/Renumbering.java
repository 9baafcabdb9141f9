package dev.sailplan.rule.network;

import dev.sailplan.address.AddressRange;
import dev.sailplan.address.FreeRanges;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Violation;
import dev.sailplan.rule.network.OverlapGroups.Claim;
import dev.sailplan.rule.network.OverlapGroups.Use;
import dev.sailplan.topology.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The fewest clusters to renumber, and free ranges for them.
 *
 * @param clusters which, by name
 * @param exact whether it is certain that fewer do not suffice
 * @param moves where their ranges could go, in the order of the ranges
 * @param complete whether that is all of them
 */
record Renumbering(List<Cluster> clusters, boolean exact, List<Move> moves, boolean complete) {

    /** Of a group of more, nobody renumbers by hand. */
    private static final int MOST_CLUSTERS = 1_000;

    private static final int MOST_CLAIMS = 20_000;
    private static final int MOST_NAMED = 10;

    /** A range and a free one of the same size. */
    record Move(Claim claim, AddressRange free) {

        @Override
        public String toString() {
            return "%s of %s to %s".formatted(claim.range(), claim.cluster().name(), free);
        }
    }

    /**
     * Settles the conflicts of a group; nothing if it is too large.
     *
     * @param group in the order of {@link OverlapGroups}
     * @param used everything that is used on the network
     */
    static Optional<Renumbering> of(List<Claim> group, Supplier<List<AddressRange>> used) {
        long clusters = group.stream().map(Claim::cluster).distinct().count();
        if (clusters > MOST_CLUSTERS || group.size() > MOST_CLAIMS) {
            return Optional.empty();
        }
        ConflictGraph graph = ConflictGraph.of(group);
        Cover cover = Cover.of(graph);
        List<Cluster> chosen =
                cover.chosen().stream().mapToObj(graph.clusters()::get).toList();
        return Optional.of(move(chosen, cover.exact(), group, new FreeRanges(used.get())));
    }

    private static Renumbering move(List<Cluster> chosen, boolean exact, List<Claim> group, FreeRanges free) {
        Set<Cluster> moving = Set.copyOf(chosen);
        boolean alone = group.stream().map(Claim::cluster).distinct().count() == 1;
        List<Move> moves = new ArrayList<>();
        boolean complete = true;
        for (Claim claim : group) {
            if (moving.contains(claim.cluster()) && !(alone && claim.use() == Use.POD)) {
                Optional<AddressRange> place =
                        claim.use() == Use.ENDPOINT ? Optional.empty() : free.take(claim.range());
                place.ifPresent(range -> moves.add(new Move(claim, range)));
                complete = complete && place.isPresent();
            }
        }
        return new Renumbering(chosen, exact, moves, complete);
    }

    Violation adviseIn(Violation violation) {
        Violation advised = violation
                .advising("renumber", clusters.stream().map(Cluster::name).collect(Collectors.joining(", ")))
                .advising("method", exact ? "exact: fewer clusters do not suffice" : "greedy: fewer may suffice");
        if (!moves.isEmpty()) {
            advised = advised.advising("ranges", words());
        }
        return complete
                ? advised.repairedBy(moves.stream()
                        .map(move -> PatchOperation.replace(
                                move.claim().subject().pointer(), move.free().toString()))
                        .toList())
                : advised;
    }

    private String words() {
        String named = moves.stream().limit(MOST_NAMED).map(Move::toString).collect(Collectors.joining(", "));
        int others = moves.size() - MOST_NAMED;
        return others > 0 ? named + " and " + others + " more" : named;
    }
}
