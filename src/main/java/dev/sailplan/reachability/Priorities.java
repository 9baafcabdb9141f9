package dev.sailplan.reachability;

import dev.sailplan.document.LocalityDocument;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.reachability.EndpointView.ServedEndpoint;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints are called first, and which when those fail.
 *
 * <p>After Istio's locality load balancing: {@code failoverPriority} compares labels, {@code failover} compares regions, zones and
 * subzones, and both together order by the first, then by the second.
 */
public final class Priorities {

    private static final String NETWORK = "topology.istio.io/network";
    private static final String CLUSTER = "topology.istio.io/cluster";
    private static final String REGION = "topology.kubernetes.io/region";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String SUBZONE = "topology.istio.io/subzone";

    /** Since then a network label in first place is preferred, and the labels behind it still count. */
    private static final MinorVersion NETWORK_IS_PREFERRED = new MinorVersion(1, 31);

    /** More than there are distances. */
    private static final int DISTANCES = 5;

    private static final int OTHER_REGION = 3;
    private static final int NOT_THE_TARGET = 4;

    private final Client client;
    private final LocalityDocument settings;
    private final boolean networkIsPreferred;

    Priorities(Client client, LocalityDocument settings, MinorVersion version) {
        this.client = client;
        this.settings = settings;
        this.networkIsPreferred = version.compareTo(NETWORK_IS_PREFERRED) >= 0;
    }

    /** Whether endpoints have priorities at all; without outlier detection nothing ever fails over. */
    static boolean apply(LocalityDocument settings) {
        return Boolean.TRUE.equals(settings.outlierDetection()) && failsOver(settings);
    }

    /** Whether endpoints have priorities once there is outlier detection. */
    static boolean failsOver(LocalityDocument settings) {
        return !Boolean.FALSE.equals(settings.enabled())
                && all(settings.distribute()).isEmpty();
    }

    /** Whether regions are compared. */
    public static boolean asksRegions(LocalityDocument settings) {
        return asks(settings, REGION);
    }

    /** Whether zones are compared. */
    public static boolean asksZones(LocalityDocument settings) {
        return asks(settings, ZONE);
    }

    private static boolean asks(LocalityDocument settings, String wanted) {
        List<String> labels = all(settings.failoverPriority());
        return labels.isEmpty()
                || !all(settings.failover()).isEmpty()
                || labels.stream().anyMatch(label -> wanted.equals(nameOf(label)));
    }

    /** Whether an entry of {@code failoverPriority} compares regions, zones or subzones as they are. */
    public static boolean comparesLocality(String entry) {
        return entry.equals(REGION) || entry.equals(ZONE) || entry.equals(SUBZONE);
    }

    /** Whether an entry of {@code failoverPriority} compares a label that the gateway of another network has. */
    public static boolean isOnGateways(String entry) {
        return nameOf(entry).equals(NETWORK) || nameOf(entry).equals(CLUSTER);
    }

    /** Whether comparing the entries of {@code failoverPriority} ends at the first one for endpoints on other networks. */
    public static boolean endsAtNetwork(List<String> entries, MinorVersion version) {
        return !entries.isEmpty()
                && nameOf(entries.get(0)).equals(NETWORK)
                && version.compareTo(NETWORK_IS_PREFERRED) < 0;
    }

    private static String nameOf(String entry) {
        return entry.split("=", 2)[0];
    }

    /** The priority of each endpoint, in the order given. */
    List<Integer> of(List<ServedEndpoint> endpoints) {
        List<Integer> priorities = new ArrayList<>(Collections.nCopies(endpoints.size(), 0));
        List<String> labels = all(settings.failoverPriority());
        if (!labels.isEmpty()) {
            priorities = renumbered(endpoints.stream()
                    .map(endpoint -> byLabels(labelsOf(endpoint)))
                    .toList());
        }
        if (labels.isEmpty() || !all(settings.failover()).isEmpty()) {
            List<Integer> both = new ArrayList<>();
            for (int i = 0; i < endpoints.size(); i++) {
                both.add(DISTANCES * priorities.get(i)
                        + byRegion(endpoints.get(i).locality()));
            }
            priorities = renumbered(both);
        }
        return priorities;
    }

    /** The number of labels from the first that differs on. */
    private int byLabels(Map<String, String> endpoint) {
        List<String> labels = all(settings.failoverPriority());
        Map<String, String> own = labelsOf(client);
        int priority = 0;
        for (int place = 0; place < labels.size(); place++) {
            String[] label = labels.get(place).split("=", 2);
            String wanted = label.length == 2 ? label[1] : own.getOrDefault(label[0], "");
            if (!wanted.equals(endpoint.getOrDefault(label[0], ""))) {
                priority += labels.size() - place;
                boolean goesOn = place == 0 && label[0].equals(NETWORK) && networkIsPreferred;
                if (!goesOn) {
                    return priority;
                }
            }
        }
        return priority;
    }

    private static Map<String, String> labelsOf(Client client) {
        Map<String, String> labels = new HashMap<>();
        addPlace(client.network().orElse(null), client.cluster(), labels);
        addLocality(client.locality(), labels);
        return labels;
    }

    /** A gateway has labels of its own only, not those of the endpoints behind it. */
    private static Map<String, String> labelsOf(ServedEndpoint endpoint) {
        Map<String, String> labels = new HashMap<>();
        addPlace(endpoint.network(), endpoint.cluster(), labels);
        if (!endpoint.gateway()) {
            addLocality(endpoint.locality(), labels);
        }
        return labels;
    }

    private static void addPlace(@Nullable Network network, @Nullable Cluster cluster, Map<String, String> labels) {
        if (network != null) {
            labels.put(NETWORK, network.name());
        }
        if (cluster != null) {
            labels.put(CLUSTER, cluster.name());
        }
    }

    private static void addLocality(Locality locality, Map<String, String> labels) {
        labels.put(REGION, locality.region());
        labels.put(ZONE, locality.zone());
        labels.put(SUBZONE, locality.subzone());
    }

    private int byRegion(Locality endpoint) {
        Locality own = client.locality();
        int distance = own.distanceTo(endpoint);
        if (distance < OTHER_REGION) {
            return distance;
        }
        return all(settings.failover()).stream()
                .filter(failover -> own.region().equals(failover.from()))
                .findFirst()
                .filter(failover -> !endpoint.region().equals(failover.to()))
                .map(failover -> NOT_THE_TARGET)
                .orElse(OTHER_REGION);
    }

    /** The same order without gaps, from 0. */
    private static List<Integer> renumbered(List<Integer> priorities) {
        Map<Integer, Integer> ranks = new TreeMap<>();
        priorities.forEach(priority -> ranks.put(priority, 0));
        int next = 0;
        for (Map.Entry<Integer, Integer> rank : ranks.entrySet()) {
            rank.setValue(next);
            next++;
        }
        return priorities.stream()
                .map(priority -> Objects.requireNonNull(ranks.get(priority)))
                .toList();
    }

    private static <T> List<T> all(@Nullable List<T> stated) {
        return stated == null ? List.of() : stated;
    }
}
