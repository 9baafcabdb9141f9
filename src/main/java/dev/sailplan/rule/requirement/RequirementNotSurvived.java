package dev.sailplan.rule.requirement;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.document.Survivable;
import dev.sailplan.finding.Severity;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.requirement.Breach;
import dev.sailplan.requirement.Breach.ServiceLost;
import dev.sailplan.requirement.Survival;
import dev.sailplan.requirement.Survival.Breaks;
import dev.sailplan.requirement.Survival.Open;
import dev.sailplan.requirement.SurvivalWords;
import dev.sailplan.requirement.Survivals;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "REQ001",
        name = "requirement-not-survived",
        severity = ERROR,
        sometimes = WARNING,
        summary = "The deployment survives any single failure of the kinds it is required to survive",
        message = "Requirements ask to survive the loss of any {kind}, but {loss}{others}",
        remedy =
                "Run what is lost in a second place that does not fail with the first, with a second gateway on the way to it;"
                        + " list a second control plane for a cluster that loses its own; or require no more than has to survive.",
        source = "Sailplan's topology format: requirements",
        reads = {
            "clusters",
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "clusters.region",
            "clusters.zones",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.zones",
            "meshes.certificateAuthority.root",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.hosts",
            "networks.gateways.loadBalancer.layer",
            "networks.gateways.port",
            "networks.gateways.resolvable",
            "networks.gateways.tlsMode",
            "requirements.survive",
            "services",
            "services.definedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.hostNetwork",
            "services.workloads.mtls",
            "services.workloads.proxy",
            "services.workloads.replicas",
            "services.workloads.zone",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class RequirementNotSurvived implements ReachabilityRule {

    private static final Map<FailureKind, String> ADVICE = Map.of(
            FailureKind.ZONE, "Run workloads in two zones and name the zone of each, and spread gateways over two.",
            FailureKind.REGION, "Run workloads in clusters of two regions that the consumers reach.",
            FailureKind.CLUSTER, "Run workloads in two clusters that the consumers reach.",
            FailureKind.NETWORK, "Run workloads on two networks, one of which may be that of the consumers.",
            FailureKind.GATEWAY, "Give the network a second gateway, or run workloads on a second network.",
            FailureKind.CONTROL_PLANE, "List a second control plane in the controlPlanes of each cluster.",
            FailureKind.API_SERVER, "List control planes in each cluster's controlPlanes that read two API servers.");

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        List<FailureKind> required = requiredOf(reachability.topology());
        return required.isEmpty()
                ? Stream.empty()
                : Survivals.all(reachability, required).stream()
                        .flatMap(survival -> judge(survival, required, reachability.topology()));
    }

    /** In the order of the document, because findings point to their places in it. */
    private static List<FailureKind> requiredOf(Topology topology) {
        return topology.requirements().map(RequirementsDocument::survive).orElse(List.of()).stream()
                .map(Survivable::kind)
                .toList();
    }

    private static Stream<Outcome> judge(Survival survival, List<FailureKind> required, Topology topology) {
        if (survival instanceof Breaks breaks) {
            Pointer place = Pointer.ROOT.field("requirements").field("survive").index(required.indexOf(breaks.kind()));
            return Stream.of(violation(breaks, new Subject(place, topology.id()), topology));
        }
        return survival instanceof Open open
                ? Stream.of(new Missing(open.doubt().facts()))
                : Stream.empty();
    }

    private static Violation violation(Breaks breaks, Subject place, Topology topology) {
        Breach first = breaks.first();
        Violation violation = Violation.of(subjects(breaks, place, topology))
                .as(severityOf(breaks))
                .with("kind", SurvivalWords.of(breaks.kind()))
                .with("loss", SurvivalWords.of(first))
                .with("others", others(breaks.breaches()))
                .with("services", count(breaks.breaches(), Service.class))
                .with("clusters", count(breaks.breaches(), Cluster.class));
        for (Failure failure : first.failures()) {
            violation = violation.with("failure", failure.name());
        }
        return withLost(violation, first)
                .advising(
                        "change",
                        ADVICE.getOrDefault(breaks.kind(), "Run it in two places that do not fail together."));
    }

    private static Violation withLost(Violation violation, Breach first) {
        Cluster client = first instanceof ServiceLost lost ? lost.client() : null;
        Violation named = first.lost() instanceof Service service
                ? violation.with("service", service.name())
                : violation.with("cluster", first.lost().name());
        return client == null ? named : named.with("client", client.name());
    }

    /** Calls go on without control, and do not without what is called. */
    private static Severity severityOf(Breaks breaks) {
        return count(breaks.breaches(), Service.class) > 0 ? ERROR : WARNING;
    }

    private static List<Subject> subjects(Breaks breaks, Subject place, Topology topology) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(place);
        breaks.first().failures().stream()
                .flatMap(failure -> failing(failure, topology))
                .map(Element::subject)
                .forEach(subjects::add);
        breaks.breaches().stream()
                .map(breach -> breach.lost().subject())
                .filter(subject -> !subjects.contains(subject))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(subjects::add);
        return subjects;
    }

    /** The element that fails; zones and regions are none. */
    private static Stream<? extends Element> failing(Failure failure, Topology topology) {
        return candidates(failure.kind(), topology)
                .filter(element -> element.name().equals(failure.name()));
    }

    private static Stream<? extends Element> candidates(FailureKind kind, Topology topology) {
        return switch (kind) {
            case CLUSTER, API_SERVER -> topology.clusters().stream();
            case NETWORK -> topology.networks().stream();
            case GATEWAY ->
                topology.networks().stream().flatMap(network -> network.gateways().orElse(List.of()).stream());
            case CONTROL_PLANE -> topology.controlPlanes().stream();
            default -> Stream.empty();
        };
    }

    private static String others(List<Breach> breaches) {
        List<Breach> more = breaches.subList(1, breaches.size());
        List<String> counted = Stream.of(
                        counted(count(more, Service.class), "service"), counted(count(more, Cluster.class), "cluster"))
                .filter(words -> !words.isEmpty())
                .toList();
        return counted.isEmpty()
                ? ""
                : "; " + String.join(" and ", counted) + (more.size() == 1 ? " is" : " are") + " affected as well";
    }

    private static String counted(long number, String noun) {
        return number == 0 ? "" : number + " more " + noun + (number == 1 ? "" : "s");
    }

    private static long count(Collection<Breach> breaches, Class<? extends Element> type) {
        return breaches.stream()
                .filter(breach -> type.isInstance(breach.lost()))
                .count();
    }
}
