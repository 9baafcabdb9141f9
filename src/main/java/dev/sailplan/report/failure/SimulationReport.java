package dev.sailplan.report.failure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.failure.CutSet;
import dev.sailplan.failure.CutSets;
import dev.sailplan.failure.FailureOrder;
import dev.sailplan.failure.Impact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Service;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment loses when parts of it fail.
 *
 * @param topology the name of the topology
 * @param asOf the day for which dates were judged
 * @param units how many failures there could be, by kind
 * @param failures what each does: in the order they were asked for, or the worst first
 * @param harmless how many failures make no difference at all; those that were asked for by name are listed all the same
 * @param together what all named failures do at the same time; left out unless there are several
 * @param cutSets the smallest sets of failures that lose services; left out unless pairs were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SimulationReport(
        String topology,
        LocalDate asOf,
        Map<String, Integer> units,
        List<FailureImpact> failures,
        int harmless,
        @Nullable FailureImpact together,
        @Nullable CutSetReport cutSets) {

    private static final Comparator<FailureImpact> WORST_FIRST = Comparator.<FailureImpact>comparingInt(
                    impact -> -impact.counts().lost())
            .thenComparingInt(
                    impact -> -impact.counts().failedOver() - impact.counts().degraded())
            .thenComparingInt(impact -> -impact.counts().frozen());

    public SimulationReport {
        failures = List.copyOf(failures);
        units = new LinkedHashMap<>(units);
    }

    /** How many consumers, clusters and sets it lists, all together. */
    public long entries() {
        long listed = cutSets == null ? 0 : cutSets.sets().size();
        return listed
                + Stream.concat(failures.stream(), Stream.ofNullable(together))
                        .mapToLong(FailureImpact::entries)
                        .sum();
    }

    /** The failures that make a difference, the worst first. */
    static List<FailureImpact> worstFirst(List<FailureImpact> impacts) {
        return impacts.stream().sorted(WORST_FIRST).toList();
    }

    /**
     * A failure by name.
     *
     * @param kind what has failed
     * @param name which one
     */
    public record FailureName(String kind, String name) {

        static FailureName of(Failure failure) {
            return new FailureName(failure.kind().toString(), failure.name());
        }
    }

    /**
     * What failures do.
     *
     * @param failed what has failed
     * @param counts how much is affected in each way
     * @param lost services some consumer of which has no usable endpoint any more, or of which no workload is left
     * @param failedOver services that some consumers call elsewhere now
     * @param degraded services of which some consumers have fewer endpoints
     * @param frozen clusters that keep the configuration they have
     * @param takenOver clusters that another control plane configures now
     */
    public record FailureImpact(
            List<FailureName> failed,
            Counts counts,
            List<AffectedService> lost,
            List<AffectedService> failedOver,
            List<AffectedService> degraded,
            List<FrozenCluster> frozen,
            List<TakenOver> takenOver) {

        private long entries() {
            return Stream.of(lost, failedOver, degraded)
                            .flatMap(List::stream)
                            .mapToLong(service -> 1 + service.consumers().size())
                            .sum()
                    + frozen.size()
                    + takenOver.size();
        }
    }

    /**
     * How much is affected.
     *
     * @param lost services
     * @param failedOver services
     * @param degraded services
     * @param frozen clusters
     * @param takenOver clusters
     */
    public record Counts(int lost, int failedOver, int degraded, int frozen, int takenOver) {

        static Counts of(Impact impact) {
            return new Counts(
                    impact.count(Effect.LOST),
                    impact.count(Effect.FAILED_OVER),
                    impact.count(Effect.DEGRADED),
                    impact.frozen().size(),
                    impact.takeovers().size());
        }

        boolean areNone() {
            return lost + failedOver + degraded + frozen + takenOver == 0;
        }
    }

    /**
     * What becomes of a service.
     *
     * @param service its name
     * @param consumers the first of those who are affected; empty if they are all down, and so are all of its workloads
     * @param omittedConsumers how many more there are
     */
    public record AffectedService(String service, List<AffectedConsumer> consumers, int omittedConsumers) {}

    /**
     * What is left to one consumer.
     *
     * @param cluster where it runs
     * @param remaining how many endpoints it still reaches
     * @param of how many it reaches while nothing has failed
     * @param to the localities it calls instead; left out unless it fails over
     * @param reasons why endpoints are not reached, as an endpoint view says; left out if so many consumers are affected that
     *     nobody was asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AffectedConsumer(
            String cluster,
            long remaining,
            long of,
            @Nullable List<String> to,
            @Nullable List<String> reasons) {}

    /**
     * A cluster that gets no configuration: running calls go on; new workloads, changes and renewed certificates wait.
     *
     * @param cluster which
     * @param controlPlane the control plane that is missing; left out if it is the cluster's own API server
     * @param why what that means, a sentence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FrozenCluster(String cluster, @Nullable String controlPlane, String why) {}

    /**
     * A change of who configures a cluster.
     *
     * @param cluster which
     * @param from who did
     * @param to who does
     */
    public record TakenOver(String cluster, String from, String to) {}

    /**
     * The smallest sets of failures that lose services.
     *
     * @param sets those with the fewest failures first, of these those that lose the most services
     * @param omitted how many more there are
     * @param uncounted whether there are even more, which were not counted
     */
    public record CutSetReport(List<CutSetEntry> sets, int omitted, boolean uncounted) {

        static CutSetReport of(CutSets.Found found) {
            return new CutSetReport(
                    found.sets().stream().map(CutSetEntry::of).toList(), found.omitted(), found.uncounted());
        }
    }

    /**
     * One of them.
     *
     * @param failures what fails at the same time
     * @param lost how many services are lost
     * @param services the first of them
     */
    public record CutSetEntry(List<FailureName> failures, int lost, List<String> services) {

        static CutSetEntry of(CutSet cut) {
            return new CutSetEntry(
                    FailureOrder.ordered(cut.failures()).stream()
                            .map(FailureName::of)
                            .toList(),
                    cut.count(),
                    cut.services().stream().map(Service::name).toList());
        }
    }
}
