package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ServiceType;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC005",
        name = "kind-differs",
        severity = WARNING,
        summary = "A service is headless in all clusters or in none, and of one type",
        message =
                "{service} is {kind} in {clusters} and {usual} in {others}; Istio takes one of them for all, without a word",
        remedy = "Give the service the same type, and a cluster IP or none, in every cluster.",
        source = "istioctl analyze, IST0170 (MultiClusterInconsistentService)",
        reads = {
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "services",
            "services.definedIn",
            "services.definedIn.headless",
            "services.definedIn.type",
            "services.headless",
            "services.scope",
            "services.type"
        },
        since = "0.1")
final class KindDiffers implements TopologyRule {

    /** What a Service object is, as far as its address goes. */
    private record Kind(boolean headless, ServiceType type) {

        static Kind of(Service service) {
            return new Kind(service.isHeadless(), service.type());
        }

        static Kind of(ServiceObject object, Service service) {
            return new Kind(
                    object.headless().orElseGet(service::isHeadless),
                    object.type().orElseGet(service::type));
        }

        @Override
        public String toString() {
            if (!headless) {
                return "of type " + type;
            }
            return type == ServiceType.CLUSTER_IP ? "headless" : "headless of type " + type;
        }
    }

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.services().stream().flatMap(KindDiffers::judge);
    }

    private static Stream<Outcome> judge(Service service) {
        Map<Kind, List<ServiceObject>> byKind = new LinkedHashMap<>();
        List<Kind> kinds = new ArrayList<>();
        for (ServiceObject object : MergedObjects.of(service)) {
            Kind kind = Kind.of(object, service);
            kinds.add(kind);
            byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(object);
        }
        if (byKind.size() < 2) {
            return Stream.empty();
        }
        Kind usual = MergedObjects.usual(kinds, Kind.of(service));
        List<ServiceObject> others = byKind.getOrDefault(usual, List.of());
        return byKind.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(usual))
                .map(entry -> Violation.of(entry.getValue().stream()
                                .limit(Violation.MOST_SUBJECTS)
                                .map(object -> new Subject(placeOf(object, usual), service.id()))
                                .toList())
                        .with("service", service.name())
                        .with("kind", entry.getKey())
                        .with("clusters", Phrase.of("cluster", clustersOf(entry.getValue())))
                        .with("usual", usual)
                        .with("others", Phrase.of("cluster", clustersOf(others))));
    }

    private static List<Cluster> clustersOf(List<ServiceObject> objects) {
        return objects.stream().map(ServiceObject::cluster).toList();
    }

    /** What an object states itself and is not usual. */
    private static Pointer placeOf(ServiceObject object, Kind usual) {
        boolean headless =
                object.headless().filter(own -> own != usual.headless()).isPresent();
        if (headless) {
            return object.at().field("headless");
        }
        boolean type = object.type().filter(own -> own != usual.type()).isPresent();
        return type ? object.at().field("type") : object.at();
    }
}
