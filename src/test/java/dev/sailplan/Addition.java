package dev.sailplan;

import static dev.sailplan.Topologies.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds to a document what has nothing to do with what is in it. */
final class Addition {

    private final Map<String, Object> document;

    private Addition(Map<String, Object> document) {
        this.document = document;
    }

    static Map<String, Object> to(Map<String, Object> document) {
        Addition addition = new Addition(document);
        addition.describe();
        addition.addSpareCluster();
        if (addition.list("meshes").size() > 1) {
            addition.addMesh();
        }
        addition.addService();
        return document;
    }

    private void describe() {
        document.put("description", "More than before");
        document.put("labels", object("team", "zz"));
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(String field) {
        return (List<Object>) document.computeIfAbsent(field, key -> new ArrayList<>());
    }

    private boolean namesNetworks() {
        return list("clusters").stream().anyMatch(cluster -> ((Map<?, ?>) cluster).containsKey("network"));
    }

    private void addSpareCluster() {
        list("clusters").add(cluster("zz-spare", 64));
    }

    private Map<String, Object> cluster(String name, int block) {
        Map<String, Object> cluster = object(
                "name", name,
                "region", "zz-region",
                "zones", List.of("zz-a", "zz-b"),
                "podCidrs", List.of("100." + block + ".0.0/20"),
                "serviceCidrs", List.of("100." + block + ".16.0/20"),
                "nodeCidrs", List.of("100." + block + ".32.0/20"),
                "apiServer", object("address", "https://api." + name + ".example", "reachableFrom", List.of()),
                "controlPlaneClusters", List.of("*"));
        if (namesNetworks()) {
            String network = name + "-net";
            list("networks").add(object("name", network, "gateways", List.of()));
            cluster.put("network", network);
        }
        return cluster;
    }

    private void addMesh() {
        list("meshes")
                .add(object(
                        "name",
                        "zz-mesh",
                        "trustDomain",
                        "zz.example",
                        "trustDomainAliases",
                        List.of(),
                        "trustBundles",
                        List.of(),
                        "certificateAuthority",
                        object("root", "zz-root", "type", "pluggedIn", "notAfter", "2035-01-01"),
                        "mtls",
                        "STRICT"));
        Map<String, Object> home = cluster("zz-home", 65);
        home.put("mesh", "zz-mesh");
        home.put("revision", "default");
        list("clusters").add(home);
        list("controlPlanes")
                .add(object(
                        "name",
                        "zz-istiod",
                        "cluster",
                        "zz-home",
                        "mesh",
                        "zz-mesh",
                        "version",
                        "1.31",
                        "replicas",
                        2,
                        "zones",
                        List.of("zz-a", "zz-b"),
                        "remoteSecrets",
                        List.of()));
    }

    /** In a cluster that has a mesh and of which no traffic speaks; nobody else knows its name. */
    private void addService() {
        Optional<Map<?, ?>> home = list("clusters").stream()
                .<Map<?, ?>>map(cluster -> (Map<?, ?>) cluster)
                .filter(cluster -> cluster.containsKey("mesh") && !isInTraffic(String.valueOf(cluster.get("name"))))
                .reduce((first, second) -> second);
        home.ifPresent(cluster -> list("services")
                .add(object(
                        "name", "zz",
                        "namespace", "zz-space",
                        "mesh", String.valueOf(cluster.get("mesh")),
                        "ports", List.of(object("name", "http", "number", 80, "protocol", "HTTP")),
                        "exportedIn", List.of(),
                        "workloads",
                                List.of(object(
                                        "cluster",
                                        String.valueOf(cluster.get("name")),
                                        "addresses",
                                        List.of("100.66.0.1"))))));
    }

    private boolean isInTraffic(String cluster) {
        return list("traffic").stream().anyMatch(entry -> entry.toString().contains("cluster=" + cluster + "}"));
    }
}
