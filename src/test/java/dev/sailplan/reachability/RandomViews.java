package dev.sailplan.reachability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A topology and queries on it, made up: small, of the right form, and dense, so that every step of an endpoint view has something
 * to decide.
 *
 * <p>Most of what is made up is sound, for an endpoint that is dropped early says nothing about the later steps. The same seed
 * gives the same document.
 *
 * @param topology a tree of {@link LinkedHashMap}, {@link ArrayList} and scalars
 * @param queries queries on it, of the same kind
 */
record RandomViews(Map<String, Object> topology, List<Map<String, Object>> queries) {

    static RandomViews of(long seed) {
        return new Maker(seed).make();
    }

    private static final class Maker {

        private static final List<String> REGIONS = List.of("north", "south", "west");
        private static final List<String> ZONES = List.of("a", "b");
        private static final List<String> SUBZONES = List.of("s1", "s2");
        private static final List<String> NAMESPACES = List.of("shop", "stock", "billing");
        private static final List<String> ROOTS = List.of("root-one", "root-one", "root-one", "root-two", "root-three");
        private static final List<String> DOMAINS =
                List.of("one.example", "one.example", "one.example", "two.example", "three.example");
        private static final List<String> VERSIONS = List.of("1.29", "1.30", "1.31", "1.31");

        private final Random chance;
        /** The part of the facts that are left unknown. */
        private final double hidden;

        private final List<String> meshes;
        private final List<String> networks;
        private final List<String> clusters;
        private final List<String> tenants;
        private final Map<String, String> meshOf = new LinkedHashMap<>();
        private final Map<String, String> networkOf = new LinkedHashMap<>();
        private final Map<String, List<String>> listed = new LinkedHashMap<>();
        private final List<Map<String, Object>> services = new ArrayList<>();
        /** Whether everything is in one place, so that different endpoints meet behind one gateway. */
        private final boolean onePlace;

        private final boolean soundGateways;
        /** Whether meshes, if there are two, share services by exports rather than by secrets. */
        private final boolean federated;
        /** The data planes most of this document has. */
        private final List<String> dataPlanes;

        Maker(long seed) {
            chance = new Random(seed);
            onePlace = sometimes(0.5);
            soundGateways = sometimes(0.5);
            federated = sometimes(0.6);
            hidden = any(List.of(0.0, 0.0, 0.0, 0.1, 0.3));
            meshes = names("mesh-", sometimes(0.35) ? 2 : 1);
            networks = names("net-", any(List.of(0, 1, 2, 2, 2, 2, 3, 3, 3, 4)));
            clusters = names("cluster-", any(List.of(1, 2, 2, 3, 3, 4, 5, 6)));
            tenants = names("tenant-", Math.max(0, chance.nextInt(6) - 2));
            dataPlanes = any(
                    List.of(List.of("sidecar"), List.of("sidecar"), List.of("ambient"), List.of("sidecar", "ambient")));
            clusters.forEach(this::place);
        }

        /** The first cluster is always in a mesh, so that somebody can ask. */
        private void place(String cluster) {
            if (meshOf.isEmpty() || sometimes(0.94)) {
                meshOf.put(cluster, sometimes(0.6) ? meshes.get(0) : any(meshes));
            }
            if (!networks.isEmpty() && sometimes(0.92)) {
                String own = isFederation() ? meshOf.getOrDefault(cluster, "") : cluster;
                int number = Math.max(meshes.indexOf(own), clusters.indexOf(own));
                boolean apart = number >= 0 && sometimes(0.7);
                networkOf.put(cluster, apart ? networks.get(number % networks.size()) : any(networks));
            }
        }

        RandomViews make() {
            Map<String, Object> document = object("name", "views");
            maybe("istioVersion", any(VERSIONS), document);
            List<Object> controlPlanes = controlPlanes();
            for (int i = 0; i < 1 + chance.nextInt(3); i++) {
                services.add(service(i));
            }
            document.put("networks", each(networks, this::network));
            document.put("meshes", each(meshes, this::mesh));
            document.put("clusters", each(clusters, this::cluster));
            document.put("controlPlanes", controlPlanes);
            document.put("services", services);
            document.put("tenants", each(tenants, this::tenant));
            document.put("traffic", listOf(sometimes(0.35) ? 1 + chance.nextInt(2) : 0, this::traffic));
            document.put("links", listOf(sometimes(0.4) ? 1 + chance.nextInt(4) : 0, this::link));
            List<Map<String, Object>> queries = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                queries.add(query());
            }
            return new RandomViews(document, queries);
        }

        // Networks and gateways

        private Map<String, Object> network(String name) {
            Map<String, Object> network = object("name", name);
            if (sometimes(0.9)) {
                int count = any(List.of(0, 1, 1, 2, 2, 3));
                network.put("gateways", each(names(name + "-gateway-", count), gateway -> gateway(gateway, name)));
            }
            return network;
        }

        private Map<String, Object> gateway(String name, String network) {
            Map<String, Object> gateway = object("name", name);
            if (sometimes(0.82)) {
                List<String> near = networkOf.keySet().stream()
                        .filter(cluster -> network.equals(networkOf.get(cluster)))
                        .toList();
                gateway.put("cluster", any(near.isEmpty() || sometimes(0.1) ? clusters : near));
            }
            maybe("addresses", gatewayAddresses(), gateway);
            gateway.put("resolvable", sometimes(0.7));
            maybe("port", any(List.of(15443, 15443, 15443, 15443, 8443, 0)), gateway);
            maybe("hbonePort", any(List.of(15008, 15008, 15008, 0)), gateway);
            if (!soundGateways) {
                addFlaws(gateway);
            }
            return gateway;
        }

        /** What keeps a gateway from passing traffic on, often. */
        private void addFlaws(Map<String, Object> gateway) {
            maybe(
                    "exposes",
                    any(List.of(
                            List.of("services"), List.of("services", "controlPlane"),
                            List.of("services"), List.of("controlPlane", "apiServer"))),
                    gateway);
            if (sometimes(0.4)) {
                gateway.put("hosts", listOf(chance.nextInt(3), this::hostPattern));
            }
            if (sometimes(0.3)) {
                gateway.put("tlsMode", any(List.of("AUTO_PASSTHROUGH", "PASSTHROUGH", "TERMINATE")));
            }
            maybe("loadBalancer", object("layer", any(List.of("L4", "L4", "L4", "L7"))), gateway);
        }

        /** From few, so that some are equal, be they written alike or not. */
        private List<Object> gatewayAddresses() {
            List<String> few = List.of(
                    "192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:DB8:0::1", "2001:db8::2", "gw.example");
            return listOf(any(List.of(0, 1, 1, 1, 2, 2, 3)), () -> any(few));
        }

        private Object hostPattern() {
            String namespace = any(NAMESPACES);
            return any(List.of(
                    "*",
                    "*.local",
                    "*/*",
                    "*." + namespace + ".svc.cluster.local",
                    namespace + "/*",
                    "./*.svc.cluster.local",
                    "s0." + namespace + ".svc.cluster.local"));
        }

        // Meshes

        private Map<String, Object> mesh(String name) {
            Map<String, Object> mesh = object("name", name);
            maybe("trustDomain", any(DOMAINS), mesh);
            maybe("trustDomainAliases", sometimes(0.2) ? List.of(any(DOMAINS)) : List.of(), mesh);
            maybe("certificateAuthority", authority(), mesh);
            maybe("trustBundles", listOf(any(List.of(0, 0, 1, 2)), this::trustBundle), mesh);
            maybe("mtls", any(List.of("PERMISSIVE", "PERMISSIVE", "STRICT", "STRICT", "DISABLE")), mesh);
            mesh.put("dataPlane", any(dataPlanes));
            if (sometimes(0.2)) {
                mesh.put("clusterLocalHosts", listOf(1 + chance.nextInt(2), this::localHost));
            }
            if (sometimes(0.15)) {
                mesh.put("notClusterLocalHosts", listOf(1 + chance.nextInt(2), this::localHost));
            }
            if (sometimes(0.3)) {
                mesh.put("mcs", mcs());
            }
            mesh.put("federatesWith", each(without(name, meshes), other -> federation(name, other)));
            return mesh;
        }

        private Map<String, Object> authority() {
            Map<String, Object> authority =
                    object("type", any(List.of("pluggedIn", "pluggedIn", "external", "selfSigned", "selfSigned")));
            if (authority.containsValue("pluggedIn") || sometimes(0.3)) {
                maybe("root", any(ROOTS), authority);
            }
            return authority;
        }

        /** Of another mesh, or with an own root; one that says neither would be empty. */
        private Map<String, Object> trustBundle() {
            Map<String, Object> bundle = object();
            if (sometimes(0.6)) {
                bundle.put("mesh", any(meshes));
            }
            if (bundle.isEmpty() || sometimes(0.4)) {
                bundle.put("root", any(ROOTS));
            }
            if (sometimes(0.4)) {
                bundle.put("trustDomains", sometimes(0.8) ? List.of(any(DOMAINS)) : List.of());
            }
            return bundle;
        }

        private Object localHost() {
            String namespace = any(NAMESPACES);
            return any(List.of(
                    "*." + namespace + ".svc.cluster.local",
                    "s0." + namespace + ".svc.cluster.local",
                    "s1." + namespace + ".svc.cluster.local",
                    "*.kube-system.svc.cluster.local",
                    "*.svc.cluster.local"));
        }

        private Map<String, Object> mcs() {
            return object(
                    "serviceDiscovery", sometimes(0.7),
                    "host", sometimes(0.5),
                    "clusterLocal", sometimes(0.15),
                    "autoExport", sometimes(0.3));
        }

        private Map<String, Object> federation(String mesh, String other) {
            List<Object> exports = new ArrayList<>();
            for (Map<String, Object> service : services) {
                if (mesh.equals(service.get("mesh")) && sometimes(federated ? 0.95 : 0.5)) {
                    exports.add(service.get("namespace") + "/" + service.get("name"));
                }
            }
            return object("mesh", other, "exports", exports);
        }

        // Clusters

        private Map<String, Object> cluster(String name) {
            Map<String, Object> cluster = object("name", name);
            putKnown("mesh", meshOf.get(name), cluster);
            putKnown("network", networkOf.get(name), cluster);
            putKnown("controlPlanes", listed.get(name), cluster);
            maybe("region", onePlace ? "north" : any(REGIONS), cluster);
            List<String> one = List.of("a");
            maybe("zones", onePlace ? one : any(List.of(one, one, List.of("b"), ZONES)), cluster);
            if (sometimes(0.5)) {
                cluster.put(
                        "podCidrs",
                        any(List.of(
                                List.of("10.0.0.0/16"), List.of("10.1.0.0/16", "10.2.0.0/16"),
                                List.of("fd00::/64"), List.of("10.0.0.0/16", "fd00::/64"))));
            }
            if (sometimes(0.85)) {
                cluster.put("apiServer", apiServer());
            }
            if (sometimes(0.15)) {
                cluster.put("certificateAuthority", authority());
            }
            if (sometimes(0.1)) {
                cluster.put("trustDomain", any(DOMAINS));
            }
            if (sometimes(0.2)) {
                cluster.put("dataPlane", any(List.of("sidecar", "ambient")));
            }
            if (sometimes(0.5)) {
                cluster.put("dnsProxy", sometimes(0.7));
            }
            if (sometimes(0.3)) {
                cluster.put("revision", any(List.of("default", "canary")));
            }
            if (sometimes(0.1)) {
                cluster.put("istioNamespace", "mesh-system");
            }
            return cluster;
        }

        private Map<String, Object> apiServer() {
            Map<String, Object> apiServer = object();
            maybe("address", server(), apiServer);
            maybe("reachableFrom", sometimes(0.85) ? List.of("*") : some(places()), apiServer);
            return apiServer;
        }

        private String server() {
            return any(List.of(
                    "https://192.0.2.10:6443",
                    "https://192.0.2.11",
                    "https://api.example:443",
                    "https://[2001:db8::5]:6443"));
        }

        private List<String> places() {
            return Stream.concat(clusters.stream(), networks.stream()).toList();
        }

        // Control planes

        private List<Object> controlPlanes() {
            List<Object> declared = new ArrayList<>();
            Map<String, List<String>> byMesh = new LinkedHashMap<>();
            meshOf.forEach((cluster, mesh) -> {
                if (sometimes(0.8)) {
                    declared.add(controlPlane("istiod-" + cluster, cluster, mesh, byMesh));
                }
                if (sometimes(0.1)) {
                    Map<String, Object> canary = controlPlane("canary-" + cluster, cluster, mesh, byMesh);
                    canary.put("revision", "canary");
                    declared.add(canary);
                }
            });
            meshes.stream().filter(mesh -> sometimes(0.2)).forEach(mesh -> {
                Map<String, Object> external = controlPlane("external-" + mesh, outside(mesh), mesh, byMesh);
                if (sometimes(0.75)) {
                    List<String> mine = of(mesh);
                    external.put("configCluster", any(mine.isEmpty() ? clusters : mine));
                }
                declared.add(external);
            });
            meshOf.forEach((cluster, mesh) -> list(cluster, byMesh.getOrDefault(mesh, List.of())));
            return declared;
        }

        /** Clusters without a control plane are mostly served by another one. */
        private void list(String cluster, List<String> ofMesh) {
            boolean hasOwn = ofMesh.contains("istiod-" + cluster);
            if (!ofMesh.isEmpty() && sometimes(hasOwn ? 0.15 : 0.9)) {
                listed.put(
                        cluster, Stream.of(any(ofMesh), any(ofMesh)).distinct().toList());
            }
        }

        /** A cluster that is not of the mesh; null for a vendor. */
        private @Nullable String outside(String mesh) {
            List<String> others = without(mesh, clusters, cluster -> meshOf.getOrDefault(cluster, ""));
            return others.isEmpty() || sometimes(0.3) ? null : any(others);
        }

        private List<String> of(String mesh) {
            return clusters.stream()
                    .filter(cluster -> mesh.equals(meshOf.get(cluster)))
                    .toList();
        }

        private Map<String, Object> controlPlane(
                String name, @Nullable String cluster, String mesh, Map<String, List<String>> byMesh) {
            byMesh.computeIfAbsent(mesh, key -> new ArrayList<>()).add(name);
            Map<String, Object> controlPlane = object("name", name);
            putKnown("cluster", cluster, controlPlane);
            if (cluster == null || !mesh.equals(meshOf.get(cluster)) || sometimes(0.3)) {
                controlPlane.put("mesh", mesh);
            }
            if (sometimes(0.7)) {
                controlPlane.put("version", any(VERSIONS));
            }
            if (sometimes(0.1)) {
                controlPlane.put("istioNamespace", any(List.of("istio-system", "mesh-system")));
            }
            if (sometimes(0.4)) {
                controlPlane.put("features", features());
            }
            if (sometimes(0.95)) {
                controlPlane.put("remoteSecrets", remoteSecrets(mesh));
            }
            return controlPlane;
        }

        private Map<String, Object> features() {
            Map<String, Object> features = object();
            if (sometimes(0.4)) {
                features.put("AMBIENT_ENABLE_MULTI_NETWORK", sometimes(0.6));
            }
            if (sometimes(0.4)) {
                features.put("AMBIENT_ENABLE_MULTI_NETWORK_INGRESS", sometimes(0.6));
            }
            if (sometimes(0.4)) {
                features.put("AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT", sometimes(0.4));
            }
            if (sometimes(0.5)) {
                features.put("ENABLE_MULTICLUSTER_HEADLESS", sometimes(0.5));
            }
            return features;
        }

        /** Mostly one for each cluster of the mesh, under its name. */
        private List<Object> remoteSecrets(String mesh) {
            List<Object> secrets = new ArrayList<>();
            for (String cluster : clusters) {
                if (sometimes(0.05)) {
                    secrets.add(secret(cluster, sometimes(0.5) ? any(clusters) : "alias"));
                }
                if (sometimes(mesh.equals(meshOf.get(cluster)) ? 0.92 : federated ? 0.05 : 0.4)) {
                    secrets.add(secret(cluster, sometimes(0.05) ? any(clusters) : cluster));
                }
            }
            return secrets;
        }

        private Map<String, Object> secret(String cluster, String clusterName) {
            Map<String, Object> secret = object("cluster", cluster);
            if (!cluster.equals(clusterName) || sometimes(0.3)) {
                secret.put("clusterName", clusterName);
            }
            if (sometimes(0.2)) {
                secret.put("server", server());
            } else if (sometimes(0.04)) {
                secret.put("server", any(List.of("https://127.0.0.1:6443", "https://localhost", "https://[::1]:6443")));
            }
            return secret;
        }

        // Services

        private Map<String, Object> service(int number) {
            String mesh = sometimes(0.7) ? meshes.get(0) : any(meshes);
            Map<String, Object> service = object("name", "s" + number, "namespace", any(NAMESPACES));
            if (sometimes(0.06)) {
                service.putAll(any(List.of(
                        object("name", "dns" + number, "namespace", "kube-system"),
                        object("name", "kubernetes", "namespace", "default"),
                        object("name", "istiod", "namespace", "istio-system"))));
            }
            service.put("name", unique(String.valueOf(service.get("name"))));
            if (meshes.size() > 1 || sometimes(0.3)) {
                service.put("mesh", mesh);
            }
            maybe("ports", ports(), service);
            if (sometimes(0.2)) {
                service.put("headless", true);
            }
            if (sometimes(dataPlanes.contains("ambient") ? 0.9 : 0.6)) {
                service.put("scope", sometimes(0.9) ? "mesh" : "clusterLocal");
            }
            if (sometimes(0.35)) {
                service.put(
                        "clientTls",
                        any(List.of("ISTIO_MUTUAL", "ISTIO_MUTUAL", "ISTIO_MUTUAL", "MUTUAL", "SIMPLE", "DISABLE")));
            }
            if (sometimes(0.6)) {
                service.put("definedIn", each(some(0.8, clusters), this::serviceObject));
            }
            if (isFederation() || sometimes(0.4)) {
                service.put("serviceEntryIn", some(isFederation() ? 0.9 : 0.5, clusters));
            }
            if (sometimes(0.6)) {
                service.put("exportedIn", some(0.5, clusters));
            }
            if (sometimes(0.6)) {
                service.put("locality", locality());
            }
            if (sometimes(0.2)) {
                service.put("allowedTenants", some(0.5, tenants));
            }
            maybe("workloads", listOf(any(List.of(1, 2, 3, 3, 4, 5)), () -> workload(mesh)), service);
            return service;
        }

        private boolean isFederation() {
            return federated && meshes.size() > 1;
        }

        private String unique(String name) {
            boolean taken = services.stream().anyMatch(service -> name.equals(service.get("name")));
            return taken ? name + "-too" : name;
        }

        private Map<String, Object> serviceObject(String cluster) {
            Map<String, Object> object = object("cluster", cluster);
            if (sometimes(0.2)) {
                object.put("ports", ports());
            }
            if (sometimes(0.15)) {
                object.put("headless", sometimes(0.5));
            }
            if (sometimes(0.15)) {
                object.put("scope", any(List.of("mesh", "mesh", "clusterLocal")));
            }
            return object;
        }

        /** One or two of few names, in either order, now and then with another number or target. */
        private List<Object> ports() {
            Map<String, Object> http =
                    port(any(List.of("http", "http", "http", "web", "")), any(List.of(80, 80, 80, 81)));
            Map<String, Object> grpc = port("grpc", 9000);
            return new ArrayList<>(
                    any(List.of(List.of(http), List.of(http), List.of(http, grpc), List.of(grpc, http))));
        }

        private Map<String, Object> port(String name, int number) {
            Map<String, Object> port = object();
            if (!name.isEmpty()) {
                port.put("name", name);
            }
            port.put("number", number);
            if (sometimes(0.75)) {
                port.put("targetPort", any(List.<Object>of(8080, 8080, 9090, "main")));
            }
            return port;
        }

        private Map<String, Object> locality() {
            Map<String, Object> locality = object();
            if (sometimes(0.2)) {
                locality.put("enabled", sometimes(0.6));
            }
            maybe("outlierDetection", sometimes(0.9), locality);
            if (sometimes(0.4)) {
                locality.put("failover", listOf(any(List.of(0, 1, 1, 2)), this::failover));
            }
            if (sometimes(0.5)) {
                locality.put("failoverPriority", failoverPriority());
            }
            if (sometimes(0.1)) {
                locality.put(
                        "distribute", List.of(object("from", "north/*", "to", object("north/*", 80, "west/*", 20))));
            }
            return locality;
        }

        private Map<String, Object> failover() {
            return object("from", any(REGIONS), "to", any(REGIONS));
        }

        /** Each label once, and the network often first. */
        private List<Object> failoverPriority() {
            List<String> labels = new ArrayList<>(some(
                    0.4,
                    List.of(
                            "topology.istio.io/network",
                            "topology.kubernetes.io/region",
                            "topology.kubernetes.io/zone",
                            "topology.istio.io/subzone",
                            "topology.istio.io/cluster",
                            "team")));
            if (sometimes(0.4)) {
                Collections.shuffle(labels, chance);
            }
            List<Object> values = new ArrayList<>();
            labels.forEach(label -> values.add(sometimes(0.2) ? label + "=" + labelValue(label) : label));
            return values;
        }

        private String labelValue(String label) {
            return switch (label) {
                case "topology.istio.io/network" -> networks.isEmpty() ? "net-0" : any(networks);
                case "topology.istio.io/cluster" -> any(clusters);
                case "topology.kubernetes.io/region" -> any(REGIONS);
                case "topology.kubernetes.io/zone" -> any(ZONES);
                default -> any(SUBZONES);
            };
        }

        /** Often in the last cluster of the mesh, so that several meet there. */
        private Map<String, Object> workload(String mesh) {
            List<String> all = of(mesh);
            List<String> mine = all.isEmpty() || sometimes(0.6) ? all : all.subList(all.size() - 1, all.size());
            Map<String, Object> workload = object("cluster", any(mine.isEmpty() || sometimes(0.05) ? clusters : mine));
            if (!networks.isEmpty() && sometimes(0.25)) {
                workload.put("network", any(networks));
            }
            if (!onePlace) {
                addPlace(workload);
            }
            if (sometimes(0.4)) {
                workload.put("proxy", any(List.of("sidecar", "ambient", "none", "none")));
            }
            if (sometimes(0.06)) {
                workload.put("hostNetwork", true);
            }
            if (sometimes(0.25)) {
                workload.put("mtls", any(List.of("STRICT", "PERMISSIVE", "DISABLE")));
            }
            addEndpoints(workload);
            return workload;
        }

        /** A subzone only where the zone is stated. */
        private void addPlace(Map<String, Object> workload) {
            if (sometimes(0.3)) {
                workload.put("region", any(REGIONS));
            }
            if (sometimes(0.5)) {
                workload.put("zone", any(ZONES));
                if (sometimes(0.5)) {
                    workload.put("subzone", any(SUBZONES));
                }
            }
        }

        private void addEndpoints(Map<String, Object> workload) {
            List<Object> addresses = listOf(any(List.of(0, 1, 1, 2, 2, 3)), this::endpoint);
            if (sometimes(0.85)) {
                workload.put("addresses", addresses);
                if (sometimes(0.3)) {
                    workload.put("replicas", addresses.size() + chance.nextInt(3));
                }
            } else if (sometimes(0.8)) {
                workload.put("replicas", any(List.of(0, 1, 2, 3)));
            }
        }

        private Object endpoint() {
            String ipv4 = "10.0." + chance.nextInt(3) + "." + (1 + chance.nextInt(9));
            String ipv6 = "fd00::" + (1 + chance.nextInt(9));
            return sometimes(0.06)
                    ? "vm.example"
                    : any(List.of(ipv4, ipv4, ipv4, ipv6, ipv4 + " " + ipv6, ipv6 + " " + ipv4));
        }

        // Tenants, traffic, links

        private Map<String, Object> tenant(String name) {
            Map<String, Object> tenant = object("name", name, "tenancy", any(List.of("namespace", "cluster", "mesh")));
            tenant.put("namespaces", some(0.5, NAMESPACES));
            if (sometimes(0.3)) {
                tenant.put("clusters", some(0.3, clusters));
            }
            if (sometimes(0.2)) {
                tenant.put("meshes", some(0.6, meshes));
            }
            if (sometimes(0.8)) {
                Map<String, Object> isolation = object("required", "namespace");
                maybe("defaultDeny", sometimes(0.5), isolation);
                tenant.put("isolation", isolation);
            }
            maybe("mayCall", some(0.4, tenants), tenant);
            return tenant;
        }

        private Map<String, Object> traffic() {
            return object(
                    "from",
                    trafficEnd(0.5),
                    "to",
                    trafficEnd(0.9),
                    "expect",
                    any(List.of("blocked", "blocked", "blocked", "allowed")));
        }

        private Map<String, Object> trafficEnd(double isCluster) {
            if (sometimes(isCluster)) {
                return object("cluster", any(clusters));
            }
            Map<String, Object> service = any(services);
            String namespace = String.valueOf(service.get("namespace"));
            return object("namespace", meshes.size() > 1 ? service.get("mesh") + "/" + namespace : namespace);
        }

        private Map<String, Object> link() {
            Map<String, Object> link = object("from", any(places()), "to", any(places()));
            if (sometimes(0.5)) {
                link.put("routable", sometimes(0.6));
            }
            if (sometimes(0.5)) {
                List<Object> ports = new ArrayList<>(some(0.5, List.of(443, 6443, 8080, 9090, 80, 15008, 15443)));
                ports.add(9000);
                link.put("ports", ports);
            }
            return link;
        }

        // Queries

        private Map<String, Object> query() {
            Map<String, Object> service = any(services);
            String name = service.get("namespace") + "/" + service.get("name");
            Map<String, Object> query = object(
                    "client",
                    client(String.valueOf(service.get("mesh"))),
                    "service",
                    meshes.size() > 1 ? service.get("mesh") + "/" + name : name);
            List<Object> numbers = numbers(service);
            if (!numbers.isEmpty() && sometimes(0.6)) {
                query.put("port", any(numbers));
            }
            return query;
        }

        /** Mostly in the mesh of the service. */
        private Map<String, Object> client(String mesh) {
            List<String> inMesh = of(mesh);
            List<String> inAny = List.copyOf(meshOf.keySet());
            List<String> callers = inMesh.isEmpty() || sometimes(isFederation() ? 0.7 : 0.3) ? inAny : inMesh;
            Map<String, Object> client = object("cluster", any(sometimes(0.97) ? callers : clusters));
            if (sometimes(0.15)) {
                client.put("network", networks.isEmpty() || sometimes(0.4) ? "" : any(networks));
            }
            if (sometimes(0.3)) {
                client.put("zone", any(ZONES));
            }
            if (sometimes(0.3)) {
                client.put("subzone", any(SUBZONES));
            }
            if (sometimes(0.5)) {
                client.put("namespace", any(NAMESPACES));
            }
            if (sometimes(0.2)) {
                client.put("dataPlane", any(List.of("sidecar", "ambient")));
            }
            if (sometimes(0.35)) {
                client.put("proxy", any(List.of("sidecar", "waypoint", "ingress", "eastwest")));
            }
            if (sometimes(0.35)) {
                client.put("ipFamilies", any(List.of(List.of("IPv4"), List.of("IPv6"), List.of("IPv4", "IPv6"))));
            }
            if (!networks.isEmpty() && sometimes(0.12)) {
                client.put(
                        "networkView",
                        Stream.of(any(networks), any(networks)).distinct().toList());
            }
            return client;
        }

        /** The numbers of the ports of a service and of its objects. */
        private static List<Object> numbers(Map<String, Object> service) {
            List<Object> numbers = new ArrayList<>(numbersIn(service));
            if (service.get("definedIn") instanceof List<?> objects) {
                objects.forEach(object -> numbers.addAll(numbersIn((Map<?, ?>) object)));
            }
            return numbers;
        }

        private static List<Object> numbersIn(Map<?, ?> holder) {
            List<Object> numbers = new ArrayList<>();
            if (holder.get("ports") instanceof List<?> ports) {
                for (Object port : ports) {
                    Object number = ((Map<?, ?>) port).get("number");
                    if (number != null) {
                        numbers.add(number);
                    }
                }
            }
            return numbers;
        }

        // Chance

        private boolean sometimes(double share) {
            return chance.nextDouble() < share;
        }

        private <T> T any(List<T> values) {
            return values.get(chance.nextInt(values.size()));
        }

        private <T> List<T> some(double share, List<T> values) {
            return values.stream().filter(value -> sometimes(share)).toList();
        }

        private List<String> some(List<String> values) {
            return some(0.5, values);
        }

        /** A fact that may be left unknown. */
        private void maybe(String field, Object value, Map<String, Object> object) {
            if (!sometimes(hidden)) {
                object.put(field, value);
            }
        }

        private static void putKnown(String field, @Nullable Object value, Map<String, Object> object) {
            if (value != null) {
                object.put(field, value);
            }
        }

        private static List<String> without(String excluded, List<String> values) {
            return without(excluded, values, value -> value);
        }

        private static List<String> without(String excluded, List<String> values, Function<String, String> property) {
            return values.stream()
                    .filter(value -> !excluded.equals(property.apply(value)))
                    .toList();
        }

        private static List<String> names(String prefix, int count) {
            return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
        }

        private static List<Object> each(List<String> names, Function<String, Map<String, Object>> describe) {
            List<Object> described = new ArrayList<>();
            names.forEach(name -> described.add(describe.apply(name)));
            return described;
        }

        private static List<Object> listOf(int count, Supplier<?> values) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(values.get());
            }
            return list;
        }

        private static Map<String, Object> object(Object... namesAndValues) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                object.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
            return object;
        }
    }
}
