package dev.sailplan.rule.traffic;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Answer;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Consumption.Calls;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@RuleInfo(
        code = "TRF001",
        name = "declared-traffic-fails",
        severity = ERROR,
        summary = "Traffic that is declared to work works",
        message = "Traffic from {from} to {to} fails in {clients}: {endpoints} is reached, because {why} ({cause})",
        remedy =
                "Put right what the rule named as the cause reports. If the calls are not needed, or must not work, remove the"
                        + " declaration or say that they are blocked.",
        source = "Sailplan's topology format: traffic that is expected to be allowed",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.certificateAuthority.root",
            "clusters.controlPlanes",
            "clusters.dataPlane",
            "clusters.dnsProxy",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "clusters.trustDomain",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName",
            "controlPlanes.remoteSecrets.server",
            "links",
            "links.ports",
            "links.routable",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.certificateAuthority.type",
            "meshes.clusterLocalHosts",
            "meshes.dataPlane",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "meshes.mcs.serviceDiscovery",
            "meshes.mtls",
            "meshes.trustBundles",
            "meshes.trustBundles.mesh",
            "meshes.trustBundles.trustDomains",
            "meshes.trustDomain",
            "meshes.trustDomainAliases",
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
            "services.allowedTenants",
            "services.clientTls",
            "services.definedIn",
            "services.definedIn.ports",
            "services.definedIn.ports.name",
            "services.definedIn.scope",
            "services.exportedIn",
            "services.headless",
            "services.ports",
            "services.ports.name",
            "services.ports.number",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.addresses",
            "services.workloads.hostNetwork",
            "services.workloads.mtls",
            "services.workloads.network",
            "services.workloads.proxy",
            "services.workloads.replicas",
            "tenants",
            "tenants.mayCall",
            "tenants.namespaces",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class DeclaredTrafficFails implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        Evaluation evaluation = new Evaluation(reachability);
        reachability.topology().traffic().stream()
                .filter(traffic -> !traffic.blocked())
                .forEach(evaluation::judge);
        return evaluation.outcomes();
    }

    /** Declarations often mean the same calls. */
    private record Call(
            Client client, Service service, @Nullable Cluster only) {}

    /**
     * What became of a call.
     *
     * @param works whether it works
     * @param reason what stops it if it certainly fails, null if there is no endpoint
     * @param cause the code of the rule that is about it, empty unless it certainly fails
     * @param endpoints how many endpoints there are, 0 if none or they are not known
     */
    private record Result(Judgement works, @Nullable Reason reason, String cause, long endpoints) {}

    /** Calls of one declaration that fail for one cause. */
    private static final class Failures {

        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<Service> services = new LinkedHashSet<>();
        private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);

        void add(Call call, Result result) {
            clients.add(call.client().cluster());
            services.add(call.service());
            if (result.reason() != null) {
                reasons.merge(result.reason(), Math.max(1, result.endpoints()), Long::sum);
            }
        }
    }

    private static final class Evaluation {

        /** Enough places to act on. */
        private static final int MOST_SUBJECTS = 100;

        private static final int MOST_REMEMBERED = 100_000;

        private static final String NO_ENDPOINTS = "no-endpoints";

        private final Reachability reachability;
        private final Cause causes;
        private final Map<Call, Result> results = new HashMap<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();
        private final List<Outcome> outcomes = new ArrayList<>();

        Evaluation(Reachability reachability) {
            this.reachability = reachability;
            this.causes = new Cause(reachability);
        }

        void judge(Traffic traffic) {
            Calls calls = reachability.consumption().callsOf(traffic);
            needs.addAll(calls.unknown());
            Map<String, Failures> failures = new LinkedHashMap<>();
            boolean named = traffic.to() instanceof Traffic.OfService;
            for (Service service : calls.services()) {
                for (Client client : calls.clients()) {
                    judge(new Call(client, service, calls.only()), named, failures);
                }
            }
            failures.forEach((cause, each) -> outcomes.add(violation(traffic, cause, each)));
        }

        private void judge(Call call, boolean named, Map<String, Failures> failures) {
            Result result = resultOf(call);
            needs.addAll(result.works().needs());
            if (!result.works().isNo()) {
                return;
            }
            if (named || result.endpoints() > 0) {
                failures.computeIfAbsent(result.cause(), key -> new Failures()).add(call, result);
            } else if (!call.service().workloads().isKnown()) {
                // A cluster or a namespace means the services that have endpoints there.
                needs.add(call.service().workloads().at());
            }
        }

        private Result resultOf(Call call) {
            Result known = results.get(call);
            if (known != null) {
                return known;
            }
            if (results.size() >= MOST_REMEMBERED) {
                results.clear();
            }
            Answer answer = reachability.answer(call.client(), call.service(), call.only());
            Reason reason = answer.works().isNo() ? Cause.mainReason(answer.causes()) : null;
            String cause = reason == null ? NO_ENDPOINTS : causes.of(call.client(), call.service(), answer, reason);
            Result result = new Result(answer.works(), reason, cause, answer.endpoints());
            results.put(call, result);
            return result;
        }

        private Violation violation(Traffic traffic, String cause, Failures failures) {
            List<Subject> subjects = new ArrayList<>();
            subjects.add(new Subject(traffic.at(), reachability.topology().id()));
            failures.services.stream()
                    .sorted(Comparator.comparing(Element::name))
                    .limit(MOST_SUBJECTS)
                    .forEach(service -> subjects.add(service.subject()));
            failures.clients.stream()
                    .sorted(Comparator.comparing(Element::name))
                    .limit(MOST_SUBJECTS)
                    .forEach(cluster -> subjects.add(cluster.subject()));
            Reason reason = Cause.mainReason(failures.reasons);
            return Violation.of(subjects)
                    .with("from", Phrase.of(traffic.from()))
                    .with("to", Phrase.of(traffic.to()))
                    .with("clients", Phrase.of("cluster", failures.clients))
                    .with("services", Phrase.of(failures.services))
                    .with("endpoints", endpoints(traffic, failures))
                    .with("reason", reason == null ? NO_ENDPOINTS : reason)
                    .with("why", reason == null ? "it has none" : Why.of(reason))
                    .with("cause", cause);
        }

        private static String endpoints(Traffic traffic, Failures failures) {
            return traffic.to() instanceof Traffic.OfService
                    ? "no endpoint"
                    : "no endpoint of " + Phrase.of(failures.services);
        }

        Stream<Outcome> outcomes() {
            if (!needs.isEmpty()) {
                outcomes.add(new Missing(List.copyOf(needs)));
            }
            return outcomes.stream();
        }
    }
}
