package dev.sailplan.rule.network;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.rule.network.OverlapGroups.Claim;
import dev.sailplan.rule.network.OverlapGroups.Use;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "NET001",
        name = "overlapping-addresses",
        severity = ERROR,
        summary = "Clusters on one network use disjoint address ranges",
        message = "{use} {range} of cluster {cluster} overlaps {otherUse} {other} of {otherCluster} on {place}{more}",
        remedy = "Re-address one of the clusters, or move it to a network of its own behind an east-west gateway.",
        source = "Istio, Deployment Models: Single network",
        reads = {
            "clusters.network",
            "clusters.nodeCidrs",
            "clusters.podCidrs",
            "clusters.serviceCidrs",
            "services",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.network"
        },
        since = "0.1")
final class OverlappingAddresses implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Network, List<Claim>> claims = new LinkedHashMap<>();
        for (Cluster cluster : topology.clusters()) {
            cluster.network().ifPresent(network -> addRanges(cluster, listOf(claims, network)));
        }
        for (Service service : topology.services()) {
            for (Workload workload : service.workloads().orElse(List.of())) {
                workload.network().ifPresent(network -> addEndpoints(service, workload, listOf(claims, network)));
            }
        }
        Stream<Outcome> violations = claims.entrySet().stream()
                .flatMap(entry -> OverlapGroups.of(entry.getValue()).stream().map(group -> advised(entry, group)));
        return Stream.concat(violations, claims.keySet().stream().flatMap(OverlappingAddresses::unknowns));
    }

    private static List<Claim> listOf(Map<Network, List<Claim>> claims, Network network) {
        return claims.computeIfAbsent(network, key -> new ArrayList<>());
    }

    private static void addRanges(Cluster cluster, List<Claim> claims) {
        addRanges(cluster, Use.POD, cluster.podCidrs(), claims);
        addRanges(cluster, Use.SERVICE, cluster.serviceCidrs(), claims);
        addRanges(cluster, Use.NODE, cluster.nodeCidrs(), claims);
    }

    private static void addRanges(Cluster cluster, Use use, Fact<List<AddressRange>> ranges, List<Claim> claims) {
        List<AddressRange> known = ranges.orElse(List.of());
        for (int i = 0; i < known.size(); i++) {
            Subject subject = new Subject(ranges.at().index(i), cluster.id());
            claims.add(new Claim(known.get(i), use, cluster, subject));
        }
    }

    private static void addEndpoints(Service service, Workload workload, List<Claim> claims) {
        Fact<List<String>> addresses = workload.addresses();
        List<String> known = addresses.orElse(List.of());
        for (int i = 0; i < known.size(); i++) {
            Pointer at = addresses.at().index(i);
            for (String text : known.get(i).split(" ", -1)) {
                AddressRange.ofAddress(text)
                        .ifPresent(address -> claims.add(
                                new Claim(address, Use.ENDPOINT, workload.cluster(), new Subject(at, service.id()))));
            }
        }
    }

    private static Outcome advised(Map.Entry<Network, List<Claim>> all, List<Claim> group) {
        Violation violation = violation(all.getKey(), group);
        return Renumbering.of(
                        group, () -> all.getValue().stream().map(Claim::range).toList())
                .map(renumbering -> renumbering.adviseIn(violation))
                .orElse(violation);
    }

    private static Violation violation(Network network, List<Claim> group) {
        Claim first = group.get(0);
        Claim second = group.stream().filter(first::conflictsWith).findFirst().orElse(group.get(1));
        List<Cluster> clusters = group.stream().map(Claim::cluster).distinct().toList();
        return Violation.of(group.stream().map(Claim::subject).distinct().toList())
                .with("network", network.name())
                .with("place", network.label())
                .with("use", first.use().words())
                .with("range", first.range())
                .with("cluster", first.cluster().name())
                .with("otherUse", second.use().words().toLowerCase(Locale.ROOT))
                .with("other", second.range())
                .with(
                        "otherCluster",
                        second.cluster().equals(first.cluster())
                                ? "the same cluster"
                                : "cluster " + second.cluster().name())
                .with("clusters", Phrase.of(clusters))
                .with("more", group.size() > 2 ? more(group.size() - 2, clusters) : "");
    }

    private static String more(int others, List<Cluster> clusters) {
        return ", with " + others + (others == 1 ? " more range" : " more ranges") + " in this group of "
                + Phrase.of("cluster", clusters);
    }

    /** A range nobody stated could overlap, except where there is nothing it could overlap with. */
    private static Stream<Outcome> unknowns(Network network) {
        boolean shared = network.clusters().size() > 1;
        return network.clusters().stream().flatMap(cluster -> {
            List<Pointer> needs = new ArrayList<>();
            addIfUnknown(cluster.podCidrs(), needs);
            addIfUnknown(cluster.serviceCidrs(), needs);
            if (shared) {
                addIfUnknown(cluster.nodeCidrs(), needs);
            }
            return needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(needs));
        });
    }

    private static void addIfUnknown(Fact<?> fact, List<Pointer> needs) {
        if (!fact.isKnown()) {
            needs.add(fact.at());
        }
    }
}
