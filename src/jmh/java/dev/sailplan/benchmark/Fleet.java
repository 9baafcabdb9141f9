package dev.sailplan.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A sound fleet of a given size, always the same: primaries on networks of ten, services in some of the clusters each. */
final class Fleet {

    private static final int CLUSTERS_PER_NETWORK = 10;

    private final int clusters;
    private final int services;
    private final int workloads;
    private final boolean dnsProxy;

    Fleet(int clusters, int services, int workloads) {
        this(clusters, services, workloads, false);
    }

    Fleet(int clusters, int services, int workloads, boolean dnsProxy) {
        this.clusters = clusters;
        this.services = services;
        this.workloads = workloads;
        this.dnsProxy = dnsProxy;
    }

    byte[] json() {
        return JsonMapper.shared().writeValueAsBytes(document());
    }

    byte[] yaml() {
        return YAMLMapper.builder(YAMLFactory.builder().build())
                .build()
                .writeValueAsString(document())
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", "fleet");
        document.put("asOf", "2026-11-20");
        document.put("networks", each((clusters + CLUSTERS_PER_NETWORK - 1) / CLUSTERS_PER_NETWORK, this::network));
        document.put(
                "meshes",
                List.of(Map.of(
                        "name", "m",
                        "certificateAuthority", Map.of("root", "root", "type", "pluggedIn"),
                        "trustBundles", List.of())));
        document.put("clusters", each(clusters, this::cluster));
        document.put("controlPlanes", each(clusters, this::controlPlane));
        document.put("services", each(services, this::service));
        return document;
    }

    private interface Part {
        Map<String, Object> number(int i);
    }

    private static List<Map<String, Object>> each(int count, Part part) {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part.number(i));
        }
        return parts;
    }

    private Map<String, Object> network(int i) {
        return ordered(
                "name",
                "n" + i,
                "gateways",
                List.of(ordered(
                        "name",
                        "g" + i,
                        "cluster",
                        "c" + i * CLUSTERS_PER_NETWORK,
                        "addresses",
                        List.of("192.0.2." + i % 256),
                        "loadBalancer",
                        Map.of("layer", "L4"))));
    }

    private Map<String, Object> cluster(int i) {
        int place = i % CLUSTERS_PER_NETWORK;
        return ordered(
                "name",
                "c" + i,
                "mesh",
                "m",
                "dnsProxy",
                dnsProxy,
                "network",
                "n" + i / CLUSTERS_PER_NETWORK,
                "region",
                "r" + i % 5,
                "zones",
                List.of("a", "b"),
                "podCidrs",
                List.of("10." + place + ".0.0/16"),
                "serviceCidrs",
                List.of("172.16." + place + ".0/24"),
                "nodeCidrs",
                List.of("192.168.0.0/16"),
                "apiServer",
                ordered("address", "https://10.200.0." + i % 256 + ":6443", "reachableFrom", List.of("*")));
    }

    private Map<String, Object> controlPlane(int i) {
        List<Map<String, Object>> secrets = new ArrayList<>();
        for (int other = 0; other < clusters; other++) {
            if (other != i) {
                secrets.add(Map.of("cluster", "c" + other));
            }
        }
        return ordered("name", "p" + i, "cluster", "c" + i, "replicas", 2, "remoteSecrets", secrets);
    }

    private Map<String, Object> service(int i) {
        return ordered(
                "name",
                "s" + i,
                "namespace",
                "ns" + i % 100,
                "ports",
                List.of(ordered("name", "http", "number", 80, "targetPort", 8080, "protocol", "HTTP")),
                "workloads",
                each(workloads, w -> workload(i, w)));
    }

    private Map<String, Object> workload(int i, int w) {
        int cluster = (i * 7 + w) % clusters;
        String address = "10." + cluster % CLUSTERS_PER_NETWORK + "." + i % 256 + "." + w;
        return ordered("cluster", "c" + cluster, "replicas", 1, "addresses", List.of(address));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
