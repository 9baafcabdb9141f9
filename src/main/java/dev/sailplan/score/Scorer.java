package dev.sailplan.score;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Scores deployments in all dimensions there are, each by itself. */
public final class Scorer {

    private record Entry(DimensionDescription description, ScoreDimension dimension, Scale scale) {

        static Entry of(ScoreDimension dimension) {
            DimensionDescription description = DimensionDescription.of(dimension);
            return new Entry(description, dimension, new Scale(description.bands()));
        }
    }

    /**
     * The scores of a deployment, with what may raise them.
     *
     * @param improvements changes worth trying, by dimension, for dimensions that have any
     */
    public record Scored(Scorecard card, Map<DimensionDescription, List<Improvement>> improvements) {

        public Scored {
            improvements = new LinkedHashMap<>(improvements);
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * Creates a scorer with the given dimensions.
     *
     * @throws IllegalArgumentException if one is badly described, or two share a name
     */
    public Scorer(Collection<? extends ScoreDimension> dimensions) {
        for (ScoreDimension dimension : dimensions) {
            Entry entry = Entry.of(dimension);
            if (entries.put(entry.description().name(), entry) != null) {
                throw new IllegalArgumentException(
                        "Two dimensions are called " + entry.description().name());
            }
        }
    }

    /** The dimensions, by family and name. */
    public List<DimensionDescription> descriptions() {
        return entries.values().stream()
                .map(Entry::description)
                .sorted(Comparator.comparing(DimensionDescription::family))
                .toList();
    }

    public Scorecard score(Deployment deployment) {
        return scoreWithImprovements(deployment).card();
    }

    /** The same, with the changes that dimensions think may raise them. */
    public Scored scoreWithImprovements(Deployment deployment) {
        Map<DimensionDescription, List<Improvement>> improvements = new LinkedHashMap<>();
        Map<Family, Map<String, DimensionScore>> scores = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            Assessment found = entry.dimension().assess(deployment);
            scores.computeIfAbsent(entry.description().family(), family -> new LinkedHashMap<>())
                    .put(entry.description().name(), entry.scale().scoreOf(found));
            if (!found.improvements().isEmpty()) {
                improvements.put(entry.description(), found.improvements());
            }
        }
        Scorecard card = new Scorecard(
                sumUp(scores.getOrDefault(Family.AVAILABILITY, Map.of())),
                sumUp(scores.getOrDefault(Family.ISOLATION, Map.of())));
        return new Scored(card, improvements);
    }

    /** A chain is as strong as its weakest link; only what is possible in every dimension is possible. */
    private FamilyScore sumUp(Map<String, DimensionScore> scores) {
        int least = Scale.MOST_POINTS;
        int most = Scale.MOST_POINTS;
        boolean open = false;
        for (Map.Entry<String, DimensionScore> each : scores.entrySet()) {
            DimensionScore score = each.getValue();
            if (Objects.requireNonNull(entries.get(each.getKey())).description().counts()) {
                Integer upTo = score.pointsUpTo();
                least = Math.min(least, score.points());
                most = Math.min(most, upTo == null ? score.points() : upTo);
                open |= upTo != null;
            }
        }
        return new FamilyScore(least, open && most > least ? most : null, scores);
    }
}
