package dev.sailplan.rule.network;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Topology;
import java.util.stream.Stream;

@RuleInfo(
        code = "NET002",
        name = "network-unset",
        severity = ERROR,
        summary = "Where one cluster names its network, every cluster of a mesh does",
        message =
                "Cluster {cluster} of mesh {mesh} names no network while others do; Istio then takes its endpoints to be"
                        + " directly reachable from every network",
        remedy = "Set the cluster's network, and label its Istio namespace with topology.istio.io/network.",
        source = "Istio, Deployment Models: Multiple networks; an empty network matches every network",
        reads = {"clusters.mesh", "clusters.network"},
        since = "0.1")
final class NetworkUnset implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.clusters().stream()
                .filter(cluster -> topology.namesNetworks())
                .filter(cluster -> cluster.network().isEmpty())
                .flatMap(NetworkUnset::violation);
    }

    private static Stream<Outcome> violation(Cluster cluster) {
        return cluster.mesh().stream()
                .map(mesh -> Violation.of(cluster.subject("network"))
                        .with("cluster", cluster.name())
                        .with("mesh", mesh.name()));
    }
}
