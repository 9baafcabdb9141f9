package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC003",
        name = "unknown-locality",
        severity = WARNING,
        sometimes = ERROR,
        summary = "Failover names two different regions, and clusters are in them",
        message = "Failover of {services} {regions}: {problem}",
        remedy =
                "Name the regions as the nodes' label topology.kubernetes.io/region does, each pair from one region to another.",
        source = "Istio, Locality load balancing: Locality failover; DestinationRule, LocalityLoadBalancerSetting",
        reads = {
            "clusters.mesh",
            "clusters.region",
            "services",
            "services.locality.enabled",
            "services.locality.failover",
            "services.workloads",
            "services.workloads.region"
        },
        since = "0.1")
final class UnknownLocality implements TopologyRule {

    /** A region that is named, and who names it. */
    private record Naming(Service service, Pointer place) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, List<Naming>> namings = new TreeMap<>();
        LocalityPolicy.in(topology).forEach(policy -> {
            for (RegionPair pair : RegionPair.of(policy)) {
                if (!pair.faults().isEmpty()) {
                    outcomes.add(refused(policy, pair));
                } else if (policy.isOn()) {
                    name(pair.from(), pair.at().field("from"), policy, namings);
                    name(pair.to(), pair.at().field("to"), policy, namings);
                }
            }
        });
        if (!namings.isEmpty()) {
            Regions regions = Regions.of(topology);
            namings.keySet().removeAll(regions.known());
            namings.forEach((region, by) -> {
                List<Pointer> needs = needs(by, regions);
                outcomes.add(needs.isEmpty() ? unknown(region, by, regions) : new Missing(needs));
            });
        }
        return outcomes.stream();
    }

    /** Where it would be stated that something is in a region that is only named: in a cluster, or as a machine of a service. */
    private static List<Pointer> needs(List<Naming> by, Regions regions) {
        List<Pointer> needs = new ArrayList<>(regions.unknown());
        if (by.stream().noneMatch(naming -> naming.service().workloads().isKnown())) {
            by.forEach(naming -> needs.add(naming.service().workloads().at()));
        }
        return needs;
    }

    private static void name(String region, Pointer at, LocalityPolicy policy, Map<String, List<Naming>> namings) {
        namings.computeIfAbsent(region, key -> new ArrayList<>()).add(new Naming(policy.service(), at));
    }

    private static Violation refused(LocalityPolicy policy, RegionPair pair) {
        return Violation.of(policy.subject(pair.at()))
                .with("services", policy.service().name())
                .with("regions", "from " + pair.from() + " to " + pair.to())
                .with("problem", "Istio refuses the DestinationRule, for " + String.join(" and ", pair.faults()))
                .as(ERROR);
    }

    private static Violation unknown(String region, List<Naming> by, Regions regions) {
        List<Subject> subjects = by.stream()
                .sorted(Comparator.comparing(naming -> naming.service().name()))
                .limit(Violation.MOST_SUBJECTS)
                .map(naming -> new Subject(naming.place(), naming.service().id()))
                .toList();
        return Violation.of(subjects)
                .with("services", Phrase.of(by.stream().map(Naming::service).toList()))
                .with("regions", "names region " + region)
                .with(
                        "problem",
                        "no cluster is in it, and this failover never takes place"
                                + DidYouMean.hint(region, regions.known()));
    }
}
