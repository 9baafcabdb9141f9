package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Losses;
import dev.sailplan.reachability.Losses.Loss;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.reachability.Seclusion;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC006",
        name = "cluster-local-consumed-remotely",
        severity = ERROR,
        summary = "A cluster-local service has no consumers or failover in other clusters",
        message =
                "{setting} keeps {services} inside each cluster: clients in {clients} are given no endpoint in {servers}, and"
                        + " {consequence}",
        remedy =
                "Give the service the scope mesh (in ambient, the label istio.io/global=true in every cluster), or take its host"
                        + " out of the cluster-local hosts; else run it in each cluster that calls it, and declare no failover between"
                        + " clusters.",
        source = "Istio, Configuring which services are cluster-local; Ambient multicluster: service scope",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.region",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.clusterLocalHosts",
            "meshes.dataPlane",
            "meshes.mcs.clusterLocal",
            "meshes.mcs.host",
            "meshes.notClusterLocalHosts",
            "services",
            "services.definedIn",
            "services.definedIn.scope",
            "services.locality.enabled",
            "services.locality.failover",
            "services.locality.failoverPriority",
            "services.scope",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.region",
            "services.workloads.replicas",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class ClusterLocalConsumedRemotely implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        Map<Subject, Case> cases = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        reachability.topology().services().stream()
                .filter(reachability::mayBeClusterLocal)
                .forEach(service -> judge(service, reachability, cases).stream()
                        .map(Missing::of)
                        .forEach(outcomes::add));
        cases.values().forEach(each -> outcomes.add(each.violation()));
        return outcomes.stream();
    }

    /** Adds what is certain to the cases, and returns what cannot be told. */
    private static List<Judgement> judge(Service service, Reachability reachability, Map<Subject, Case> cases) {
        DeclaredFailover failover = DeclaredFailover.of(service);
        Set<Cluster> own = clustersWithEndpoints(service);
        Losses losses = reachability.losses(
                service,
                Reason.CLUSTER_LOCAL,
                (client, server) -> !client.equals(server.cluster()) && (failover.isAny() || !own.contains(client)));
        boolean globalInPart = service.isGlobalInPart();
        List<Judgement> unknown = new ArrayList<>();
        if (losses.strand().isUnknown()) {
            unknown.add(losses.strand());
        }
        for (Loss loss : losses.certain()) {
            Judgement failsOver = failover.leaves(loss);
            if (loss.strands().isYes() || failsOver.isYes()) {
                Seclusion seclusion = seclusionOf(service, loss, reachability);
                // Where the scope differs between ambient clusters, that is what is wrong: AMB003.
                if (!seclusion.byScope() || !globalInPart) {
                    cases.computeIfAbsent(seclusion.place(), key -> new Case(seclusion))
                            .add(service, loss);
                }
            } else if (failsOver.isUnknown()) {
                unknown.add(failsOver);
            }
        }
        return unknown;
    }

    /** A cluster that runs a cluster-local service itself needs no other's, unless failover is declared. */
    private static Set<Cluster> clustersWithEndpoints(Service service) {
        return service.workloads().orElse(List.of()).stream()
                .filter(workload -> workload.replicas() > 0)
                .filter(workload ->
                        workload.addresses().asOptional().filter(List::isEmpty).isEmpty())
                .map(Workload::cluster)
                .collect(Collectors.toSet());
    }

    private static Seclusion seclusionOf(Service service, Loss loss, Reachability reachability) {
        Workload first = Collections.min(
                loss.workloads(),
                Comparator.comparing(workload -> workload.cluster().name()));
        return reachability.seclusion(service, first.cluster(), loss.client()).orElseThrow();
    }

    /** One place that makes services cluster-local, and who misses them. */
    private static final class Case {

        private final Seclusion seclusion;
        private final Set<Service> services = new LinkedHashSet<>();
        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<Cluster> servers = new LinkedHashSet<>();
        private final Set<String> consequences = new TreeSet<>();

        Case(Seclusion seclusion) {
            this.seclusion = seclusion;
        }

        void add(Service service, Loss loss) {
            services.add(service);
            clients.add(loss.client());
            loss.workloads().forEach(workload -> servers.add(workload.cluster()));
            consequences.add(loss.strands().isYes() ? "have no other" : "the declared failover never takes place");
        }

        Violation violation() {
            return Violation.of(seclusion.place())
                    .with("setting", seclusion.by())
                    .with("services", Phrase.of(services))
                    .with("clients", Phrase.of(clients))
                    .with("servers", Phrase.of(servers))
                    .with("consequence", String.join(" or ", consequences));
        }
    }
}
