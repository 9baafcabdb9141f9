package dev.sailplan.rule.network;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

@RuleInfo(
        code = "NET004",
        name = "workload-network-mismatch",
        severity = WARNING,
        summary = "A workload on another network than its cluster's has no address in the cluster's pod ranges",
        message =
                "Workloads of {services} in cluster {cluster} are said to be on network {network}, and {addresses} belong to the"
                        + " cluster's pods, which are on {own}; clients on {own} are sent to a gateway of {network} for them",
        remedy =
                "If they are pods, remove their network and the label topology.istio.io/network; if they are machines, correct"
                        + " their addresses or the cluster's podCidrs.",
        source = "Istio, label topology.istio.io/network on pods and WorkloadEntries",
        reads = {
            "clusters.network",
            "clusters.podCidrs",
            "services",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.network",
            "services.workloads.replicas"
        },
        since = "0.1")
final class WorkloadNetworkMismatch implements TopologyRule {

    /** Pods of one cluster that are said to be on one other network: mislabelled in one place. */
    private record Label(Cluster cluster, Network network, Network own) {}

    private static final class Mislabelled {

        private final Map<Workload, Service> workloads = new LinkedHashMap<>();
        private final Set<String> addresses = new LinkedHashSet<>();
    }

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cluster, PodRanges> ranges = new HashMap<>();
        Map<Label, Mislabelled> found = new LinkedHashMap<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        for (Service service : topology.services()) {
            for (Workload workload : service.workloads().orElse(List.of())) {
                labelOf(workload).forEach(label -> {
                    PodRanges pods = ranges.computeIfAbsent(label.cluster(), PodRanges::new);
                    Set<String> inside = pods.addressesOf(workload);
                    if (inside.isEmpty()) {
                        needs.addAll(pods.needs(workload));
                    } else {
                        Mislabelled same = found.computeIfAbsent(label, key -> new Mislabelled());
                        same.workloads.put(workload, service);
                        same.addresses.addAll(inside);
                    }
                });
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        found.forEach((label, same) -> outcomes.add(violation(label, same)));
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        return outcomes.stream();
    }

    /** None if the workload is on its cluster's network, or the cluster has none to differ from. */
    private static Stream<Label> labelOf(Workload workload) {
        Cluster cluster = workload.cluster();
        return cluster.network().filter(own -> !own.isImplicit()).stream()
                .flatMap(own -> workload
                        .network()
                        .filter(network -> !network.equals(own))
                        .map(network -> new Label(cluster, network, own))
                        .stream());
    }

    private static Violation violation(Label label, Mislabelled same) {
        List<Subject> subjects = same.workloads.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().name()))
                .limit(Violation.MOST_SUBJECTS)
                .map(entry -> new Subject(
                        entry.getKey().at().field("network"), entry.getValue().id()))
                .toList();
        return Violation.of(subjects)
                .with("services", Phrase.of(new LinkedHashSet<>(same.workloads.values())))
                .with("cluster", label.cluster().name())
                .with("network", label.network().name())
                .with("own", label.own().name())
                .with("addresses", Phrase.names(same.addresses));
    }

    /** The pod ranges of a cluster, arranged so that looking up an address takes one step. */
    private static final class PodRanges {

        private final Fact<List<AddressRange>> stated;
        private final TreeSet<AddressRange> outermost = new TreeSet<>();

        PodRanges(Cluster cluster) {
            this.stated = cluster.podCidrs();
            stated.orElse(List.of()).stream().sorted().forEach(this::addIfOutermost);
        }

        /** A range is sorted before those it contains. */
        private void addIfOutermost(AddressRange range) {
            if (!contains(range)) {
                outermost.add(range);
            }
        }

        private boolean contains(AddressRange range) {
            AddressRange before = outermost.floor(range);
            return before != null && before.contains(range);
        }

        /** The addresses of a workload that are those of pods. */
        Set<String> addressesOf(Workload workload) {
            Set<String> inside = new LinkedHashSet<>();
            for (String endpoint : workload.addresses().orElse(List.of())) {
                Stream.of(endpoint.split(" ", -1))
                        .filter(text -> AddressRange.ofAddress(text)
                                .filter(this::contains)
                                .isPresent())
                        .forEach(inside::add);
            }
            return inside;
        }

        /** What is not known of a workload none of whose known addresses is that of a pod. */
        Collection<Pointer> needs(Workload workload) {
            Fact<List<String>> addresses = workload.addresses();
            boolean complete = addresses.isKnown()
                    && (addresses.get().isEmpty() || addresses.get().size() >= workload.replicas());
            if (complete && addresses.get().stream().noneMatch(PodRanges::isAddress)) {
                return List.of();
            }
            if (stated.isKnown() && stated.get().isEmpty()) {
                return List.of();
            }
            List<Pointer> needs = new ArrayList<>();
            if (!complete) {
                needs.add(addresses.at());
            }
            if (!stated.isKnown()) {
                needs.add(stated.at());
            }
            return needs;
        }

        private static boolean isAddress(String endpoint) {
            return AddressRange.isAddress(endpoint.split(" ", -1)[0]);
        }
    }
}
