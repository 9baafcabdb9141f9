package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.CertificateAuthority;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything in a topology that can be taken to have failed, by kind and name: what it names, in document order. */
public final class FailureUnits {

    private final Map<FailureKind, Map<String, Failure>> units = new EnumMap<>(FailureKind.class);

    private FailureUnits(Topology topology) {
        add(FailureKind.ZONE, zonesOf(topology));
        add(FailureKind.REGION, regionsOf(topology));
        add(FailureKind.CLUSTER, names(topology.clusters()));
        add(FailureKind.NETWORK, names(topology.networks()).filter(name -> !name.isEmpty()));
        add(FailureKind.GATEWAY, names(gatewaysOf(topology)));
        add(FailureKind.CONTROL_PLANE, names(topology.controlPlanes()));
        add(FailureKind.API_SERVER, names(topology.clusters()));
        add(FailureKind.LINK, topology.links().routable().stream());
        add(FailureKind.CERTIFICATE_AUTHORITY, rootsOf(topology));
    }

    public static FailureUnits of(Topology topology) {
        return new FailureUnits(topology);
    }

    /** Everything that can fail: by kind, in it in document order. */
    public List<Failure> all() {
        List<Failure> all = new ArrayList<>();
        units.values().forEach(ofKind -> all.addAll(ofKind.values()));
        return all;
    }

    /** What can fail of one kind, by name. */
    public Map<String, Failure> of(FailureKind kind) {
        return units.getOrDefault(kind, Map.of());
    }

    private void add(FailureKind kind, Stream<String> names) {
        Map<String, Failure> known = new LinkedHashMap<>();
        names.forEach(name -> known.putIfAbsent(name, new Failure(kind, name)));
        units.put(kind, known);
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

    /** Roots that are named, and those that control planes made for themselves. */
    private static Stream<String> rootsOf(Topology topology) {
        return Stream.of(
                        topology.meshes().stream()
                                .map(Mesh::certificateAuthority)
                                .flatMap(FailureUnits::rootOf),
                        topology.clusters().stream()
                                .flatMap(cluster -> cluster.certificateAuthority().stream())
                                .flatMap(own -> own.root().asOptional().stream()),
                        topology.controlPlanes().stream()
                                .flatMap(signer -> signer.mesh().rootSignedBy(signer).name().stream()))
                .flatMap(roots -> roots);
    }

    private static Stream<String> rootOf(Fact<CertificateAuthority> authority) {
        return authority.asOptional().flatMap(known -> known.root().asOptional()).stream();
    }

    private static Stream<String> zonesOf(Topology topology) {
        return Stream.of(
                        topology.clusters().stream().map(Cluster::zones).flatMap(FailureUnits::each),
                        workloadsOf(topology).map(Workload::zone).flatMap(Optional::stream),
                        gatewaysOf(topology).stream().map(Gateway::zones).flatMap(FailureUnits::each),
                        topology.controlPlanes().stream()
                                .map(ControlPlane::zones)
                                .flatMap(FailureUnits::each))
                .flatMap(zones -> zones);
    }

    private static Stream<String> regionsOf(Topology topology) {
        return Stream.concat(
                topology.clusters().stream().flatMap(cluster -> cluster.region().asOptional().stream()),
                workloadsOf(topology).map(Workload::region).flatMap(Optional::stream));
    }

    private static Stream<Workload> workloadsOf(Topology topology) {
        return topology.services().stream().map(Service::workloads).flatMap(FailureUnits::each);
    }

    private static <T> Stream<T> each(Fact<List<T>> fact) {
        return fact.orElse(List.of()).stream();
    }
}
