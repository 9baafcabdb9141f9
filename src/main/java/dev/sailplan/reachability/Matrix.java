package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.EndpointView.Verdict;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Who can call what in a whole topology: every service as the clusters that are part of a mesh see it, by their ordinary proxies
 * and without a namespace.
 *
 * @param rows services that are seen alike, by the first of them in document order
 * @param assumed the unknown facts that were read, in order; taken as in an {@link EndpointView}
 */
public record Matrix(List<Row> rows, List<Pointer> assumed) {

    public Matrix {
        rows = List.copyOf(rows);
        assumed = List.copyOf(assumed);
    }

    /**
     * Services that every client sees alike.
     *
     * @param services in document order
     * @param cells the clients, by the first of them in document order
     */
    public record Row(List<Service> services, List<Cell> cells) {}

    /** Clients that see a service alike; kept as a bit for each cluster of the topology. */
    public static final class Cell {

        private final List<Cluster> clusters;
        private final BitSet clients;
        private final Verdict verdict;
        private final Set<Reason> reasons;

        Cell(List<Cluster> clusters, BitSet clients, Verdict verdict, Set<Reason> reasons) {
            this.clusters = clusters;
            this.clients = clients;
            this.verdict = verdict;
            this.reasons = Collections.unmodifiableSet(reasons);
        }

        /** The clusters of the clients, in document order. */
        public List<Cluster> clients() {
            return clients.stream().mapToObj(clusters::get).toList();
        }

        /** How many clusters they are. */
        public int size() {
            return clients.cardinality();
        }

        public Verdict verdict() {
            return verdict;
        }

        /** Why calls are lost or fail, in the order of the steps; empty if all work. */
        public Set<Reason> reasons() {
            return reasons;
        }
    }
}
