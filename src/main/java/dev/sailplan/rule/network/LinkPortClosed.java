package dev.sailplan.rule.network;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.ControlPlaneAccess;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.DirectCalls;
import dev.sailplan.reachability.Entrances;
import dev.sailplan.reachability.Entrances.Entrance;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Links.Barrier;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

@RuleInfo(
        code = "NET005",
        name = "link-port-closed",
        severity = ERROR,
        summary = "A declared link has the ports open that calls, remote clusters and external control planes need",
        message = "The link from {from} to {to} {closes}, needed {use}; {consequence}",
        remedy = "Open the port in the firewall or security group between the two, and add it to the link's ports.",
        source = "Istio, Install Multicluster; Ports used by Istio",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.address",
            "controlPlanes.address.kind",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "links",
            "links.ports",
            "links.routable",
            "meshes.dataPlane",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.port",
            "services",
            "services.definedIn",
            "services.ports",
            "services.ports.targetPort",
            "services.scope",
            "services.workloads",
            "services.workloads.network",
            "services.workloads.proxy",
            "traffic"
        },
        since = "0.1")
final class LinkPortClosed implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().links().restrictAnything()
                ? new Evaluation(reachability).outcomes()
                : Stream.empty();
    }

    /** Facts without which there may be further calls, all of which would meet one of some barriers. */
    private record Doubt(Set<Barrier> barriers, Set<Pointer> facts) {}

    private static final class Evaluation {

        private final Reachability reachability;
        private final Topology topology;
        private final Links links;
        private final Barriers barriers;
        private final ControlPlaneAccess access;
        private final Map<Barrier, ClosedLink> closed = new LinkedHashMap<>();
        private final List<Doubt> doubts = new ArrayList<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Evaluation(Reachability reachability) {
            this.reachability = reachability;
            this.topology = reachability.topology();
            this.links = topology.links();
            this.barriers = new Barriers(links);
            this.access = new ControlPlaneAccess(links);
        }

        Stream<Outcome> outcomes() {
            topology.networks().forEach(this::judgeGateways);
            judgeDirectCalls();
            topology.clusters().stream()
                    .filter(cluster -> cluster.role().isRemote())
                    .forEach(this::judgeRemote);
            topology.controlPlanes().stream().filter(ControlPlane::isExternal).forEach(this::judgeReader);
            doubts.stream()
                    .filter(doubt -> !doubt.barriers().stream().allMatch(this::isNeeded))
                    .forEach(doubt -> needs.addAll(doubt.facts()));
            Stream<Outcome> unknown = needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(List.copyOf(needs)));
            return Stream.concat(closed.values().stream().flatMap(ClosedLink::outcome), unknown);
        }

        /** Whether anything certainly needs what it closes: then whatever else does, it is one finding. */
        private boolean isNeeded(Barrier barrier) {
            ClosedLink link = closed.get(barrier);
            return link != null && link.isNeeded();
        }

        private ClosedLink at(Barrier barrier) {
            return closed.computeIfAbsent(barrier, ClosedLink::new);
        }

        /** Calls from other networks that are sent to gateways of one. */
        private void judgeGateways(Network network) {
            Map<Cluster, Set<Barrier>> stopped = clientsStoppedBefore(network);
            if (stopped.isEmpty()) {
                return;
            }
            Set<Pointer> others = new LinkedHashSet<>();
            Function<Call, Entrances> entrances = reachability.entrancesInto(network);
            reachability.crossingsInto(network, stopped::containsKey).forEach(crossing -> {
                crossing.calls().filter(Call::isWithinDataPlane).forEach(call -> meet(entrances.apply(call), call));
                others.addAll(crossing.needsOfOtherCalls());
            });
            Set<Barrier> any = new LinkedHashSet<>();
            stopped.values().forEach(any::addAll);
            doubts.add(new Doubt(any, others));
        }

        /** The clusters on other networks for which a gateway of this one is closed, with what closes it. */
        private Map<Cluster, Set<Barrier>> clientsStoppedBefore(Network network) {
            List<Gateway> gateways = network.gateways().orElse(List.of()).stream()
                    .filter(gateway -> !gateway.isForControlAlone() && links.restrict(Place.of(gateway)))
                    .toList();
            Map<Cluster, Set<Barrier>> stopped = new LinkedHashMap<>();
            for (Cluster cluster : gateways.isEmpty() ? List.<Cluster>of() : topology.clusters()) {
                boolean elsewhere =
                        cluster.network().filter(own -> !own.isSameAs(network)).isPresent();
                for (Gateway gateway : elsewhere ? gateways : List.<Gateway>of()) {
                    barrier(cluster, gateway)
                            .ifPresent(barrier -> stopped.computeIfAbsent(cluster, key -> new LinkedHashSet<>())
                                    .add(barrier));
                }
            }
            return stopped;
        }

        private Optional<Barrier> barrier(Cluster client, Gateway gateway) {
            int port = portFor(client, gateway);
            return port == 0 ? Optional.empty() : barriers.before(client, Place.of(gateway), port);
        }

        private static int portFor(Cluster client, Gateway gateway) {
            return client.dataPlane() == DataPlane.AMBIENT ? gateway.hbonePort() : gateway.port();
        }

        private void meet(Entrances entrances, Call call) {
            Cluster client = call.consumer().cluster();
            for (Entrance entrance : entrances.used()) {
                Gateway gateway = entrance.gateways().get(0);
                barrier(client, gateway)
                        .ifPresent(barrier -> at(barrier)
                                .addCall(
                                        call,
                                        entrance.gateways(),
                                        portFor(client, gateway),
                                        entrance.isUsed().and(call::exists)));
            }
        }

        /** Calls to other clusters of the clients' own network. */
        private void judgeDirectCalls() {
            Map<String, Set<Barrier>> limits = new HashMap<>();
            Set<Barrier> any = new LinkedHashSet<>();
            for (Barrier limit : links.limitsInside(topology.clusters())) {
                any.add(limit);
                limits.computeIfAbsent(limit.from(), key -> new LinkedHashSet<>())
                        .add(limit);
            }
            for (Service service : topology.services()) {
                Set<Consumer> consumers = reachability.consumption().consumersOf(service);
                Map<Network, List<Workload>> workloads = workloadsThatLinksRestrict(service);
                if (!workloads.isEmpty()) {
                    consumers.forEach(consumer -> consumer.cluster()
                            .network()
                            .map(workloads::get)
                            .ifPresent(beside -> judgeDirectCalls(consumer, service, beside)));
                }
                boolean known = service.workloads().isKnown();
                if (!any.isEmpty() && (!known || !workloads.isEmpty())) {
                    doubtCallersOf(service, any);
                }
                if (!any.isEmpty() && !known) {
                    doubtWorkloadsOf(service, consumers, limits);
                }
            }
        }

        private void doubtCallersOf(Service service, Set<Barrier> limits) {
            Set<Pointer> unknown =
                    new LinkedHashSet<>(reachability.consumption().unknownConsumersOf(service));
            if (!unknown.isEmpty()) {
                if (!service.workloads().isKnown()) {
                    unknown.add(service.workloads().at());
                }
                doubts.add(new Doubt(limits, unknown));
            }
        }

        /** They may run wherever links lead from the consumers. */
        private void doubtWorkloadsOf(Service service, Set<Consumer> consumers, Map<String, Set<Barrier>> limits) {
            Set<Pointer> unknown = Set.of(service.workloads().at());
            for (Consumer consumer : consumers) {
                Cluster client = consumer.cluster();
                Stream.concat(Stream.of(client.name()), client.network().map(Network::name).stream())
                        .map(limits::get)
                        .filter(Objects::nonNull)
                        .forEach(met -> doubts.add(new Doubt(met, unknown)));
            }
        }

        private Map<Network, List<Workload>> workloadsThatLinksRestrict(Service service) {
            Map<Network, List<Workload>> byNetwork = new HashMap<>();
            for (Workload workload : service.workloads().orElse(List.of())) {
                if (links.restrict(Place.of(workload))) {
                    workload.network()
                            .ifPresent(network -> byNetwork
                                    .computeIfAbsent(network, key -> new ArrayList<>())
                                    .add(workload));
                }
            }
            return byNetwork;
        }

        /** One workload behind each link is enough to need it. */
        private void judgeDirectCalls(Consumer consumer, Service service, List<Workload> beside) {
            Cluster client = consumer.cluster();
            Place start = Place.of(client);
            List<Workload> restricted = beside.stream()
                    .filter(workload -> !client.equals(workload.cluster()) && links.restrict(start, Place.of(workload)))
                    .toList();
            if (restricted.isEmpty()) {
                return;
            }
            DirectCalls calls = reachability.directCalls(consumer, service);
            Set<Barrier> met = new HashSet<>();
            for (Workload workload : restricted) {
                Place place = Place.of(workload);
                Fact<Integer> port = calls.portAt(workload);
                Barrier barrier = barriers.before(client, place, port.value())
                        .filter(Barrier::routable)
                        .orElse(null);
                if (barrier != null && !met.contains(barrier)) {
                    Judgement called = calls.to(workload);
                    at(barrier).addDirectCalls(client, service, port.value(), called);
                    if (called.isYes()) {
                        met.add(barrier);
                    }
                }
                if (!port.isKnown() && links.dependsOnPort(start, place)) {
                    needPort(port, calls.to(workload));
                }
            }
        }

        private void needPort(Fact<Integer> port, Judgement called) {
            if (!called.isNo()) {
                needs.add(port.at());
                needs.addAll(called.needs());
            }
        }

        private void judgeRemote(Cluster remote) {
            List<ControlPlane> servers = remote.controlPlanes();
            for (ControlPlane server : servers) {
                Judgement others = Judgement.of(false);
                for (ControlPlane other : servers) {
                    others = other.equals(server)
                            ? others
                            : others.or(() -> access.reaches(remote, other, ControlPlaneAccess.XDS_PORT));
                }
                judgeControlPlane(remote, server, ControlPlaneAccess.XDS_PORT, others);
                judgeControlPlane(remote, server, ControlPlaneAccess.WEBHOOK_PORT, others);
            }
        }

        /**
         * Where no control plane is reached, CPL001 says so of the port for configuration, and of links that let nothing through;
         * NET003 says so of links that let nothing through inside a network.
         *
         * @param others whether the remote gets its configuration from another control plane
         */
        private void judgeControlPlane(Cluster remote, ControlPlane server, int port, Judgement others) {
            boolean shared = server.cluster().filter(remote::isOnNetworkOf).isPresent();
            access.barriers(remote, server, port).forEach((barrier, closes) -> {
                boolean own = port == ControlPlaneAccess.WEBHOOK_PORT && barrier.routable();
                Judgement counts = own
                        ? Judgement.of(true)
                        : Judgement.of(barrier.routable() || !shared).and(others);
                at(barrier).addRemote(remote, server, port, closes.and(counts));
            });
        }

        /** An external control plane reads its config cluster with a kubeconfig, for which no remote secret stands. */
        private void judgeReader(ControlPlane reader) {
            Fact<Cluster> config = reader.configCluster();
            reader.cluster().ifPresent(host -> {
                if (config.isKnown()) {
                    judgeReading(reader, host, config.get());
                } else if (reader.mesh().clusters().stream().anyMatch(each -> mayBeClosed(host, each))) {
                    needs.add(config.at());
                }
            });
        }

        private boolean mayBeClosed(Cluster host, Cluster cluster) {
            Fact<Integer> port = reachability.discovery().apiServerPort(cluster);
            return barriers.before(host, Place.of(cluster), port.value()).isPresent()
                    || (!port.isKnown() && links.dependsOnPort(host, cluster));
        }

        private void judgeReading(ControlPlane reader, Cluster host, Cluster config) {
            if (host.equals(config)) {
                return;
            }
            Fact<Integer> port = reachability.discovery().apiServerPort(config);
            barriers.before(host, Place.of(config), port.value())
                    .filter(barrier -> barrier.routable() || !host.isOnNetworkOf(config))
                    .ifPresent(barrier -> at(barrier).addReader(reader, config, port.value()));
            if (!port.isKnown() && links.dependsOnPort(host, config)) {
                needs.add(port.at());
            }
        }
    }
}
