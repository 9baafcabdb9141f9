package dev.sailplan.query;

import dev.sailplan.document.FailureDocument;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything in a topology that can be taken to have failed, by kind and name. */
final class FailurePoints {

    private static final Map<FailureKind, String> WORDS = Map.of(
            FailureKind.ZONE, "zone",
            FailureKind.REGION, "region",
            FailureKind.CLUSTER, "cluster",
            FailureKind.NETWORK, "network",
            FailureKind.GATEWAY, "gateway",
            FailureKind.CONTROL_PLANE, "control plane",
            FailureKind.API_SERVER, "API server of a cluster");

    private final Map<FailureKind, Map<String, Failure>> points = new EnumMap<>(FailureKind.class);

    FailurePoints(Topology topology) {
        add(FailureKind.CLUSTER, names(topology.clusters()));
        add(FailureKind.API_SERVER, names(topology.clusters()));
        add(FailureKind.NETWORK, names(topology.networks()).filter(name -> !name.isEmpty()));
        add(FailureKind.GATEWAY, names(gatewaysOf(topology)));
        add(FailureKind.CONTROL_PLANE, names(topology.controlPlanes()));
        add(FailureKind.ZONE, zonesOf(topology));
        add(FailureKind.REGION, regionsOf(topology));
    }

    private void add(FailureKind kind, Stream<String> names) {
        Map<String, Failure> known = new LinkedHashMap<>();
        names.forEach(name -> known.putIfAbsent(name, new Failure(kind, name)));
        points.put(kind, known);
    }

    private static Stream<String> names(Collection<? extends Element> elements) {
        return elements.stream().map(Element::name);
    }

    private static List<Gateway> gatewaysOf(Topology topology) {
        return topology.networks().stream()
                .map(Network::gateways)
                .flatMap(gateways -> gateways.orElse(List.of()).stream())
                .toList();
    }

    private static Stream<String> zonesOf(Topology topology) {
        return Stream.of(
                        topology.clusters().stream().map(Cluster::zones).flatMap(FailurePoints::each),
                        workloadsOf(topology).flatMap(workload -> workload.zone().stream()),
                        gatewaysOf(topology).stream().map(Gateway::zones).flatMap(FailurePoints::each),
                        topology.controlPlanes().stream()
                                .map(ControlPlane::zones)
                                .flatMap(FailurePoints::each))
                .flatMap(zones -> zones);
    }

    private static Stream<String> regionsOf(Topology topology) {
        return Stream.concat(
                topology.clusters().stream().flatMap(cluster -> cluster.region().asOptional().stream()),
                workloadsOf(topology).flatMap(workload -> workload.region().stream()));
    }

    private static Stream<Workload> workloadsOf(Topology topology) {
        return topology.services().stream().map(Service::workloads).flatMap(FailurePoints::each);
    }

    private static <T> Stream<T> each(Fact<List<T>> fact) {
        return fact.orElse(List.of()).stream();
    }

    /** The points that are named; what is not known is noted. */
    Set<Failure> resolve(@Nullable List<FailureDocument> written, Pointer at, Names names) {
        Set<Failure> failures = new LinkedHashSet<>();
        List<FailureDocument> all = Objects.requireNonNullElse(written, List.of());
        for (int i = 0; i < all.size(); i++) {
            FailureKind kind = all.get(i).kind();
            String name = all.get(i).name();
            if (kind != null && name != null) {
                names.find(
                                points.getOrDefault(kind, Map.of()),
                                Objects.requireNonNull(WORDS.get(kind)),
                                name,
                                at.index(i).field("name"))
                        .ifPresent(failures::add);
            }
        }
        return failures;
    }
}
