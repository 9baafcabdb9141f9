package dev.sailplan.rule.network;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Subject;
import dev.sailplan.topology.Cluster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Groups address ranges on one network that are in conflict, directly or through others, in O(n log n).
 *
 * <p>Ranges are blocks, so two that overlap are nested: sorted by lowest address and then by size, each range is in conflict only
 * with equal ones and with those still open around it, of which there are at most as many as an address has bits. Equal ranges of
 * one use in one cluster form one {@link Holder}; holders in conflict are joined in a union-find structure. A block of many
 * holders is joined once, so that what is nested in it later needs to look at few of them.
 */
final class OverlapGroups {

    /** What a range is for. */
    enum Use {
        POD("Pod range"),
        SERVICE("Service range"),
        NODE("Node range"),
        ENDPOINT("Endpoint address");

        private final String words;

        Use(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A range that a cluster uses.
     *
     * @param subject where it is written
     */
    record Claim(AddressRange range, Use use, Cluster cluster, Subject subject) {

        /** Order in a finding, which no reordering of the document changes. */
        private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::range)
                .thenComparing(Claim::use)
                .thenComparing(claim -> claim.cluster().name())
                .thenComparing(claim -> String.valueOf(claim.subject().element()))
                .thenComparing(claim -> claim.subject().pointer());

        boolean conflictsWith(Claim other) {
            return areInConflict(use, cluster, other.use, other.cluster)
                    && (range.contains(other.range) || other.range.contains(range));
        }
    }

    /**
     * Whether a range in one cluster and one in another, or in the same, must not overlap. Clusters may share a node subnet, and
     * endpoints may be in it: that is where machines live. Inside one cluster only pods and services exclude each other.
     */
    static boolean areInConflict(Use use, Cluster cluster, Use otherUse, Cluster otherCluster) {
        if (cluster.equals(otherCluster)) {
            return (use == Use.POD && otherUse == Use.SERVICE) || (use == Use.SERVICE && otherUse == Use.POD);
        }
        return canConflict(use, otherUse);
    }

    /** Whether ranges of these uses in different clusters must not overlap. */
    private static boolean canConflict(Use use, Use otherUse) {
        return (use != Use.NODE || otherUse == Use.POD || otherUse == Use.SERVICE)
                && (otherUse != Use.NODE || use == Use.POD || use == Use.SERVICE);
    }

    /** Everything of one use that one cluster has at exactly one range. */
    private static final class Holder {

        private final Use use;
        private final Cluster cluster;
        private final List<Claim> claims = new ArrayList<>(1);
        private Holder parent = this;
        private boolean inConflict;

        Holder(Use use, Cluster cluster) {
            this.use = use;
            this.cluster = cluster;
        }

        Holder root() {
            Holder root = this;
            while (root.parent != root) {
                root.parent = root.parent.parent;
                root = root.parent;
            }
            return root;
        }

        void joinIfInConflict(Holder other) {
            if (areInConflict(use, cluster, other.use, other.cluster)) {
                inConflict = true;
                other.inConflict = true;
                root().parent = other.root();
            }
        }
    }

    /** All holders of exactly one range. */
    private static final class Block {

        /**
         * How many holders of a use stand for all of them. A newcomer is in conflict with all but the one of its own cluster; of
         * three, any two newcomers meet at least one in common.
         */
        private static final int REPRESENTATIVES = 3;

        private final AddressRange range;
        private final Map<Use, Map<Cluster, Holder>> holders = new EnumMap<>(Use.class);
        private final Map<Use, List<Holder>> unjoined = new EnumMap<>(Use.class);

        Block(AddressRange range) {
            this.range = range;
        }

        void add(Claim claim) {
            holders.computeIfAbsent(claim.use(), use -> new LinkedHashMap<>())
                    .computeIfAbsent(claim.cluster(), cluster -> new Holder(claim.use(), cluster))
                    .claims
                    .add(claim);
        }

        Stream<Holder> holders() {
            return holders.values().stream().flatMap(byCluster -> byCluster.values().stream());
        }

        /** The first holders of each use. */
        private List<Holder> representatives() {
            List<Holder> found = new ArrayList<>();
            holders.values()
                    .forEach(byCluster ->
                            byCluster.values().stream().limit(REPRESENTATIVES).forEach(found::add));
            return found;
        }

        void joinInside() {
            List<Holder> representatives = representatives();
            holders().forEach(holder -> representatives.forEach(holder::joinIfInConflict));
            holders.forEach((use, byCluster) -> unjoined.put(use, new ArrayList<>(byCluster.values())));
        }

        /** Joins everything here with what is in conflict with it in a block inside this one. */
        void joinWith(Block inner) {
            List<Holder> mine = representatives();
            inner.holders().forEach(holder -> {
                mine.forEach(holder::joinIfInConflict);
                joinRest(holder);
            });
        }

        /** The others of a use follow as soon as anything meets them: all at once but the one of the newcomer's cluster. */
        private void joinRest(Holder newcomer) {
            unjoined.forEach((use, waiting) -> {
                if (canConflict(use, newcomer.use)) {
                    waiting.removeIf(holder -> {
                        holder.joinIfInConflict(newcomer);
                        return areInConflict(use, holder.cluster, newcomer.use, newcomer.cluster);
                    });
                }
            });
        }
    }

    private OverlapGroups() {}

    /** Returns the groups of at least two claims, each in a fixed order, the groups by their first claims. */
    static List<List<Claim>> of(List<Claim> claims) {
        List<Block> blocks = blocksOf(claims);
        Deque<Block> open = new ArrayDeque<>();
        for (Block block : blocks) {
            while (!open.isEmpty() && !open.peek().range.contains(block.range)) {
                open.pop();
            }
            block.joinInside();
            open.forEach(outer -> outer.joinWith(block));
            open.push(block);
        }
        return groupsOf(blocks);
    }

    private static List<Block> blocksOf(List<Claim> claims) {
        Map<AddressRange, Block> blocks = new HashMap<>();
        claims.forEach(
                claim -> blocks.computeIfAbsent(claim.range(), Block::new).add(claim));
        return blocks.values().stream()
                .sorted(Comparator.comparing((Block block) -> block.range))
                .toList();
    }

    private static List<List<Claim>> groupsOf(List<Block> blocks) {
        Map<Holder, List<Claim>> groups = new LinkedHashMap<>();
        blocks.stream()
                .flatMap(Block::holders)
                .filter(holder -> holder.inConflict)
                .forEach(holder -> groups.computeIfAbsent(holder.root(), root -> new ArrayList<>())
                        .addAll(holder.claims));
        groups.values().forEach(group -> group.sort(Claim.ORDER));
        return List.copyOf(groups.values());
    }
}
