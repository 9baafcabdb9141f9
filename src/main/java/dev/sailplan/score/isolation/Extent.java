package dev.sailplan.score.isolation;

import java.util.BitSet;

/**
 * How far a party extends: what it has and what is done to it, by the numbers of {@link Ground}. One that is larger in anything
 * shares no less with others. The sets are never changed.
 *
 * @param owned the clusters that are its own with all that is in them
 * @param clusters those it is in
 * @param meshes those it is in
 * @param servers the control planes that configure it
 * @param control these, and those that run in its clusters
 * @param hosts the clusters in which the control planes run that configure it
 * @param readable the clusters for whose API servers those hold credentials
 * @param roots those to which its certificates chain
 * @param trustDomains those in its certificates
 * @param trusted the roots its meshes hold bundles of
 * @param networks those of its clusters
 * @param namespaces the names of its namespaces
 * @param places the meshes in which these names mean its namespaces; beyond the last mesh, services of no mesh
 * @param open whether calls to it are not denied by default
 */
record Extent(
        BitSet owned,
        BitSet clusters,
        BitSet meshes,
        BitSet servers,
        BitSet control,
        BitSet hosts,
        BitSet readable,
        BitSet roots,
        BitSet trustDomains,
        BitSet trusted,
        BitSet networks,
        BitSet namespaces,
        BitSet places,
        boolean open) {

    /** Whether nothing is its own, so that nothing separates it from others. */
    boolean isOfNothing() {
        return owned.isEmpty() && namespaces.isEmpty();
    }

    /** Whether a cluster of one of them is used by the other. */
    boolean intrudes(Extent other) {
        return owned.intersects(other.clusters) || other.owned.intersects(clusters);
    }

    /** Whether a namespace of one name in one mesh is both of theirs. */
    boolean sharesNamespaceWith(Extent other) {
        return namespaces.intersects(other.namespaces) && places.intersects(other.places);
    }

    boolean sharesClusterWith(Extent other) {
        return clusters.intersects(other.clusters);
    }

    boolean sharesMeshWith(Extent other) {
        return meshes.intersects(other.meshes);
    }

    boolean sharesControlWith(Extent other) {
        return control.intersects(other.control);
    }

    boolean sharesServerWith(Extent other) {
        return servers.intersects(other.servers) || sharesClusterWith(other);
    }

    boolean sharesHostWith(Extent other) {
        return hosts.intersects(other.hosts) || hosts.intersects(other.clusters) || clusters.intersects(other.hosts);
    }

    boolean sharesRootWith(Extent other) {
        return roots.intersects(other.roots);
    }

    boolean sharesTrustDomainWith(Extent other) {
        return trustDomains.intersects(other.trustDomains);
    }

    boolean sharesNetworkWith(Extent other) {
        return networks.intersects(other.networks);
    }

    /** Whether its control planes hold credentials for the other's API servers. */
    boolean reads(Extent other) {
        return readable.intersects(other.clusters);
    }

    boolean trusts(Extent other) {
        return trusted.intersects(other.roots);
    }
}
