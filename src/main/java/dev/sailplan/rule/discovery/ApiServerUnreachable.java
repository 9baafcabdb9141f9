package dev.sailplan.rule.discovery;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.reachability.Discovery.Obstacle;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "DSC003",
        name = "api-server-unreachable",
        severity = ERROR,
        summary = "A control plane reaches the API server of every cluster it holds a remote secret for",
        message = "The API server of {clusters} is not reached by {controlPlanes}: {reason}; {consequence}",
        remedy =
                "Give the API server an address that is reachable from where the control plane runs, write that one into"
                        + " the secret (istioctl create-remote-secret --server), and open its port on the way.",
        source = "Istio, Install Multicluster: Before you begin, API Server Access",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName",
            "controlPlanes.remoteSecrets.server",
            "links",
            "links.ports",
            "links.routable"
        },
        since = "0.1")
final class ApiServerUnreachable implements TopologyRule {

    /**
     * What keeps control planes from API servers.
     *
     * @param at the places in the document that say so
     */
    private record Cause(Obstacle obstacle, List<Pointer> at) {}

    /** A secret, and the control plane that cannot use it. */
    private record Useless(ControlPlane holder, RemoteSecret secret) {

        boolean isOfItsOwnClient() {
            return holder.servedClusters().contains(secret.cluster());
        }
    }

    @Override
    public Stream<Outcome> check(Topology topology) {
        Discovery discovery = Discovery.of(topology);
        Map<Cause, List<Useless>> causes = new LinkedHashMap<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            if (RemoteClusters.areUnknownTo(controlPlane, topology)) {
                needs.add(controlPlane.remoteSecrets().at());
            }
            for (RemoteSecret secret : Discovery.actingSecretsOf(controlPlane)) {
                if (RemoteClusters.isOwn(controlPlane, secret.cluster())) {
                    continue;
                }
                needs.addAll(discovery.reaches(controlPlane, secret).needs());
                discovery
                        .obstacle(controlPlane, secret)
                        .map(obstacle -> causeOf(obstacle, controlPlane, secret, topology.links()))
                        .ifPresent(cause -> causes.computeIfAbsent(cause, key -> new ArrayList<>())
                                .add(new Useless(controlPlane, secret)));
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        causes.forEach((cause, secrets) -> outcomes.add(violation(cause, secrets)));
        return outcomes.stream();
    }

    private static Cause causeOf(Obstacle obstacle, ControlPlane holder, RemoteSecret secret, Links links) {
        Cluster target = secret.cluster();
        List<Pointer> at = switch (obstacle) {
            case LOOPBACK -> List.of(secret.server().at());
            case NOT_REACHABLE_FROM -> List.of(target.apiServerReachableFrom().at());
            case LINK ->
                holder.cluster().map(place -> links.placesBetween(place, target)).stream()
                        .flatMap(List::stream)
                        .sorted()
                        .toList();
        };
        return new Cause(obstacle, at);
    }

    private static Violation violation(Cause cause, List<Useless> secrets) {
        List<ControlPlane> holders =
                secrets.stream().map(Useless::holder).distinct().toList();
        List<Cluster> clusters = secrets.stream()
                .map(useless -> useless.secret().cluster())
                .distinct()
                .toList();
        return Violation.of(subjects(cause, secrets))
                .with("clusters", Phrase.of("cluster", clusters))
                .with("controlPlanes", Phrase.of("control plane", holders))
                .with("reason", reason(cause.obstacle(), secrets.get(0).secret()))
                .with("consequence", consequence(secrets));
    }

    private static List<Subject> subjects(Cause cause, List<Useless> secrets) {
        List<Subject> subjects = new ArrayList<>();
        Useless first = secrets.get(0);
        Pointer place = cause.at().get(0);
        if (cause.obstacle() == Obstacle.LINK) {
            cause.at().forEach(link -> subjects.add(new Subject(link, null)));
        } else if (!place.equals(serverIn(first.secret()))) {
            subjects.add(new Subject(place, first.secret().cluster().id()));
        }
        secrets.stream()
                .sorted(Comparator.<Useless, String>comparing(
                                useless -> useless.holder().name())
                        .thenComparing(useless -> useless.secret().cluster().name()))
                .limit(Violation.MOST_SUBJECTS)
                .map(useless -> new Subject(
                        place.equals(serverIn(useless.secret()))
                                ? place
                                : useless.secret().at(),
                        useless.holder().id()))
                .forEach(subjects::add);
        return subjects;
    }

    private static Pointer serverIn(RemoteSecret secret) {
        return secret.at().field("server");
    }

    private static String reason(Obstacle obstacle, RemoteSecret secret) {
        return switch (obstacle) {
            case LOOPBACK ->
                "the server " + secret.server().get()
                        + " is an address of the machine that asks, which is the control plane's";
            case NOT_REACHABLE_FROM -> {
                List<String> from = secret.cluster().apiServerReachableFrom().get();
                yield from.isEmpty()
                        ? "it is reachable from nowhere"
                        : "it is reachable from " + Phrase.names(from) + " only";
            }
            case LINK -> "a declared link does not let it through";
        };
    }

    private static String consequence(List<Useless> secrets) {
        return secrets.stream().anyMatch(Useless::isOfItsOwnClient)
                ? "clients are given no endpoint there, and workloads there are rejected as unknown"
                : "clients are given no endpoint there";
    }
}
