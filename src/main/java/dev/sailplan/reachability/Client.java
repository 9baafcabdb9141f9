package dev.sailplan.reachability;

import dev.sailplan.address.AddressRange;
import dev.sailplan.address.IpFamily;
import dev.sailplan.document.DataPlane;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a proxy in a cluster.
 *
 * @param cluster where it runs
 * @param ownNetwork its network, null for the one of its cluster
 * @param withoutNetwork whether it has no network, whatever its cluster has
 * @param proxy what kind of proxy it is
 * @param ambient whether it speaks HBONE to gateways
 * @param ownFamilies its IP families, null for those of its cluster's pods
 * @param namespace the namespace of its workload, null if calls are judged without one
 * @param ownZone its zone, null for its cluster's only one
 * @param subzone its subzone, null if it has none
 * @param networkView the names of the networks whose endpoints it asks for, null for all
 */
public record Client(
        Cluster cluster,
        @Nullable Network ownNetwork,
        boolean withoutNetwork,
        Proxy proxy,
        boolean ambient,
        @Nullable Set<IpFamily> ownFamilies,
        @Nullable String namespace,
        @Nullable String ownZone,
        @Nullable String subzone,
        @Nullable Set<String> networkView) {

    /** What a proxy is for. */
    public enum Proxy {
        SIDECAR("sidecar"),
        ZTUNNEL("ztunnel"),
        WAYPOINT("waypoint"),
        INGRESS("ingress"),
        EASTWEST("eastwest");

        private final String text;

        Proxy(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The ordinary client of a cluster: a sidecar, or in an ambient cluster the ztunnel. */
    public static Client of(Cluster cluster) {
        return of(cluster, null, null);
    }

    /**
     * A proxy in a cluster.
     *
     * @param dataPlane what it is part of, null for the data plane of the cluster
     * @param proxy what kind it is, null for a sidecar or a ztunnel
     */
    public static Client of(Cluster cluster, @Nullable DataPlane dataPlane, @Nullable Proxy proxy) {
        DataPlane plane =
                dataPlane != null ? dataPlane : proxy == Proxy.SIDECAR ? DataPlane.SIDECAR : cluster.dataPlane();
        boolean ambient = proxy == Proxy.WAYPOINT || (proxy != Proxy.EASTWEST && plane == DataPlane.AMBIENT);
        Proxy kind = proxy != null && proxy != Proxy.SIDECAR ? proxy : ambient ? Proxy.ZTUNNEL : Proxy.SIDECAR;
        return new Client(cluster, null, false, kind, ambient, null, null, null, null, null);
    }

    public Client inNamespace(@Nullable String name) {
        return new Client(
                cluster, ownNetwork, withoutNetwork, proxy, ambient, ownFamilies, name, ownZone, subzone, networkView);
    }

    /** The same client on another network than its cluster's. */
    public Client on(Network network) {
        return new Client(
                cluster, network, false, proxy, ambient, ownFamilies, namespace, ownZone, subzone, networkView);
    }

    /** The same client with no network. */
    public Client onNoNetwork() {
        return new Client(cluster, null, true, proxy, ambient, ownFamilies, namespace, ownZone, subzone, networkView);
    }

    public Client withFamilies(Set<IpFamily> families) {
        return new Client(
                cluster,
                ownNetwork,
                withoutNetwork,
                proxy,
                ambient,
                Set.copyOf(families),
                namespace,
                ownZone,
                subzone,
                networkView);
    }

    public Client at(@Nullable String zone, @Nullable String part) {
        return new Client(
                cluster, ownNetwork, withoutNetwork, proxy, ambient, ownFamilies, namespace, zone, part, networkView);
    }

    public Client withNetworkView(Set<String> networks) {
        return new Client(
                cluster,
                ownNetwork,
                withoutNetwork,
                proxy,
                ambient,
                ownFamilies,
                namespace,
                ownZone,
                subzone,
                Set.copyOf(networks));
    }

    /** The network Istio compares; none matches every network. */
    public Optional<Network> network() {
        if (withoutNetwork) {
            return Optional.empty();
        }
        return (ownNetwork == null ? cluster.network() : Optional.of(ownNetwork))
                .filter(network -> !network.isImplicit());
    }

    /** Its IP families: stated, else those of its cluster's pod ranges; none if those are unknown. */
    public Optional<Set<IpFamily>> families() {
        return ownFamilies != null
                ? Optional.of(ownFamilies)
                : cluster.podCidrs().asOptional().map(Client::familiesOf);
    }

    private static Set<IpFamily> familiesOf(List<AddressRange> ranges) {
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        ranges.forEach(range -> families.add(IpFamily.of(range)));
        return families;
    }

    public Locality locality() {
        String only = cluster.zones()
                .asOptional()
                .filter(zones -> zones.size() == 1)
                .map(zones -> zones.get(0))
                .orElse(null);
        return new Locality(cluster.region().value(), ownZone == null ? only : ownZone, subzone);
    }
}
