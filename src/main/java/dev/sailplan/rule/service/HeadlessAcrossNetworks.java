package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Losses;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC003",
        name = "headless-across-networks",
        severity = ERROR,
        sometimes = WARNING,
        summary = "A headless service is not consumed across networks",
        message =
                "Headless {service} has pods on {networks} that clients in {clients} on other networks cannot be given, as no"
                        + " gateway stands for a pod; {consequence}",
        remedy =
                "Give the service a cluster IP, or a Service with a cluster IP to each pod that is called by name; or run pods"
                        + " in the clients' network.",
        source = "Istio, DNS proxying: a headless name resolves to pods of the client's network only",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.dnsProxy",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.features.ENABLE_MULTICLUSTER_HEADLESS",
            "controlPlanes.remoteSecrets",
            "services",
            "services.definedIn",
            "services.definedIn.headless",
            "services.headless",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.network",
            "services.workloads.replicas",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class HeadlessAcrossNetworks implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().services().stream()
                .filter(HeadlessAcrossNetworks::mayBeHeadless)
                .flatMap(service -> judge(service, reachability));
    }

    private static boolean mayBeHeadless(Service service) {
        return service.isHeadless() || service.statedObjects().keySet().stream().anyMatch(service::isHeadlessIn);
    }

    private static Stream<Outcome> judge(Service service, Reachability reachability) {
        Losses losses = reachability.losses(
                service,
                Reason.HEADLESS_ACROSS_NETWORKS,
                (client, server) -> isElsewhere(client, server) && isSettledFor(client, service));
        List<Outcome> outcomes = new ArrayList<>();
        if (losses.strand().isUnknown()) {
            outcomes.add(Missing.of(losses.strand()));
        } else if (losses.occur().isUnknown()) {
            outcomes.add(Missing.of(losses.occur()));
        }
        if (losses.occur().isYes()) {
            outcomes.add(violation(service, losses));
        }
        return outcomes.stream();
    }

    /** Without a Service object of its own a client takes another cluster's, and which one is a matter of chance. */
    private static boolean isSettledFor(Cluster client, Service service) {
        Set<Cluster> defined = service.statedObjects().keySet();
        return defined.contains(client)
                || defined.stream().map(service::isHeadlessIn).distinct().count() <= 1;
    }

    private static boolean isElsewhere(Cluster client, Place server) {
        Network network = server.network();
        return network != null
                && client.network().filter(own -> !own.isSameAs(network)).isPresent();
    }

    private static Outcome violation(Service service, Losses losses) {
        Set<Network> networks = new LinkedHashSet<>();
        losses.certain().stream()
                .flatMap(loss -> loss.workloads().stream())
                .map(Workload::network)
                .forEach(network -> network.ifPresent(networks::add));
        Set<Cluster> stranded = losses.stranded();
        Violation violation = Violation.of(subject(service))
                .with("service", service.name())
                .with("networks", Phrase.of("network", networks))
                .with("clients", Phrase.of(stranded.isEmpty() ? losses.clients() : stranded));
        return stranded.isEmpty()
                ? violation
                        .with("consequence", "the name resolves to pods of their own network only")
                        .as(WARNING)
                : violation.with("consequence", "the name resolves to no address there");
    }

    private static Subject subject(Service service) {
        return service.isHeadless()
                ? service.subject("headless")
                : service.statedObjects().values().stream()
                        .filter(object -> object.headless().orElse(false))
                        .findFirst()
                        .map(object -> new Subject(object.at().field("headless"), service.id()))
                        .orElseThrow();
    }
}
