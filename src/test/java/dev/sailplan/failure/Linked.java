package dev.sailplan.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Small random topologies in which much depends on links and roots: few clusters, many links, sound gateways. */
final class Linked {

    private static final List<String> ROOTS = List.of("root-one", "root-two");

    private Linked() {}

    static Map<String, Object> random(long seed) {
        Map<String, Object> document = dev.sailplan.Topologies.random(seed);
        Random chance = new Random(seed);
        List<String> places = Stream.of("networks", "clusters")
                .flatMap(field -> names(document, field).stream())
                .toList();
        List<Object> links = new ArrayList<>();
        for (int i = chance.nextInt(9); i > 0; i--) {
            Map<String, Object> link = new LinkedHashMap<>();
            link.put("from", places.get(chance.nextInt(places.size())));
            link.put("to", places.get(chance.nextInt(places.size())));
            if (chance.nextInt(5) == 0) {
                link.put("routable", false);
            } else if (chance.nextInt(5) == 0) {
                link.put("ports", List.of(6443, 15443, 8080));
            }
            links.add(link);
        }
        document.put("links", links);
        document.put("tenants", List.of());
        document.put("traffic", List.of());
        objects(document, "meshes").forEach(mesh -> {
            mesh.put("trustBundles", List.of(Map.of("root", "root-one"), Map.of("root", "root-two")));
            mesh.put("trustDomain", "cluster.local");
            mesh.put("certificateAuthority", authority(chance));
        });
        objects(document, "services").forEach(service -> service.remove("allowedTenants"));
        objects(document, "clusters").forEach(cluster -> {
            cluster.remove("trustDomain");
            cluster.put("apiServer", Map.of("address", "https://api.example:6443", "reachableFrom", List.of("*")));
        });
        objects(document, "networks").stream()
                .flatMap(network -> objects(network, "gateways").stream())
                .forEach(gateway -> {
                    gateway.put("tlsMode", "AUTO_PASSTHROUGH");
                    gateway.put("loadBalancer", Map.of("layer", "L4"));
                    gateway.put("exposes", List.of("services", "controlPlane"));
                    gateway.remove("hosts");
                });
        return document;
    }

    private static Map<String, Object> authority(Random chance) {
        return chance.nextInt(4) == 0
                ? Map.of("type", "selfSigned")
                : Map.of("type", "pluggedIn", "root", ROOTS.get(chance.nextInt(ROOTS.size())));
    }

    /** The same document with links that let nothing through, each instead of what is declared from and to the same place. */
    static Map<String, Object> without(Map<String, Object> document, List<String> failed) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        List<Object> links = new ArrayList<>();
        objects(document, "links").stream()
                .filter(link -> !failed.contains(link.get("from") + "->" + link.get("to")))
                .forEach(links::add);
        failed.stream()
                .map(name -> name.split("->"))
                .forEach(ends -> links.add(Map.of("from", ends[0], "to", ends[1], "routable", false)));
        changed.put("links", links);
        return changed;
    }

    static List<String> names(Map<String, Object> document, String field) {
        return objects(document, field).stream()
                .map(each -> String.valueOf(each.get("name")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Map<String, Object> document, String field) {
        return (List<Map<String, Object>>) document.getOrDefault(field, List.of());
    }
}
