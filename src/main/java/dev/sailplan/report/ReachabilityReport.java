package dev.sailplan.report;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Matrix;
import dev.sailplan.reachability.Reason;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * Who can call what: the services as the clusters of the topology's meshes see them.
 *
 * @param rows services that every client sees alike, in document order
 * @param assumed JSON Pointers to the unknown facts that were taken for granted
 */
public record ReachabilityReport(List<Row> rows, List<String> assumed) {

    /** Longer lists of clusters are not worth reading where they are all the others. */
    private static final int MOST_CLUSTERS = 20;

    public ReachabilityReport {
        rows = List.copyOf(rows);
        assumed = List.copyOf(assumed);
    }

    /**
     * Services that every client sees alike.
     *
     * @param services their names
     * @param clients who sees them how
     */
    public record Row(List<String> services, List<Clients> clients) {}

    /**
     * Clusters whose clients see a service alike.
     *
     * @param clusters their names; {@code *} for all that no other entry of the row names
     * @param verdict reachable, degraded or unreachable
     * @param reasons why calls are lost or fail, empty if all work
     */
    public record Clients(List<String> clusters, String verdict, List<String> reasons) {}

    static ReachabilityReport of(Matrix matrix) {
        return new ReachabilityReport(
                matrix.rows().stream().map(ReachabilityReport::rowOf).toList(),
                matrix.assumed().stream().map(Pointer::text).toList());
    }

    private static Row rowOf(Matrix.Row row) {
        List<Clients> clients = new ArrayList<>();
        int largest = largestOf(row.cells());
        for (int i = 0; i < row.cells().size(); i++) {
            clients.add(clientsOf(row.cells().get(i), i == largest));
        }
        return new Row(row.services().stream().map(Service::name).toList(), clients);
    }

    /** The place of the cell that stands for all others, -1 if every cell is small. */
    private static int largestOf(List<Matrix.Cell> cells) {
        int largest = -1;
        int size = MOST_CLUSTERS;
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).size() > size) {
                largest = i;
                size = cells.get(i).size();
            }
        }
        return largest;
    }

    private static Clients clientsOf(Matrix.Cell cell, boolean areOthers) {
        return new Clients(
                areOthers
                        ? List.of("*")
                        : cell.clients().stream().map(Cluster::name).toList(),
                cell.verdict().toString(),
                cell.reasons().stream().map(Reason::toString).toList());
    }
}
