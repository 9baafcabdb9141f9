package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC006",
        name = "failover-capacity",
        severity = WARNING,
        summary = "The region that takes over has at least half the replicas of the one that fails",
        message =
                "If {from} fails, {to} takes over the calls of {service} with less than half the replicas ({there} for {here}), and"
                        + " Istio sends it all of them at once",
        remedy =
                "Run at least half as many replicas in the region that takes over, with room to scale, or let another region take"
                        + " over.",
        source = "Istio, Locality load balancing: Locality failover; Envoy, priority levels",
        reads = {
            "clusters.mesh",
            "clusters.region",
            "services",
            "services.locality.distribute",
            "services.locality.enabled",
            "services.locality.failover",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.region",
            "services.workloads.replicas"
        },
        since = "0.1")
final class FailoverCapacity implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        List<LocalityPolicy> failingOver = LocalityPolicy.in(topology)
                .filter(LocalityPolicy::isOn)
                .filter(policy -> policy.distribute().isEmpty())
                .filter(policy -> !RegionPair.deciding(policy).isEmpty())
                .toList();
        if (failingOver.isEmpty()) {
            return Stream.empty();
        }
        Regions regions = Regions.of(topology);
        return failingOver.stream().flatMap(policy -> judge(policy, regions));
    }

    private static Stream<Outcome> judge(LocalityPolicy policy, Regions regions) {
        Fact<List<Workload>> workloads = policy.service().workloads();
        if (!workloads.isKnown()) {
            return Stream.of(Missing.of(workloads.at()));
        }
        Replicas replicas = Replicas.of(workloads.get());
        // That no cluster is in the region that takes over is LOC003.
        return RegionPair.deciding(policy).stream()
                .filter(pair -> !regions.lack(pair.to()))
                .flatMap(pair -> judge(pair, replicas, policy));
    }

    private static Stream<Outcome> judge(RegionPair pair, Replicas replicas, LocalityPolicy policy) {
        long failing = replicas.in(pair.from());
        long takingOver = replicas.in(pair.to());
        if (2 * takingOver >= failing + replicas.somewhere) {
            return Stream.empty();
        }
        return 2 * (takingOver + replicas.somewhere) < failing
                ? Stream.of(violation(pair, replicas, policy))
                : Stream.of(new Missing(List.copyOf(replicas.unknown)));
    }

    private static Violation violation(RegionPair pair, Replicas replicas, LocalityPolicy policy) {
        boolean exact = replicas.somewhere == 0;
        List<Subject> subjects = new ArrayList<>();
        replicas.workloadsIn(pair.to()).stream()
                .sorted(Comparator.comparing(workload -> workload.cluster().name()))
                .limit(Violation.MOST_SUBJECTS)
                .map(workload -> policy.subject(workload.at().field("replicas")))
                .forEach(subjects::add);
        subjects.add(policy.subject(pair.at()));
        return Violation.of(subjects)
                .with("service", policy.service().name())
                .with("from", pair.from())
                .with("to", pair.to())
                .with("here", (exact ? "" : "at least ") + replicas.in(pair.from()))
                .with("there", (exact ? "" : "at most ") + (replicas.in(pair.to()) + replicas.somewhere));
    }

    /** How many replicas of a service run where. */
    private static final class Replicas {

        private final Map<String, List<Workload>> byRegion = new HashMap<>();
        private final Set<Pointer> unknown = new LinkedHashSet<>();

        /** Those of which nobody says in which region they are. */
        private long somewhere;

        static Replicas of(List<Workload> workloads) {
            Replicas replicas = new Replicas();
            workloads.stream().filter(workload -> workload.replicas() > 0).forEach(replicas::add);
            return replicas;
        }

        private void add(Workload workload) {
            workload.region()
                    .ifPresentOrElse(
                            region -> byRegion.computeIfAbsent(region, key -> new ArrayList<>())
                                    .add(workload),
                            () -> {
                                somewhere += workload.replicas();
                                unknown.add(workload.cluster().region().at());
                            });
        }

        List<Workload> workloadsIn(String region) {
            return byRegion.getOrDefault(region, List.of());
        }

        long in(String region) {
            return workloadsIn(region).stream().mapToLong(Workload::replicas).sum();
        }
    }
}
