package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Priorities;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC004",
        name = "no-region",
        severity = WARNING,
        summary = "Where failover, locality or availability is asked for, clusters state their region and zones",
        message =
                "{clusters}, but {asked}; if the nodes have no such labels either, Istio takes everything there for another"
                        + " locality, and nothing stays local or fails over as meant",
        remedy = "State region and zones of the clusters, as the labels topology.kubernetes.io/region and"
                + " topology.kubernetes.io/zone of their nodes say.",
        source = "Istio, Locality load balancing: localities are read from the labels of nodes",
        reads = {
            "clusters.mesh",
            "clusters.region",
            "clusters.zones",
            "requirements.availability",
            "requirements.survive",
            "services",
            "services.locality.enabled",
            "services.locality.failover",
            "services.locality.failoverPriority",
            "services.locality.outlierDetection"
        },
        since = "0.1")
final class NoRegion implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Optional<Mesh>, List<Cluster>> silent = new LinkedHashMap<>();
        for (Cluster cluster : Regions.membersOf(topology)) {
            if (!cluster.region().isKnown() || !cluster.zones().isKnown()) {
                silent.computeIfAbsent(cluster.mesh(), key -> new ArrayList<>()).add(cluster);
            }
        }
        if (silent.isEmpty()) {
            return Stream.empty();
        }
        List<Service> asking = LocalityPolicy.in(topology)
                .filter(NoRegion::asks)
                .map(LocalityPolicy::service)
                .toList();
        boolean required =
                topology.requirements().filter(NoRegion::askForAvailability).isPresent();
        return silent.entrySet().stream()
                .flatMap(entry -> judge(
                        entry.getValue(),
                        required,
                        asking.stream()
                                .filter(service -> service.mesh().equals(entry.getKey()))
                                .toList()));
    }

    /** Whether localities matter to a policy; one that is off, or knows neither failover nor outliers, compares none. */
    private static boolean asks(LocalityPolicy policy) {
        if (!policy.isOn()) {
            return false;
        }
        if (!policy.distribute().isEmpty()) {
            return true;
        }
        return policy.declaresFailover()
                ? Priorities.asksRegions(policy.written()) || Priorities.asksZones(policy.written())
                : policy.outlierDetection().orElse(true);
    }

    private static boolean askForAvailability(RequirementsDocument requirements) {
        boolean survival =
                requirements.survive() != null && !requirements.survive().isEmpty();
        return survival || requirements.availability() != null;
    }

    private static Stream<Outcome> judge(List<Cluster> silent, boolean required, List<Service> asking) {
        List<String> asked = new ArrayList<>();
        if (required) {
            asked.add("the requirements ask for availability");
        }
        if (!asking.isEmpty()) {
            asked.add("locality is asked for by " + Phrase.of(asking));
        }
        return asked.isEmpty() ? Stream.empty() : Stream.of(violation(silent, String.join(" and ", asked)));
    }

    private static Violation violation(List<Cluster> silent, String asked) {
        List<Subject> subjects = silent.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .flatMap(NoRegion::absentFields)
                .limit(Violation.MOST_SUBJECTS)
                .toList();
        return Violation.of(subjects).with("clusters", lacking(silent)).with("asked", asked);
    }

    private static Stream<Subject> absentFields(Cluster cluster) {
        Stream<Subject> region = cluster.region().isKnown() ? Stream.empty() : Stream.of(cluster.subject("region"));
        Stream<Subject> zones = cluster.zones().isKnown() ? Stream.empty() : Stream.of(cluster.subject("zones"));
        return Stream.concat(region, zones);
    }

    /** Who lacks what, such as {@code Cluster a states no region, clusters b and c state no zones}. */
    private static String lacking(List<Cluster> silent) {
        List<String> parts = new ArrayList<>();
        add(parts, silent, false, false, "no region and no zones");
        add(parts, silent, false, true, "no region");
        add(parts, silent, true, false, "no zones");
        String all = String.join(", ", parts);
        return "C" + all.substring(1);
    }

    private static void add(List<String> parts, List<Cluster> silent, boolean region, boolean zones, String what) {
        List<Cluster> clusters = silent.stream()
                .filter(cluster ->
                        cluster.region().isKnown() == region && cluster.zones().isKnown() == zones)
                .toList();
        if (!clusters.isEmpty()) {
            String state = clusters.size() == 1 ? " states " : " state ";
            parts.add(Phrase.of("cluster", clusters) + state + what);
        }
    }
}
