package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverTest {

    private static ConflictGraph random(long seed, int size, double density) {
        Random chance = new Random(seed);
        List<BitSet> neighbours = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            neighbours.add(new BitSet());
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                if (chance.nextDouble() < (i == j ? 0.05 : density)) {
                    neighbours.get(i).set(j);
                    neighbours.get(j).set(i);
                }
            }
        }
        return new ConflictGraph(List.of(), neighbours);
    }

    private static boolean settles(BitSet chosen, ConflictGraph graph) {
        for (int place = 0; place < graph.size(); place++) {
            BitSet left = (BitSet) graph.neighbours().get(place).clone();
            left.andNot(chosen);
            if (!chosen.get(place) && !left.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** From the definition: all subsets. */
    private static int fewest(ConflictGraph graph) {
        int fewest = graph.size();
        for (int subset = 0; subset < 1 << graph.size(); subset++) {
            if (Integer.bitCount(subset) < fewest && settles(BitSet.valueOf(new long[] {subset}), graph)) {
                fewest = Integer.bitCount(subset);
            }
        }
        return fewest;
    }

    @Test
    void findsTheFewestThatSettleEveryConflict() {
        for (long seed = 0; seed < 400; seed++) {
            ConflictGraph graph = random(seed, 1 + (int) (seed % 12), 0.1 + (seed % 7) / 8.0);
            Cover cover = Cover.of(graph);
            assertThat(cover.exact()).as("seed %d", seed).isTrue();
            assertThat(settles(cover.chosen(), graph)).as("seed %d", seed).isTrue();
            assertThat(cover.chosen().cardinality()).as("seed %d", seed).isEqualTo(fewest(graph));
        }
    }

    @Test
    void isExactForThirtyClustersAndGreedyForMore() {
        for (long seed = 0; seed < 20; seed++) {
            for (double density : new double[] {0.1, 0.3, 0.9}) {
                Cover thirty = Cover.of(random(seed, Cover.MOST_EXACT, density));
                assertThat(thirty.exact()).as("seed %d", seed).isTrue();
                ConflictGraph large = random(seed, 60, density);
                Cover greedy = Cover.of(large);
                assertThat(greedy.exact()).as("seed %d", seed).isFalse();
                assertThat(settles(greedy.chosen(), large)).as("seed %d", seed).isTrue();
            }
        }
    }

    @Test
    void aStarNeedsOnlyItsMiddle() {
        ConflictGraph star = random(0, 500, 0);
        star.neighbours().forEach(BitSet::clear);
        star.neighbours().get(7).set(0, 500);
        star.neighbours().get(7).clear(7);
        star.neighbours().forEach(all -> all.set(7));
        star.neighbours().get(7).clear(7);
        assertThat(Cover.of(star).chosen()).isEqualTo(BitSet.valueOf(new long[] {1 << 7}));
    }
}
