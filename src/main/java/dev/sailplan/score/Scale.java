package dev.sailplan.score;

import dev.sailplan.score.DimensionScore.PartScore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a dimension finds into points.
 *
 * <p>Band b of B is worth b / B × 100 points, rounded down. Merits share what is left up to one point below the next band, in
 * proportion to what they are worth; in the highest band there is nothing left to share.
 */
final class Scale {

    static final int MOST_POINTS = 100;

    private final List<String> bands;

    Scale(List<String> bands) {
        this.bands = List.copyOf(bands);
    }

    DimensionScore scoreOf(Assessment found) {
        List<Contribution> contributions = contributionsOf(found);
        boolean settled = found.least() == found.most();
        List<Part> parts = found.parts().stream().sorted(Part.WORST_FIRST).toList();
        return new DimensionScore(
                found.least(),
                settled ? null : found.most(),
                highest(),
                bands.get(found.least()),
                contributions.stream().mapToInt(Contribution::points).sum(),
                settled ? null : pointsOf(found.most()) + roomIn(found.most()),
                contributions,
                parts.stream().limit(Part.MOST_LISTED).map(PartScore::of).toList(),
                omittedOf(found),
                medianOf(found),
                null,
                found.unknown().stream().map(place -> place.text()).toList(),
                0,
                found.figures(),
                found.assumptions());
    }

    private static int omittedOf(Assessment found) {
        int others = found.omitted().stream().mapToInt(Integer::intValue).sum();
        return Math.max(0, found.parts().size() - Part.MOST_LISTED) + others;
    }

    /** The band of the part in the middle, of two the weaker. */
    private @Nullable Integer medianOf(Assessment found) {
        int[] parts = new int[bands.size()];
        found.parts().forEach(part -> parts[part.least()]++);
        for (int band = 0; band < found.omitted().size(); band++) {
            parts[band] += found.omitted().get(band);
        }
        int all = IntStream.of(parts).sum();
        int upTo = 0;
        for (int band = 0; band < parts.length; band++) {
            upTo += parts[band];
            if (all > 0 && upTo > (all - 1) / 2) {
                return band;
            }
        }
        return null;
    }

    private List<Contribution> contributionsOf(Assessment found) {
        List<Contribution> shares = new ArrayList<>();
        shares.add(new Contribution(
                "band " + found.least() + ", " + bands.get(found.least()),
                found.at().text(),
                pointsOf(found.least()),
                found.why()));
        int room = roomIn(found.least());
        int worth = found.merits().stream().mapToInt(Merit::worth).sum();
        int earned = 0;
        int given = 0;
        for (Merit merit : found.merits()) {
            earned += merit.earned();
            int share = room * earned / worth - given;
            given += share;
            shares.add(new Contribution(merit.fact(), merit.at().text(), share, merit.why()));
        }
        return shares;
    }

    private int highest() {
        return bands.size() - 1;
    }

    private int pointsOf(int band) {
        return band * MOST_POINTS / highest();
    }

    private int roomIn(int band) {
        return band == highest() ? 0 : pointsOf(band + 1) - pointsOf(band) - 1;
    }
}
