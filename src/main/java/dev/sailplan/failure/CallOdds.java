package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How probable it is that a call finds a usable endpoint, while its caller is up.
 *
 * <p>Ways that share what can fail are not independent, so nothing is multiplied way by way. The first way that is not known to be
 * down either has all it needs, or one of its needs is the first that is down; these cases exclude each other, and in each of the
 * latter the next way is asked. Cases that are less probable than 10⁻¹³ are left out and count as lost.
 */
public final class CallOdds {

    private static final double NEGLIGIBLE = 1e-13;
    private static final int MOST_CASES = 100_000;
    private static final Set<FailureKind> PLACES = Set.of(FailureKind.REGION, FailureKind.ZONE);

    /**
     * The odds of one consumer.
     *
     * @param client where it runs
     * @param least the probability whatever the unknown facts are, from 0 to 1
     * @param most the probability that some values of them allow; 1 if with some of them no call works at all, and so none is lost
     */
    public record Odds(Cluster client, double least, double most) {}

    /** How many cases may be looked at for one answer: the less often things are up, the more of them matter. */
    public static final class Effort {

        private int left;

        /** Begins with all of it left. */
        public Effort(int most) {
            this.left = most;
        }

        /** Whether more would have been needed, so that odds are wrong. */
        public boolean isExceeded() {
            return left < 0;
        }

        private boolean allowsOneMore() {
            left = Math.max(-1, left - 1);
            return left >= 0;
        }
    }

    private final FailureModel model;
    private final List<Lifeline> lines;
    private final Effort effort;
    private int cases;

    private CallOdds(FailureModel model, List<Lifeline> lines, Effort effort) {
        this.model = model;
        this.lines = lines;
        this.effort = effort;
    }

    /** The odds of every consumer of a service whose calls may work at all. */
    public static List<Odds> of(Reachability reachability, Service service, FailureModel model, Effort effort) {
        return reachability.consumption().consumersOf(service).stream()
                .map(consumer -> of(reachability, consumer, service, model, effort))
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<Odds> of(
            Reachability reachability, Consumer consumer, Service service, FailureModel model, Effort effort) {
        List<Lifeline> possible = lines(reachability, consumer, service, Certainty.POSSIBLE);
        if (possible.isEmpty()) {
            return Optional.empty();
        }
        List<Lifeline> certain = lines(reachability, consumer, service, Certainty.CERTAIN);
        List<Lifeline> placed = certain.stream()
                .filter(line -> Endurance.isPlaced(line, PLACES))
                .toList();
        Set<Failure> up = Needs.impliedBy(consumer.cluster());
        double most = certain.isEmpty()
                ? 1
                : new CallOdds(sparing(model, consumer.cluster()), possible, effort).sum(Set.of(), up, 1);
        double least = new CallOdds(model, placed, effort).sum(Set.of(), up, 1);
        return Optional.of(new Odds(consumer.cluster(), Math.min(least, most), Math.max(least, most)));
    }

    /** Where it is not known where the caller is, any place may be its own, and up whenever it calls. */
    private static FailureModel sparing(FailureModel model, Cluster client) {
        FailureModel spared = client.region().isKnown() ? model : model.with(FailureKind.REGION, 1);
        return client.zones().isKnown() ? spared : spared.with(FailureKind.ZONE, 1);
    }

    private static List<Lifeline> lines(
            Reachability reachability, Consumer consumer, Service service, Certainty certainty) {
        return new Demand(reachability, consumer, service, certainty).ordinary().all();
    }

    /** The probability, given what is down and what is up; {@code mass} is how probable that is itself. */
    private double sum(Set<Failure> down, Set<Failure> up, double mass) {
        Outage outage = new Outage(down);
        Optional<Lifeline> next =
                lines.stream().filter(line -> Demand.isUp(line, outage)).findFirst();
        if (next.isEmpty() || ++cases > MOST_CASES || !effort.allowsOneMore()) {
            return 0;
        }
        double works = 0;
        double soFar = 1;
        Set<Failure> known = new HashSet<>(up);
        for (Failure need : Needs.of(next.get(), down, outage)) {
            if (known.add(need)) {
                double fails = soFar * (1 - model.of(need));
                if (mass * fails > NEGLIGIBLE) {
                    known.remove(need);
                    works += fails * sum(with(down, need), Set.copyOf(known), mass * fails);
                    known.add(need);
                }
                soFar *= model.of(need);
            }
        }
        return works + soFar;
    }

    private static Set<Failure> with(Set<Failure> down, Failure failure) {
        Set<Failure> more = new HashSet<>(down);
        more.add(failure);
        return more;
    }
}
