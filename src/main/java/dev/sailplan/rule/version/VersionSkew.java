package dev.sailplan.rule.version;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "VER001",
        name = "version-skew",
        severity = ERROR,
        summary =
                "The proxies of a cluster are not newer than any control plane that serves it, nor more than one minor version"
                        + " older",
        message = "Proxies of {clusters} are {proxyVersion}, {distance} {controlPlanes} ({version}): {consequence}",
        remedy = "Upgrade control planes first, one minor version at a time, and restart the proxies after each step.",
        source = "Istio, Supported Releases: Control plane/data plane skew",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.proxyVersion",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.version",
            "istioVersion"
        },
        since = "0.1")
final class VersionSkew implements TopologyRule {

    /** Proxies of one version and the control planes that are too far from it, on one side. */
    private record Skew(boolean tooNew, MinorVersion proxies, Set<ControlPlane> controlPlanes) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Skew, List<Cluster>> skews = new LinkedHashMap<>();
        for (Cluster cluster : topology.clusters()) {
            cluster.proxyVersion()
                    .filter(version -> !cluster.controlPlanes().isEmpty())
                    .ifPresent(version -> skewsOf(cluster, version)
                            .forEach(skew -> skews.computeIfAbsent(skew, key -> new ArrayList<>())
                                    .add(cluster)));
        }
        return skews.entrySet().stream().map(entry -> violation(entry.getKey(), entry.getValue()));
    }

    private static Stream<Skew> skewsOf(Cluster cluster, MinorVersion proxies) {
        Set<ControlPlane> older = new LinkedHashSet<>();
        Set<ControlPlane> newer = new LinkedHashSet<>();
        for (ControlPlane controlPlane : cluster.controlPlanes()) {
            if (proxies.compareTo(controlPlane.version()) > 0) {
                older.add(controlPlane);
            } else if (Distance.isMoreThanOne(proxies, controlPlane.version())) {
                newer.add(controlPlane);
            }
        }
        return Stream.of(new Skew(true, proxies, older), new Skew(false, proxies, newer))
                .filter(skew -> !skew.controlPlanes().isEmpty());
    }

    /** Proxies that are too new wait for the control plane; those that are too old are what has to change. */
    private static Violation violation(Skew skew, List<Cluster> clusters) {
        Stream<Subject> proxies = clusters.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .map(cluster -> cluster.subject("proxyVersion"));
        Stream<Subject> controlPlanes = skew.controlPlanes().stream()
                .sorted(Comparator.comparing(ControlPlane::name))
                .map(controlPlane -> controlPlane.subject("version"));
        Stream<Subject> subjects =
                skew.tooNew() ? Stream.concat(controlPlanes, proxies) : Stream.concat(proxies, controlPlanes);
        Set<String> versions = skew.controlPlanes().stream()
                .map(controlPlane -> controlPlane.version().toString())
                .collect(Collectors.toSet());
        return Violation.of(subjects.limit(Violation.MOST_SUBJECTS).toList())
                .with("clusters", Phrase.of("cluster", clusters))
                .with("proxyVersion", skew.proxies())
                .with("distance", skew.tooNew() ? "newer than" : "more than one minor version older than")
                .with("controlPlanes", Phrase.of("control plane", skew.controlPlanes()))
                .with("version", Phrase.names(versions))
                .with(
                        "consequence",
                        skew.tooNew()
                                ? "Istio does not support that, and they may miss what an older version does not send"
                                : "Istio does not support that, and they may ignore what a newer version sends");
    }
}
