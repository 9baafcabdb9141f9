package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Part;
import dev.sailplan.score.isolation.Barrier.Reason;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bands for pairs of parties: a pair is in the band of the lowest barrier that stands between it and the next, in the highest if
 * none does. What may stand counts for the certain band, what certainly stands for the possible one.
 *
 * @param barriers from the lowest band
 * @param highest the band without any
 * @param free what is said where none stands, of {@code %s}
 */
record Ladder(List<Barrier> barriers, int highest, String free) {

    /** The judgements of all pairs. */
    final class Climb {

        private final Parties parties;
        private final Worst worst;
        private final byte[] least;
        private final byte[] most;

        private Climb(Parties parties) {
            int size = parties.all().size();
            this.parties = parties;
            this.worst = new Worst(highest + 1);
            this.least = new byte[size * (size - 1) / 2];
            this.most = new byte[least.length];
            judgeAll();
        }

        private void judgeAll() {
            int number = 0;
            for (int i = 1; i < parties.all().size(); i++) {
                for (int j = 0; j < i; j++) {
                    judge(i, j, number++);
                }
            }
        }

        private void judge(int i, int j, int number) {
            Party one = parties.all().get(i);
            Party other = parties.all().get(j);
            int certain = bandOf(one.possible(), other.possible());
            boolean settled = one.isSettled() && other.isSettled();
            int possible = settled ? certain : bandOf(one.certain(), other.certain());
            least[number] = (byte) certain;
            most[number] = (byte) possible;
            worst.add(certain, possible, () -> Pair.of(parties, i, j));
        }

        Assessment assess() {
            int certain = lowest(least);
            int possible = lowest(most);
            Reason reason = reasonOf(worst.first());
            Set<Pointer> unknown = certain == possible ? Set.of() : unknownBelow(possible);
            return Assessment.between(certain, possible, reason.why(), reason.at(), unknown)
                    .withParts(worst.parts(this::partOf), worst.omitted());
        }

        private int lowest(byte[] bands) {
            int lowest = highest;
            for (byte band : bands) {
                lowest = Math.min(lowest, band);
            }
            return lowest;
        }

        /** The facts of pairs that may turn out to be weaker than the possible band. */
        private Set<Pointer> unknownBelow(int possible) {
            Map<Need, BitSet> open = new EnumMap<>(Need.class);
            int number = 0;
            for (int i = 1; i < parties.all().size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (least[number++] < possible) {
                        mark(i, j, possible, open);
                    }
                }
            }
            Set<Pointer> unknown = new TreeSet<>();
            open.forEach((need, some) -> some.stream()
                    .forEach(each ->
                            unknown.addAll(parties.all().get(each).needs().getOrDefault(need, List.of()))));
            return unknown;
        }

        private void mark(int i, int j, int possible, Map<Need, BitSet> open) {
            Party one = parties.all().get(i);
            Party other = parties.all().get(j);
            for (Need need : openNeeds(one, other, possible)) {
                BitSet some = open.computeIfAbsent(need, key -> new BitSet());
                some.set(i);
                some.set(j);
            }
        }

        private Set<Need> openNeeds(Party one, Party other, int possible) {
            Set<Need> needs = EnumSet.noneOf(Need.class);
            for (Barrier barrier : barriers) {
                if (barrier.band() < possible
                        && barrier.stands().test(one.possible(), other.possible())
                        && !barrier.stands().test(one.certain(), other.certain())) {
                    needs.addAll(barrier.needs());
                }
            }
            return needs;
        }

        private Part partOf(Pair pair) {
            return new Part(
                    pair.name(),
                    pair.one().at(),
                    bandOf(pair.one().possible(), pair.other().possible()),
                    bandOf(pair.one().certain(), pair.other().certain()),
                    reasonOf(pair).why());
        }
    }

    /**
     * Judges every pair.
     *
     * @param parties at least two
     */
    Climb judge(Parties parties) {
        return new Climb(parties);
    }

    private int bandOf(Extent one, Extent other) {
        for (Barrier barrier : barriers) {
            if (barrier.stands().test(one, other)) {
                return barrier.band();
            }
        }
        return highest;
    }

    private Reason reasonOf(Pair pair) {
        int certain = bandOf(pair.one().possible(), pair.other().possible());
        return barriers.stream()
                .filter(barrier -> barrier.band() == certain
                        && barrier.stands()
                                .test(pair.one().possible(), pair.other().possible()))
                .min((one, other) -> Boolean.compare(other.isCertain(pair), one.isCertain(pair)))
                .map(barrier -> barrier.reason(pair))
                .orElseGet(
                        () -> new Reason(free.formatted(pair.name()), pair.one().at()));
    }
}
