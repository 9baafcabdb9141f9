package dev.sailplan.failure;

import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the smallest sets of failures that lose services, over all services and everyone who consumes them. */
public final class CutSets {

    /** A set of failures loses the most services first. */
    private static final Comparator<CutSet> WORST_FIRST = Comparator.<CutSet>comparingInt(
                    cut -> cut.failures().size())
            .thenComparing(CutSet::count, Comparator.reverseOrder())
            .thenComparing(CutSet::failures, FailureOrder.BY_SIZE);

    /**
     * What was found.
     *
     * @param sets the worst of them: those with the fewest failures, of these those that lose the most services
     * @param omitted how many more there are
     * @param uncounted whether there are more than could be counted, so that of the last services only those sets are known that
     *     others share
     */
    public record Found(List<CutSet> sets, int omitted, boolean uncounted) {

        public Found {
            sets = List.copyOf(sets);
        }
    }

    private static final class Losses {
        private int count;
        private final List<Service> first = new ArrayList<>(1);
    }

    private final Reachability reachability;
    private final int size;
    private final int mostServices;
    private final int mostSets;
    private final Map<Set<Failure>, Losses> losses = new HashMap<>();
    private boolean uncounted;

    private CutSets(Reachability reachability, int size, int mostServices, int mostSets) {
        this.reachability = reachability;
        this.size = size;
        this.mostServices = mostServices;
        this.mostSets = mostSets;
    }

    /**
     * Finds them.
     *
     * @param size how many failures are combined at most
     * @param mostServices how many services are listed for each set
     * @param most how many sets are listed
     * @param mostSets how many sets are counted
     */
    public static Found find(
            Reachability reachability, int size, int mostServices, int most, int mostSets, Progress progress) {
        CutSets search = new CutSets(reachability, size, mostServices, mostSets);
        List<Service> services = reachability.topology().services();
        progress.begin(services.size());
        for (Service service : services) {
            search.add(service);
            progress.step();
        }
        return search.found(most);
    }

    /**
     * What consumers have to share so that the same failures leave them without an endpoint.
     *
     * @param alone the demand itself where another control plane can take over, which may know other ways for each; else null
     * @param standpoint where links begin that may open other ways for them, null where none is declared
     */
    private record Alike(
            List<Lifeline> ways,
            @Nullable Demand alone,
            @Nullable Object standpoint) {

        static Alike of(Demand demand, Reachability reachability) {
            return new Alike(
                    demand.ordinary().all(),
                    demand.hasSeveral() ? demand : null,
                    reachability.standpointOf(demand.client()).orElse(null));
        }
    }

    /** The smallest sets of failures that lose one service: some consumer that is up has no endpoint, or no workload is left. */
    static Set<Set<Failure>> of(Reachability reachability, Service service, int size) {
        Map<Alike, Demand> demands = new LinkedHashMap<>();
        Map<Alike, Set<Cluster>> clients = new HashMap<>();
        SharedWays ways = new SharedWays(reachability, service);
        for (Consumer consumer : reachability.consumption().consumersOf(service)) {
            Demand demand = new Demand(reachability, consumer, service, Certainty.TAKEN, ways);
            if (demand.worksAtAll()) {
                Alike alike = Alike.of(demand, reachability);
                demands.putIfAbsent(alike, demand);
                clients.computeIfAbsent(alike, key -> new LinkedHashSet<>()).add(demand.client());
            }
        }
        Set<Set<Failure>> cuts = new LinkedHashSet<>();
        demands.forEach(
                (alike, demand) -> cuts.addAll(CutSearch.cutsOf(demand, clients.getOrDefault(alike, Set.of()), size)));
        if (!demands.isEmpty()) {
            cuts.addAll(CutSearch.cutsOf(workloadsOf(service), size));
        }
        return CutSearch.minimal(cuts);
    }

    static List<Workload> workloadsOf(Service service) {
        return service.workloads().orElse(List.of()).stream()
                .filter(workload -> workload.replicas() > 0)
                .toList();
    }

    private void add(Service service) {
        for (Set<Failure> cut : of(reachability, service, size)) {
            Losses known = losses.get(cut);
            if (known == null && losses.size() >= mostSets) {
                uncounted = true;
            } else if (known == null) {
                known = new Losses();
                losses.put(cut, known);
            }
            if (known != null) {
                known.count++;
                if (known.first.size() < mostServices) {
                    known.first.add(service);
                }
            }
        }
    }

    private Found found(int most) {
        List<CutSet> sets = losses.entrySet().stream()
                .map(entry -> new CutSet(List.copyOf(entry.getKey()), entry.getValue().count, entry.getValue().first))
                .sorted(WORST_FIRST)
                .toList();
        return new Found(sets.stream().limit(most).toList(), Math.max(0, sets.size() - most), uncounted);
    }
}
