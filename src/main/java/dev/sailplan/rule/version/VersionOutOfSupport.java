package dev.sailplan.rule.version;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

@RuleInfo(
        code = "VER003",
        name = "version-out-of-support",
        severity = WARNING,
        summary = "Control planes and proxies run versions of Istio that are supported on the day that is judged",
        message =
                "Support for Istio {version} ended {end}; as of {asOf}, vulnerabilities that were found since are not fixed in"
                        + " {users}",
        remedy = "Upgrade to a version that is supported, one minor version at a time, control planes before proxies.",
        source = "Istio, Supported Releases: Support status of Istio releases",
        reads = {
            "asOf",
            "clusters.mesh",
            "clusters.proxyVersion",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.version",
            "istioVersion"
        },
        since = "0.1")
final class VersionOutOfSupport implements TopologyRule {

    private static final SupportTable TABLE = SupportTable.CURRENT;

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<MinorVersion, Users> byVersion = new TreeMap<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            of(controlPlane.version(), byVersion).controlPlanes.add(controlPlane);
        }
        // Proxies that state no version have that of a control plane, which is judged.
        for (Cluster cluster : topology.clusters()) {
            if (!cluster.controlPlanes().isEmpty()) {
                cluster.ownProxyVersion()
                        .asOptional()
                        .ifPresent(version -> of(version, byVersion).clusters.add(cluster));
            }
        }
        return byVersion.entrySet().stream().flatMap(entry -> judge(entry.getKey(), entry.getValue(), topology));
    }

    private static Users of(MinorVersion version, Map<MinorVersion, Users> byVersion) {
        return byVersion.computeIfAbsent(version, key -> new Users());
    }

    private static Stream<Outcome> judge(MinorVersion version, Users users, Topology topology) {
        LocalDate day = topology.asOf();
        return switch (TABLE.stateOf(version, day)) {
            case SUPPORTED -> Stream.empty();
            case UNKNOWN ->
                Stream.of(new Missing(
                        users.places(topology).stream().map(Subject::pointer).toList()));
            case ENDED ->
                Stream.of(Violation.of(users.places(topology).stream()
                                .limit(Violation.MOST_SUBJECTS)
                                .toList())
                        .with("version", version)
                        .with("end", TABLE.endOf(version))
                        .with("users", users)
                        .with("asOf", day));
        };
    }

    /** Who runs one version. */
    private static final class Users {

        private final List<ControlPlane> controlPlanes = new ArrayList<>();
        private final List<Cluster> clusters = new ArrayList<>();

        /** Where it is stated; the version of the topology first. */
        List<Subject> places(Topology topology) {
            Set<Subject> places = new LinkedHashSet<>();
            if (controlPlanes.stream()
                    .anyMatch(controlPlane -> !controlPlane.ownVersion().isKnown())) {
                places.add(new Subject(Pointer.ROOT.field("istioVersion"), topology.id()));
            }
            controlPlanes.stream()
                    .filter(controlPlane -> controlPlane.ownVersion().isKnown())
                    .sorted(Comparator.comparing(ControlPlane::name))
                    .forEach(controlPlane -> places.add(controlPlane.subject("version")));
            clusters.stream()
                    .sorted(Comparator.comparing(Cluster::name))
                    .forEach(cluster -> places.add(cluster.subject("proxyVersion")));
            return List.copyOf(places);
        }

        @Override
        public String toString() {
            List<String> users = new ArrayList<>();
            if (!controlPlanes.isEmpty()) {
                users.add(Phrase.of("control plane", controlPlanes));
            }
            if (!clusters.isEmpty()) {
                users.add("the proxies of " + Phrase.of("cluster", clusters));
            }
            return String.join(" and ", users);
        }
    }
}
