package dev.sailplan.rule.tenancy;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Consumption.Calls;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Way;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@RuleInfo(
        code = "TEN006",
        name = "forbidden-path",
        severity = ERROR,
        summary = "Traffic that must be blocked is blocked: in discovery, trust or policy",
        message =
                "Traffic from {from} to {to} must be blocked, but discovery, trust and policy let {clients} call {services}:"
                        + " {path}",
        remedy =
                "Close the path at one of the three: allow only the tenants that may call in allowedTenants, or set defaultDeny"
                        + " for the tenant that is called; or remove the remote secret; or use a separate trust root or trust"
                        + " domain.",
        source = "Istio, Deployment Models: Tenancy models",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.certificateAuthority.root",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "clusters.trustDomain",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName",
            "links",
            "links.ports",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.mcs.serviceDiscovery",
            "meshes.trustBundles",
            "meshes.trustBundles.root",
            "meshes.trustDomainAliases",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.exposes",
            "networks.gateways.hosts",
            "networks.gateways.loadBalancer.layer",
            "networks.gateways.port",
            "networks.gateways.tlsMode",
            "services",
            "services.allowedTenants",
            "services.exportedIn",
            "services.headless",
            "services.ports",
            "services.ports.number",
            "services.scope",
            "services.workloads",
            "services.workloads.network",
            "services.workloads.replicas",
            "tenants",
            "tenants.clusters",
            "tenants.isolation.defaultDeny",
            "tenants.mayCall",
            "tenants.namespaces",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class ForbiddenPath implements ReachabilityRule {

    /** Enough places to act on. */
    private static final int MOST_SUBJECTS = 100;

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().traffic().stream()
                .filter(Traffic::blocked)
                .flatMap(traffic -> new Case(traffic, reachability).outcomes());
    }

    private record Call(Client client, Service service) {

        static final Comparator<Call> ORDER = Comparator.<Call, String>comparing(
                        call -> call.client().cluster().name())
                .thenComparing(call -> call.service().name());
    }

    /** One declaration; all calls that get through are one cause. */
    private static final class Case {

        private final Traffic traffic;
        private final Reachability reachability;
        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<Service> services = new LinkedHashSet<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();
        private @Nullable Call example;

        Case(Traffic traffic, Reachability reachability) {
            this.traffic = traffic;
            this.reachability = reachability;
        }

        Stream<Outcome> outcomes() {
            Calls calls = reachability.consumption().callsOf(traffic);
            needs.addAll(calls.unknown());
            for (Service service : calls.services()) {
                for (Client client : calls.clients()) {
                    Judgement reaches = reachability.reaches(client, service, calls.only());
                    needs.addAll(reaches.needs());
                    if (reaches.isYes()) {
                        add(new Call(client, service));
                    }
                }
            }
            List<Outcome> outcomes = new ArrayList<>();
            if (example != null) {
                outcomes.add(violation(pathOf(example, calls.only())));
            }
            if (!needs.isEmpty()) {
                outcomes.add(new Missing(List.copyOf(needs)));
            }
            return outcomes.stream();
        }

        private void add(Call call) {
            clients.add(call.client().cluster());
            services.add(call.service());
            example = example == null || Call.ORDER.compare(call, example) < 0 ? call : example;
        }

        private Violation violation(String path) {
            List<Subject> subjects = new ArrayList<>();
            subjects.add(new Subject(traffic.at(), reachability.topology().id()));
            services.stream()
                    .sorted(Comparator.comparing(Element::name))
                    .limit(MOST_SUBJECTS)
                    .forEach(service -> subjects.add(service.subject("allowedTenants")));
            clients.stream()
                    .sorted(Comparator.comparing(Element::name))
                    .limit(MOST_SUBJECTS)
                    .forEach(cluster -> subjects.add(cluster.subject()));
            return Violation.of(subjects)
                    .with("from", Phrase.of(traffic.from()))
                    .with("to", Phrase.of(traffic.to()))
                    .with("clients", Phrase.of("cluster", clients))
                    .with("services", Phrase.of(services))
                    .with("path", path);
        }

        private String pathOf(Call call, @Nullable Cluster only) {
            Way way = reachability.wayTo(call.client(), call.service(), only).orElseThrow();
            return "from %s to %s in %s, %s"
                    .formatted(
                            call.client().cluster().name(),
                            call.service().name(),
                            way.workload().cluster().name(),
                            wordsFor(call.client(), way));
        }

        private static String wordsFor(Client client, Way way) {
            Gateway gateway = way.gateway();
            if (gateway != null) {
                return "through gateway " + gateway.name();
            }
            Network network = way.workload().network().orElse(null);
            if (network == null || client.network().isEmpty()) {
                return "directly";
            }
            return network.isSameAs(client.network().get())
                    ? "directly on network " + network.name()
                    : "directly, by a link to network " + network.name();
        }
    }
}
