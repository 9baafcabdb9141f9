package dev.sailplan.failure;

import dev.sailplan.failure.CallOdds.Effort;
import dev.sailplan.failure.CallOdds.Odds;
import dev.sailplan.reachability.Consumption;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How probable it is that calls find a usable endpoint, of all services that are consumed. */
public sealed interface Estimate {

    /** Consumers are asked one by one, and each can take some milliseconds. */
    int MOST_CALLS = 2_000;

    /** So many cases of what is up and what is down take seconds. */
    int MOST_CASES = 1_000_000;

    /**
     * It was estimated.
     *
     * @param services the worst first; empty if none is consumed
     */
    record Known(List<Estimated> services) implements Estimate {

        public Known {
            services = List.copyOf(services);
        }

        /** The probability that calls of the worst service succeed, if the unknown facts are favourable. */
        public double most() {
            return services.stream().mapToDouble(Estimated::most).min().orElse(1);
        }
    }

    /**
     * There is too much to look at.
     *
     * @param calls pairs of services and consumers, of which there may be {@link #MOST_CALLS}
     */
    record TooManyCalls(long calls) implements Estimate {}

    /** There are more than {@link #MOST_CASES} cases of what is up and what is down to look at. */
    record TooManyCases() implements Estimate {}

    /**
     * A service, by its worst consumer.
     *
     * @param consumer where that runs, empty if it is not known who consumes the service or where it runs
     * @param least the probability whatever the unknown facts are, from 0 to 1, to nine digits
     * @param most the probability that some values of them allow, to nine digits
     */
    record Estimated(Service service, String consumer, double least, double most) {

        private static final double DIGITS = 1e9;
        private static final double MINUTES_PER_MONTH = 365.25 * 24 * 60 / 12;

        private static final Comparator<Estimated> WORST_FIRST = Comparator.comparingDouble(Estimated::least)
                .thenComparing(each -> each.service().name())
                .thenComparing(Estimated::consumer);

        static Estimated of(Service service, Odds odds) {
            return new Estimated(service, odds.client().name(), rounded(odds.least()), rounded(odds.most()));
        }

        private static double rounded(double probability) {
            return Math.round(probability * DIGITS) / DIGITS;
        }

        /** Minutes in a month of 30.4 days in which calls fail, to a hundredth. */
        public double minutesPerMonth() {
            return Math.round((1 - least) * MINUTES_PER_MONTH * 100) / 100.0;
        }
    }

    /** Estimates the calls of all services. */
    static Estimate of(Reachability reachability, FailureModel model) {
        List<Service> services = reachability.topology().services();
        long calls = services.stream()
                .mapToLong(service ->
                        reachability.consumption().consumersOf(service).size())
                .sum();
        if (calls > MOST_CALLS) {
            return new TooManyCalls(calls);
        }
        Effort effort = new Effort(MOST_CASES);
        List<Estimated> estimated = services.stream()
                .map(service -> worstOf(reachability, service, model, effort))
                .flatMap(Optional::stream)
                .sorted(Estimated.WORST_FIRST)
                .toList();
        return effort.isExceeded() ? new TooManyCases() : new Known(estimated);
    }

    private static Optional<Estimated> worstOf(
            Reachability reachability, Service service, FailureModel model, Effort effort) {
        Consumption consumption = reachability.consumption();
        boolean open = !consumption.unknownConsumersOf(service).isEmpty()
                || (!service.workloads().isKnown()
                        && !consumption.consumersOf(service).isEmpty());
        return open
                ? Optional.of(new Estimated(service, "", 0, 1))
                : CallOdds.of(reachability, service, model, effort).stream()
                        .map(odds -> Estimated.of(service, odds))
                        .min(Estimated.WORST_FIRST);
    }
}
