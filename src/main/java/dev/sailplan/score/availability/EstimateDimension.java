package dev.sailplan.score.availability;

import dev.sailplan.document.Pointer;
import dev.sailplan.failure.Estimate;
import dev.sailplan.failure.Estimate.Estimated;
import dev.sailplan.failure.Estimate.Known;
import dev.sailplan.failure.Estimate.TooManyCalls;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.Part;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    @Override
    public Assessment assess(Deployment deployment) {
        Pointer at = Pointer.ROOT.field("services");
        Estimate estimate = Estimate.of(deployment.reachability(), deployment.failureModel());
        if (estimate instanceof TooManyCalls many) {
            return nothing(
                    at,
                    "Not estimated, as there are %d pairs of services and consumers, and the limit is %d."
                            .formatted(many.calls(), Estimate.MOST_CALLS));
        }
        if (!(estimate instanceof Known known)) {
            return nothing(
                    at,
                    "Not estimated, as more than %d cases of what is up and what is down would have to be looked at. Each fails by itself and is up this part of the time: %s."
                            .formatted(Estimate.MOST_CASES, deployment.failureModel()));
        }
        return known.services().isEmpty()
                ? Assessment.between(0, BANDS.length - 1, "no service is known to be consumed", at, List.of(at))
                : sumUp(known, deployment.failureModel());
    }

    private static Assessment nothing(Pointer at, String why) {
        return Assessment.between(0, BANDS.length - 1, "not estimated", at, List.of(at))
                .withFigures(Map.of(), List.of(why));
    }

    private static Assessment sumUp(Known estimate, FailureModel model) {
        List<Estimated> services = estimate.services();
        Estimated worst = services.get(0);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("service", worst.service().name());
        figures.put("consumer", worst.consumer());
        figures.put("probability", worst.least());
        figures.put("probabilityUpTo", estimate.most());
        figures.put("minutesPerMonth", worst.minutesPerMonth());
        figures.put("median", services.get((services.size() - 1) / 2).least());
        Part part = partOf(worst);
        return Assessment.between(
                        part.least(),
                        Math.max(part.least(), bandOf(estimate.most())),
                        part.name() + ": " + part.why(),
                        part.at(),
                        List.of(part.at().field("workloads")))
                .withParts(services.stream().map(EstimateDimension::partOf).toList())
                .withFigures(figures, assumptions(model));
    }

    private static Part partOf(Estimated estimated) {
        Service service = estimated.service();
        String why = estimated.consumer().isEmpty()
                ? "it is not known where it runs, or who calls it"
                : "calls from %s succeed with a probability of %s".formatted(estimated.consumer(), estimated.least());
        return new Part(
                "service " + service.name(), service.at(), bandOf(estimated.least()), bandOf(estimated.most()), why);
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
}
