package dev.sailplan.score.isolation;

import dev.sailplan.score.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps the worst of many pairs, as many as an answer lists, and counts the others. */
final class Worst {

    private record Entry(int least, int most, String name, Pair pair) {}

    private static final Comparator<Entry> WORST_FIRST =
            Comparator.comparingInt(Entry::least).thenComparingInt(Entry::most).thenComparing(Entry::name);

    private final PriorityQueue<Entry> kept = new PriorityQueue<>(WORST_FIRST.reversed());
    private final int[] omitted;

    Worst(int bands) {
        this.omitted = new int[bands];
    }

    /** Takes a pair into account; the pair itself is made only if it may be kept. */
    void add(int least, int most, Supplier<Pair> made) {
        Entry best = kept.size() < Part.MOST_LISTED ? null : kept.peek();
        if (best != null && (least > best.least() || (least == best.least() && most > best.most()))) {
            omitted[least]++;
            return;
        }
        Pair pair = made.get();
        kept.add(new Entry(least, most, pair.name(), pair));
        if (kept.size() > Part.MOST_LISTED) {
            omitted[kept.remove().least()]++;
        }
    }

    /** The worst of all, of which there has to be one. */
    Pair first() {
        return kept.stream().min(WORST_FIRST).orElseThrow().pair();
    }

    List<Part> parts(Function<Pair, Part> partOf) {
        return kept.stream()
                .sorted(WORST_FIRST)
                .map(entry -> partOf.apply(entry.pair()))
                .toList();
    }

    /** How many others there are, by band; empty if there are none. */
    List<Integer> omitted() {
        List<Integer> byBand = new ArrayList<>();
        boolean any = false;
        for (int count : omitted) {
            byBand.add(count);
            any |= count > 0;
        }
        return any ? byBand : List.of();
    }
}
