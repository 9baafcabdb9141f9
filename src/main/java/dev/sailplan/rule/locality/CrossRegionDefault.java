package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Consumption;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC005",
        name = "cross-region-default",
        severity = INFO,
        summary = "A service that is called in several regions has a locality policy",
        message =
                "No locality policy for {services}, called in {regions}: Istio spreads the calls of every client evenly over all"
                        + " endpoints, also over those in other regions",
        remedy =
                "Set outlierDetection, which makes calls stay local until endpoints fail, or distribute; or write the locality"
                        + " policy with enabled: false, if the calls are meant to be spread.",
        source = "Istio, Deployment Models: Multiple clusters; Locality load balancing",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "clusters.region",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "services",
            "services.definedIn",
            "services.definedIn.scope",
            "services.headless",
            "services.locality.distribute",
            "services.locality.enabled",
            "services.locality.failover",
            "services.locality.failoverPriority",
            "services.locality.outlierDetection",
            "services.scope",
            "services.workloads",
            "services.workloads.region",
            "services.workloads.replicas",
            "traffic"
        },
        since = "0.1")
final class CrossRegionDefault implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        Map<Optional<Mesh>, List<Service>> spread = new LinkedHashMap<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        for (Service service : reachability.topology().services()) {
            Judgement unruled = hasNoPolicy(service);
            if (!unruled.isNo() && mayBeSpread(service)) {
                Judgement all = unruled.and(() -> isCalledAcrossRegions(service, reachability));
                if (all.isYes()) {
                    spread.computeIfAbsent(service.mesh(), key -> new ArrayList<>())
                            .add(service);
                }
                needs.addAll(all.needs());
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        spread.values().forEach(services -> outcomes.add(violation(services)));
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        return outcomes.stream();
    }

    /** Whether nothing says how calls are shared between localities. One that is off says that they are not to be. */
    private static Judgement hasNoPolicy(Service service) {
        return service.locality()
                .map(written -> new LocalityPolicy(service, written))
                .map(CrossRegionDefault::saysNothing)
                .orElse(Judgement.of(true));
    }

    private static Judgement saysNothing(LocalityPolicy policy) {
        if (!policy.isOn() || policy.declaresFailover() || !policy.distribute().isEmpty()) {
            return Judgement.of(false);
        }
        return policy.outlierDetection()
                .asOptional()
                .map(detected -> Judgement.of(!detected))
                .orElseGet(() -> Judgement.unknown(policy.outlierDetection().at()));
    }

    /** Whether it has, or may have, endpoints in two regions. */
    private static boolean mayBeSpread(Service service) {
        Set<Object> regions = new HashSet<>();
        if (service.workloads().isKnown()) {
            service.workloads().get().stream()
                    .filter(workload -> workload.replicas() > 0)
                    .forEach(workload -> regions.add(
                            workload.region().<Object>map(region -> region).orElse(workload.cluster())));
        } else {
            service.mesh()
                    .map(Mesh::clusters)
                    .orElse(List.of())
                    .forEach(cluster -> regions.add(cluster.region()
                            .asOptional()
                            .<Object>map(region -> region)
                            .orElse(cluster)));
        }
        return regions.size() > 1;
    }

    private static Judgement isCalledAcrossRegions(Service service, Reachability reachability) {
        Consumption consumption = reachability.consumption();
        Set<Pointer> needs = new LinkedHashSet<>(consumption.unknownConsumersOf(service));
        for (Consumer consumer : consumption.consumersOf(service)) {
            Judgement spans = service.isHeadlessIn(consumer.cluster())
                    ? Judgement.of(false)
                    : reachability.spansRegions(consumer, service);
            if (spans.isYes()) {
                return spans;
            }
            needs.addAll(spans.needs());
        }
        return needs.isEmpty() ? Judgement.of(false) : Judgement.unknown(needs.toArray(Pointer[]::new));
    }

    private static Violation violation(List<Service> services) {
        Set<String> regions = new HashSet<>();
        for (Service service : services) {
            for (Workload workload : service.workloads().orElse(List.of())) {
                workload.region().ifPresent(regions::add);
            }
        }
        List<Subject> subjects = services.stream()
                .sorted(Comparator.comparing(Service::name))
                .limit(Violation.MOST_SUBJECTS)
                .map(service -> service.subject("locality"))
                .toList();
        return Violation.of(subjects)
                .with("services", Phrase.of(services))
                .with("regions", "regions " + Phrase.names(regions));
    }
}
