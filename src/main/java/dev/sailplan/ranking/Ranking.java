package dev.sailplan.ranking;

import dev.sailplan.ranking.Candidate.Failing;
import dev.sailplan.ranking.Candidate.Sound;
import dev.sailplan.ranking.Place.Defeat;
import dev.sailplan.ranking.Place.Standoff;
import dev.sailplan.ranking.Place.Standoffs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Candidates in an order that says no more than is known. The order in which they come changes nothing.
 *
 * <p>Of two candidates one comes before the other, or they are equal, or they cannot be compared. A rank is the length of the longest
 * row of candidates of which each comes before the next: who shares one is equal or cannot be compared.
 */
public final class Ranking {

    private final List<Sound> sound;
    private final List<Failing> failing;
    private final Reasons reasons;
    private final @Nullable Weights weights;
    private final Map<String, Map<String, Contest>> contests = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    private Ranking(Collection<? extends Candidate> candidates, Set<String> counting, @Nullable Weights weights) {
        this.sound = sorted(candidates, Sound.class);
        this.failing = sorted(candidates, Failing.class);
        this.reasons = new Reasons(Set.copyOf(counting));
        this.weights = weights;
        sound.forEach(one -> contests.put(one.name(), contestsOf(one)));
        sound.forEach(this::rankOf);
    }

    /**
     * Ranks candidates that differ in their names and are scored in the same dimensions.
     *
     * @param counting the dimensions that decide the points of their families
     * @param weights null if availability and isolation are not to be mixed
     */
    public static Ranking of(
            Collection<? extends Candidate> candidates, Set<String> counting, @Nullable Weights weights) {
        return new Ranking(candidates, counting, weights);
    }

    private static <T extends Candidate> List<T> sorted(Collection<? extends Candidate> candidates, Class<T> type) {
        return candidates.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(Comparator.comparing(Candidate::name))
                .toList();
    }

    private Map<String, Contest> contestsOf(Sound one) {
        Map<String, Contest> own = new HashMap<>();
        for (Sound other : others(one)) {
            Contest known = contests.getOrDefault(other.name(), Map.of()).get(one.name());
            own.put(other.name(), known == null ? Contest.between(one, other, weights) : known.reversed());
        }
        return own;
    }

    private Contest contest(Sound one, Sound other) {
        return Objects.requireNonNull(
                Objects.requireNonNull(contests.get(one.name())).get(other.name()));
    }

    /** Ends, since whoever comes before one that comes before another comes before that too. */
    private int rankOf(Sound candidate) {
        Integer known = ranks.get(candidate.name());
        if (known != null) {
            return known;
        }
        int before = 0;
        for (Sound other : others(candidate, Relation.BEHIND)) {
            before = Math.max(before, rankOf(other));
        }
        ranks.put(candidate.name(), before + 1);
        return before + 1;
    }

    private List<Sound> others(Sound candidate) {
        return sound.stream()
                .filter(other -> !other.name().equals(candidate.name()))
                .toList();
    }

    /** Those a candidate has a relation to, by name. */
    private List<Sound> others(Sound candidate, Relation relation) {
        return others(candidate).stream()
                .filter(other -> contest(candidate, other).relation() == relation)
                .toList();
    }

    /** By what candidates are ordered, the first first. */
    public List<Criterion> criteria() {
        return Stream.of(Criterion.values())
                .filter(criterion -> criterion != Criterion.WEIGHTS || weights != null)
                .toList();
    }

    /** By rank, then by name; those that are not ranked last. */
    public List<Place> places() {
        List<Place> places = new ArrayList<>();
        sound.stream()
                .sorted(Comparator.<Sound>comparingInt(this::rankOf).thenComparing(Sound::name))
                .map(this::placeOf)
                .forEach(places::add);
        failing.stream().map(Place::unranked).forEach(places::add);
        return List.copyOf(places);
    }

    private Place placeOf(Sound candidate) {
        return new Place(
                rankOf(candidate),
                candidate,
                weights == null ? null : weights.meanOf(candidate.scores()),
                others(candidate, Relation.BEHIND).stream()
                        .map(other -> defeat(candidate, other))
                        .toList(),
                names(others(candidate, Relation.AHEAD)),
                names(others(candidate, Relation.EQUAL)),
                others(candidate).stream()
                        .filter(other -> isOpen(candidate, other))
                        .map(other -> standoff(candidate, other))
                        .toList());
    }

    private static List<String> names(List<Sound> candidates) {
        return candidates.stream().map(Sound::name).toList();
    }

    private boolean isOpen(Sound one, Sound other) {
        Relation relation = contest(one, other).relation();
        return relation == Relation.TRADE_OFF || relation == Relation.WANT_OF_FACTS;
    }

    private Defeat defeat(Sound loser, Sound winner) {
        Criterion by = contest(loser, winner).by();
        return switch (by) {
            case REQUIREMENTS -> new Defeat(winner.name(), by, unmet(loser, winner), List.of());
            case POINTS, WEIGHTS -> new Defeat(winner.name(), by, List.of(), reasons.lossesInPoints(loser, winner));
            case BANDS -> new Defeat(winner.name(), by, List.of(), reasons.lossesInBands(loser, winner));
        };
    }

    private static List<RequirementResult> unmet(Sound loser, Sound winner) {
        boolean asMany = loser.count(Outcome.NOT_MET) == winner.count(Outcome.NOT_MET);
        Outcome deciding = asMany ? Outcome.UNKNOWN : Outcome.NOT_MET;
        return loser.requirements().stream()
                .filter(result -> result.outcome() == deciding)
                .toList();
    }

    private Standoff standoff(Sound one, Sound other) {
        Contest contest = contest(one, other);
        boolean inBands = contest.by() == Criterion.BANDS;
        List<DimensionLoss> losses = inBands ? reasons.lossesInBands(one, other) : reasons.lossesInPoints(one, other);
        if (contest.relation() == Relation.TRADE_OFF) {
            return new Standoff(other.name(), Standoffs.TRADE_OFF, losses, List.of());
        }
        List<OpenFacts> facts = inBands ? reasons.openInBands(one, other) : reasons.openInPoints(one, other);
        return new Standoff(other.name(), Standoffs.WANT_OF_FACTS, losses, facts);
    }
}
