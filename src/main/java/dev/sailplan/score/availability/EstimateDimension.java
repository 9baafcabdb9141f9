package dev.sailplan.score.availability;

import dev.sailplan.document.Pointer;
import dev.sailplan.failure.CallOdds;
import dev.sailplan.failure.CallOdds.Effort;
import dev.sailplan.failure.CallOdds.Odds;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.reachability.Consumption;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.Part;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@DimensionInfo(
        name = "estimate",
        family = Family.AVAILABILITY,
        question = "How probable is it that a call finds a usable endpoint?",
        bands = {
            "less than 99 % of the calls of some service",
            "at least 99 %",
            "at least 99.9 %",
            "at least 99.99 %",
            "at least 99.999 %"
        },
        counts = false,
        source = "Computed from the failure model, exactly over what the ways of calls share")
final class EstimateDimension implements ScoreDimension {

    private static final double[] BANDS = {0, 0.99, 0.999, 0.9999, 0.99999};
    private static final double MINUTES_PER_MONTH = 365.25 * 24 * 60 / 12;
    private static final double DIGITS = 1e9;

    /** Consumers are asked one by one, and each can take some milliseconds. */
    private static final int MOST_CALLS = 2_000;

    /** So many cases of what is up and what is down take seconds. */
    private static final int MOST_CASES = 1_000_000;

    private static final Comparator<Estimated> WORST_FIRST = Comparator.comparingDouble(Estimated::least)
            .thenComparing(each -> each.service().name())
            .thenComparing(Estimated::consumer);

    /**
     * A service, by its worst consumer.
     *
     * @param consumer where that runs, empty if it is not known who consumes the service or where it runs
     */
    private record Estimated(Service service, String consumer, double least, double most) {

        static Estimated of(Service service, Odds odds) {
            return new Estimated(service, odds.client().name(), odds.least(), odds.most());
        }

        Part part() {
            String why = consumer.isEmpty()
                    ? "it is not known where it runs, or who calls it"
                    : "calls from %s succeed with a probability of %s".formatted(consumer, rounded(least));
            return new Part("service " + service.name(), service.at(), bandOf(least), bandOf(most), why);
        }
    }

    @Override
    public Assessment assess(Deployment deployment) {
        Topology topology = deployment.topology();
        Pointer at = Pointer.ROOT.field("services");
        long calls = topology.services().stream()
                .mapToLong(service -> deployment
                        .reachability()
                        .consumption()
                        .consumersOf(service)
                        .size())
                .sum();
        if (calls > MOST_CALLS) {
            return nothing(
                    at,
                    "Not estimated, as there are %d pairs of services and consumers, and the limit is %d."
                            .formatted(calls, MOST_CALLS));
        }
        Effort effort = new Effort(MOST_CASES);
        List<Estimated> services = estimated(deployment, effort);
        if (effort.isExceeded()) {
            return nothing(
                    at,
                    "Not estimated, as more than %d cases of what is up and what is down would have to be looked at. Each fails by itself and is up this part of the time: %s."
                            .formatted(MOST_CASES, deployment.failureModel()));
        }
        return services.isEmpty()
                ? Assessment.between(0, BANDS.length - 1, "no service is known to be consumed", at, List.of(at))
                : sumUp(services, deployment.failureModel());
    }

    private static Assessment nothing(Pointer at, String why) {
        return Assessment.between(0, BANDS.length - 1, "not estimated", at, List.of(at))
                .withFigures(Map.of(), List.of(why));
    }

    private static List<Estimated> estimated(Deployment deployment, Effort effort) {
        return deployment.topology().services().stream()
                .map(service -> estimated(deployment, service, effort))
                .flatMap(Optional::stream)
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Optional<Estimated> estimated(Deployment deployment, Service service, Effort effort) {
        Consumption consumption = deployment.reachability().consumption();
        boolean open = !consumption.unknownConsumersOf(service).isEmpty()
                || (!service.workloads().isKnown()
                        && !consumption.consumersOf(service).isEmpty());
        return open
                ? Optional.of(new Estimated(service, "", 0, 1))
                : CallOdds.of(deployment.reachability(), service, deployment.failureModel(), effort).stream()
                        .map(odds -> Estimated.of(service, odds))
                        .min(WORST_FIRST);
    }

    private static Assessment sumUp(List<Estimated> services, FailureModel model) {
        Estimated worst = services.get(0);
        double most = services.stream().mapToDouble(Estimated::most).min().orElse(0);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("service", worst.service().name());
        figures.put("consumer", worst.consumer());
        figures.put("probability", rounded(worst.least()));
        figures.put("probabilityUpTo", rounded(most));
        figures.put("minutesPerMonth", minutes(worst.least()));
        figures.put("median", rounded(services.get((services.size() - 1) / 2).least()));
        Part part = worst.part();
        return Assessment.between(
                        part.least(),
                        Math.max(part.least(), bandOf(most)),
                        part.name() + ": " + part.why(),
                        part.at(),
                        List.of(part.at().field("workloads")))
                .withParts(services.stream().map(Estimated::part).toList())
                .withFigures(figures, assumptions(model));
    }

    private static List<String> assumptions(FailureModel model) {
        List<String> assumptions = new ArrayList<>();
        assumptions.add("Each fails by itself and is up this part of the time: %s.".formatted(model));
        assumptions.add("The caller's own cluster and region are up, as there is no call otherwise.");
        assumptions.add(
                "Proxies keep their last configuration while a control plane is down, for as long as certificates last.");
        assumptions.add(
                "Endpoints that are down are not called: outlier detection or health checks have ejected them.");
        return assumptions;
    }

    private static int bandOf(double probability) {
        int band = 0;
        while (band + 1 < BANDS.length && probability >= BANDS[band + 1]) {
            band++;
        }
        return band;
    }

    private static double rounded(double probability) {
        return Math.round(probability * DIGITS) / DIGITS;
    }

    /** Minutes in a month of 30.4 days in which calls fail, to a hundredth. */
    private static double minutes(double probability) {
        return Math.round((1 - probability) * MINUTES_PER_MONTH * 100) / 100.0;
    }
}
