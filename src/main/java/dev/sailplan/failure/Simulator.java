package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes parts of a deployment away and says what is lost, service by service. The topology is one and the same all the time.
 *
 * <p>As in an endpoint view, unknown facts are taken as they favour the calls, and what runs in places that are not known is taken
 * to survive.
 */
public final class Simulator {

    private final Reachability reachability;

    public Simulator(Reachability reachability) {
        this.reachability = reachability;
    }

    /**
     * What each of some sets of failures does.
     *
     * @param most how much is listed for each set
     * @param progress is told after each service
     */
    public List<Impact> impacts(Collection<Set<Failure>> sets, Listing most, Progress progress) {
        Map<Set<Failure>, ImpactTally> tallies = new LinkedHashMap<>();
        sets.forEach(set -> tallies.computeIfAbsent(set, key -> new ImpactTally(key, most, reachability)));
        Tallies index = new Tallies(tallies.values());
        List<Service> services = reachability.topology().services();
        progress.begin(services.size());
        for (Service service : services) {
            ServiceState state = new ServiceState(reachability, service);
            index.touching(state).forEach(state::addTo);
            progress.step();
        }
        ControlHazards control = new ControlHazards(reachability.topology());
        return sets.stream()
                .map(set -> tallies.get(set))
                .filter(Objects::nonNull)
                .map(tally -> tally.sum(control))
                .toList();
    }

    /** What each single failure does. */
    public List<Impact> singles(Listing most, Progress progress) {
        List<Set<Failure>> singles = new ArrayList<>();
        FailureUnits.of(reachability.topology()).all().forEach(failure -> singles.add(Set.of(failure)));
        return impacts(singles, most, progress);
    }

    /** How many failures there could be. */
    public int number() {
        return units().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many failures there could be, by kind. */
    public Map<FailureKind, Integer> units() {
        FailureUnits units = FailureUnits.of(reachability.topology());
        Map<FailureKind, Integer> numbers = new LinkedHashMap<>();
        for (FailureKind kind : FailureKind.values()) {
            numbers.put(kind, units.of(kind).size());
        }
        return numbers;
    }
}
