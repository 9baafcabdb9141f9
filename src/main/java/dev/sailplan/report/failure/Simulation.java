package dev.sailplan.report.failure;

import dev.sailplan.failure.CutSets;
import dev.sailplan.failure.Impact;
import dev.sailplan.failure.Listing;
import dev.sailplan.failure.Progress;
import dev.sailplan.failure.Simulator;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.report.failure.SimulationReport.CutSetReport;
import dev.sailplan.report.failure.SimulationReport.FailureImpact;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs simulations of one topology, and reports them. */
public final class Simulation {

    /** How many services are listed of each effect, over all failures; of a single failure at most a tenth of them. */
    private static final int MOST_SERVICES = 10_000;

    private static final Listing OF_ONE = new Listing(MOST_SERVICES / 10, 20);
    private static final Listing OF_EACH = new Listing(20, 5);
    private static final int SERVICES_OF_SETS = 5;
    private static final int MOST_SETS = 1_000;
    private static final int MOST_COUNTED_SETS = 500_000;

    private final Reachability reachability;
    private final Simulator simulator;

    public Simulation(Reachability reachability) {
        this.reachability = reachability;
        this.simulator = new Simulator(reachability);
    }

    /**
     * Simulates named failures, each by itself, and all of them together if there are several.
     *
     * @param failures at least one
     */
    public SimulationReport of(Set<Failure> failures, Progress progress) {
        List<Set<Failure>> sets = new ArrayList<>();
        failures.forEach(failure -> sets.add(Set.of(failure)));
        if (failures.size() > 1) {
            sets.add(failures);
        }
        List<FailureImpact> impacts = explained(simulator.impacts(sets, listing(OF_ONE, sets.size()), progress));
        FailureImpact together = failures.size() > 1 ? impacts.get(failures.size()) : null;
        List<FailureImpact> alone = impacts.subList(0, failures.size());
        int harmless =
                (int) alone.stream().filter(impact -> impact.counts().areNone()).count();
        return report(alone, harmless, together, null);
    }

    /** Simulates every single failure there is. */
    public SimulationReport ofEach(Progress progress) {
        return ofEach(progress, null);
    }

    /** Simulates every single failure, and finds the pairs that lose what neither of the two does. */
    public SimulationReport ofEachAndPairs(Progress progress) {
        CutSets.Found found = CutSets.find(reachability, 2, SERVICES_OF_SETS, MOST_SETS, MOST_COUNTED_SETS, progress);
        return ofEach(progress, CutSetReport.of(found));
    }

    private SimulationReport ofEach(Progress progress, @Nullable CutSetReport sets) {
        List<Impact> all = simulator.singles(listing(OF_EACH, simulator.number()), progress);
        List<Impact> harmful =
                all.stream().filter(impact -> !impact.isHarmless()).toList();
        return report(SimulationReport.worstFirst(explained(harmful)), all.size() - harmful.size(), null, sets);
    }

    /** Of many failures fewer services are listed for each, so that a report stays one that can be read. */
    private static Listing listing(Listing most, int failures) {
        int share = MOST_SERVICES / Math.max(1, failures);
        return new Listing(Math.max(1, Math.min(most.services(), share)), most.consumers());
    }

    private List<FailureImpact> explained(List<Impact> impacts) {
        Explanation explanation = new Explanation(reachability);
        return impacts.stream().map(explanation::of).toList();
    }

    private SimulationReport report(
            List<FailureImpact> failures, int harmless, @Nullable FailureImpact together, @Nullable CutSetReport sets) {
        Topology topology = reachability.topology();
        Map<String, Integer> units = new LinkedHashMap<>();
        simulator.units().forEach((kind, number) -> units.put(kind.toString(), number));
        return new SimulationReport(topology.name(), topology.asOf(), units, failures, harmless, together, sets);
    }
}
