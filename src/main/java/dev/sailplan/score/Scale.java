package dev.sailplan.score;

import dev.sailplan.score.DimensionScore.PartScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a dimension finds into points.
 *
 * <p>Band b of B is worth b / B × 100 points, rounded down. Merits share what is left up to one point below the next band, in
 * proportion to what they are worth; in the highest band there is nothing left to share.
 */
final class Scale {

    static final int MOST_POINTS = 100;
    private static final int MOST_PARTS = 100;
    private static final Comparator<Part> WORST_FIRST =
            Comparator.comparingInt(Part::least).thenComparingInt(Part::most).thenComparing(Part::name);

    private final List<String> bands;

    Scale(List<String> bands) {
        this.bands = List.copyOf(bands);
    }

    DimensionScore scoreOf(Assessment found) {
        List<Contribution> contributions = contributionsOf(found);
        boolean settled = found.least() == found.most();
        List<Part> parts = found.parts().stream().sorted(WORST_FIRST).toList();
        return new DimensionScore(
                found.least(),
                settled ? null : found.most(),
                highest(),
                bands.get(found.least()),
                contributions.stream().mapToInt(Contribution::points).sum(),
                settled ? null : pointsOf(found.most()) + roomIn(found.most()),
                contributions,
                parts.stream().limit(MOST_PARTS).map(PartScore::of).toList(),
                Math.max(0, parts.size() - MOST_PARTS),
                medianOf(parts),
                null,
                found.unknown().stream().map(place -> place.text()).toList(),
                found.figures(),
                found.assumptions());
    }

    private static @Nullable Integer medianOf(List<Part> parts) {
        return parts.isEmpty() ? null : parts.get((parts.size() - 1) / 2).least();
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
