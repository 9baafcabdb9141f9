package dev.sailplan.rule.network;

import java.util.BitSet;
import java.util.List;

/**
 * Clusters that settle every conflict of a graph when they are renumbered: a vertex cover.
 *
 * @param chosen the places of the clusters
 * @param exact whether there is none with fewer clusters; otherwise there may be
 */
record Cover(BitSet chosen, boolean exact) {

    /** Above it, the search for the fewest could take too long. */
    static final int MOST_EXACT = 30;

    static Cover of(ConflictGraph graph) {
        BitSet open = new BitSet();
        BitSet forced = new BitSet();
        for (int place = 0; place < graph.size(); place++) {
            (graph.neighbours().get(place).get(place) ? forced : open).set(place);
        }
        boolean exact = open.cardinality() <= MOST_EXACT;
        Search search = new Search(graph.neighbours());
        search.go(open, forced, exact);
        return new Cover(search.best, exact);
    }

    /** Takes the cluster in the most conflicts, or, to be exact, tries all those it is in conflict with instead as well. */
    private static final class Search {

        private final List<BitSet> neighbours;
        private BitSet best;

        Search(List<BitSet> neighbours) {
            this.neighbours = neighbours;
            this.best = new BitSet();
            best.set(0, neighbours.size() + 1);
        }

        void go(BitSet open, BitSet chosen, boolean exact) {
            if (chosen.cardinality() >= best.cardinality()) {
                return;
            }
            int worst = worstOf(open);
            if (worst < 0) {
                best = (BitSet) chosen.clone();
                return;
            }
            BitSet rivals = within(worst, open);
            BitSet it = new BitSet();
            it.set(worst);
            go(without(open, it), with(chosen, it), exact);
            if (exact && rivals.cardinality() > 1) {
                go(without(without(open, it), rivals), with(chosen, rivals), true);
            }
        }

        private BitSet within(int place, BitSet open) {
            BitSet rivals = (BitSet) neighbours.get(place).clone();
            rivals.and(open);
            return rivals;
        }

        /** The first of those in the most conflicts; negative if no conflict is left. */
        private int worstOf(BitSet open) {
            int worst = -1;
            int most = 0;
            for (int place = open.nextSetBit(0); place >= 0; place = open.nextSetBit(place + 1)) {
                int conflicts = within(place, open).cardinality();
                if (conflicts > most) {
                    worst = place;
                    most = conflicts;
                }
            }
            return worst;
        }

        private static BitSet with(BitSet some, BitSet more) {
            BitSet union = (BitSet) some.clone();
            union.or(more);
            return union;
        }

        private static BitSet without(BitSet some, BitSet fewer) {
            BitSet rest = (BitSet) some.clone();
            rest.andNot(fewer);
            return rest;
        }
    }
}
