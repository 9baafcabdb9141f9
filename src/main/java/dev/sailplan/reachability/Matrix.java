package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.EndpointView.Verdict;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
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

    /**
     * Clients that see a service alike.
     *
     * @param clients in document order
     * @param reasons why calls are lost or fail, in the order of the steps; empty if all work
     */
    public record Cell(List<Cluster> clients, Verdict verdict, Set<Reason> reasons) {}
}
