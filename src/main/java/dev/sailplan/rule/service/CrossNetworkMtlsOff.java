package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.ClientTls;
import dev.sailplan.document.DataPlane;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC002",
        name = "cross-network-mtls-off",
        severity = ERROR,
        summary = "A service consumed from another network does not have mTLS disabled by policy or DestinationRule",
        message =
                "{setting} turns off mTLS to {services} on {networks}, and gateways pass nothing else: clients in {clients}"
                        + " on other networks {consequence}",
        remedy = "Use PERMISSIVE or STRICT instead of DISABLE, and ISTIO_MUTUAL or no TLS mode in the DestinationRule.",
        source =
                "Istio, Deployment Models: Multiple networks; endpoints without Istio mTLS are not offered across networks",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "meshes.mtls",
            "services",
            "services.clientTls",
            "services.definedIn",
            "services.headless",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.hostNetwork",
            "services.workloads.mtls",
            "services.workloads.proxy",
            "traffic"
        },
        since = "0.1")
final class CrossNetworkMtlsOff implements ReachabilityRule {

    private static final String CLIENT_TLS = "clientTls";
    private static final String MTLS = "mtls";

    /**
     * What turns mTLS off: a field of a service, of a mesh, or for a service's workloads the one of each of them.
     *
     * @param element the service or the mesh
     * @param value what the field says
     */
    private record Setting(Element element, String field, String value) {

        boolean isOfWorkloads() {
            return element instanceof Service && field.equals(MTLS);
        }

        @Override
        public String toString() {
            return field + " " + value + " of " + element.id().kind() + " " + element.name();
        }
    }

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        Map<Setting, Uses> uses = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Service service : reachability.topology().services()) {
            if (!service.workloads().isKnown()) {
                crossings(service, reachability, workload -> true)
                        .map(any -> Missing.of(service.workloads().at()))
                        .forEach(outcomes::add);
            }
            settingsOf(service)
                    .forEach(setting -> crossings(
                                    service,
                                    reachability,
                                    workload -> settingsOf(service, workload).contains(setting))
                            .forEach(uses.computeIfAbsent(setting, Uses::new)::add));
        }
        uses.values().forEach(each -> each.outcome().ifPresent(outcomes::add));
        return outcomes.stream();
    }

    private static Set<Setting> settingsOf(Service service) {
        return service.workloads().orElse(List.of()).stream()
                .flatMap(workload -> settingsOf(service, workload).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Workloads without a sidecar are the business of other rules. */
    private static List<Setting> settingsOf(Service service, Workload workload) {
        List<Setting> settings = new ArrayList<>();
        if (workload.proxy() != ProxyKind.SIDECAR) {
            return settings;
        }
        service.clientTls()
                .filter(mode -> mode != ClientTls.ISTIO_MUTUAL)
                .ifPresent(mode -> settings.add(new Setting(service, CLIENT_TLS, mode.toString())));
        if (workload.ownMtls().isPresent()) {
            workload.ownMtls()
                    .filter(mode -> mode == MtlsMode.DISABLE)
                    .ifPresent(mode -> settings.add(new Setting(service, MTLS, mode.toString())));
        } else {
            workload.cluster()
                    .mesh()
                    .filter(mesh -> mesh.mtls() == MtlsMode.DISABLE)
                    .ifPresent(mesh ->
                            settings.add(new Setting(mesh, MTLS, mesh.mtls().toString())));
        }
        return settings;
    }

    /** Ambient clients do not ask for the mode. */
    private static Stream<Crossing> crossings(
            Service service, Reachability reachability, Predicate<Workload> workloads) {
        return reachability.crossingsOf(service, client -> client.dataPlane() == DataPlane.SIDECAR, workloads);
    }

    /** The calls from other networks that meet one setting. */
    private static final class Uses {

        private final Setting setting;
        private final Set<Subject> subjects = new LinkedHashSet<>();
        private final Set<Service> services = new LinkedHashSet<>();
        private final Set<Network> networks = new LinkedHashSet<>();
        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<String> consequences = new TreeSet<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Uses(Setting setting) {
            this.setting = setting;
        }

        void add(Crossing crossing) {
            needs.addAll(crossing.needs());
            if (crossing.served().isEmpty()) {
                return;
            }
            services.add(crossing.service());
            networks.add(crossing.network());
            clients.addAll(crossing.clients());
            consequences.add(
                    crossing.service().clientTls().equals(Optional.of(ClientTls.ISTIO_MUTUAL))
                            ? "are sent there and every handshake fails"
                            : "are given none of these endpoints");
            subjectsOf(crossing).forEach(subjects::add);
        }

        private Stream<Subject> subjectsOf(Crossing crossing) {
            if (!setting.isOfWorkloads()) {
                return Stream.of(setting.element().subject(setting.field()));
            }
            return crossing.served().values().stream()
                    .flatMap(Set::stream)
                    .map(workload -> new Subject(
                            workload.at().field(MTLS), crossing.service().id()));
        }

        Optional<Outcome> outcome() {
            if (subjects.isEmpty()) {
                return needs.isEmpty() ? Optional.empty() : Optional.of(new Missing(List.copyOf(needs)));
            }
            return Optional.of(Violation.of(subjects)
                    .with("setting", setting)
                    .with("services", Phrase.of(services))
                    .with("networks", Phrase.of("network", networks))
                    .with("clients", Phrase.of(clients))
                    .with("consequence", String.join(" or ", consequences))
                    .repairedBy(repair()));
        }

        /** Workloads without a mode of their own have that of the mesh. */
        private List<PatchOperation> repair() {
            if (setting.isOfWorkloads()) {
                return subjects.stream()
                        .map(subject -> PatchOperation.remove(subject.pointer()))
                        .toList();
            }
            String on = setting.field().equals(CLIENT_TLS)
                    ? ClientTls.ISTIO_MUTUAL.toString()
                    : MtlsMode.PERMISSIVE.toString();
            return List.of(PatchOperation.add(setting.element().at().field(setting.field()), on));
        }
    }
}
