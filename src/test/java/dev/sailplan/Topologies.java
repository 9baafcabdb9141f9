package dev.sailplan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Makes up topology documents: of the right form, every reference resolved, and otherwise as sound or broken as chance has it.
 *
 * <p>A document is a tree of {@link LinkedHashMap}, {@link ArrayList} and scalars. The same seed gives the same document.
 */
public final class Topologies {

    /** Fields without which a document has structural errors, wherever they stand. */
    private static final Set<String> REQUIRED = Set.of(
            "name",
            "namespace",
            "tenancy",
            "cluster",
            "mesh",
            "from",
            "to",
            "service",
            "rule",
            "networks",
            "meshes",
            "clusters",
            "services",
            "tenants");

    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> NAMESPACES = List.of("shop", "stock", "billing", "kube-system");
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final List<String> REGIONS = List.of("north", "south", "west");
    private static final List<String> TRUST_DOMAINS = List.of("cluster.local", "one.example", "two.example");
    private static final List<String> ROOTS = List.of("root-one", "root-two", "root-three");
    private static final List<String> VERSIONS = List.of("1.29", "1.30", "1.31");
    private static final List<String> MTLS = List.of("STRICT", "PERMISSIVE", "DISABLE");
    private static final List<String> DATA_PLANES = List.of("sidecar", "sidecar", "ambient");

    private final Random chance;
    private final List<String> networks;
    private final List<String> meshes;
    private final List<String> clusters;
    private final Map<String, String> meshOf = new LinkedHashMap<>();
    private final Map<String, String> networkOf = new LinkedHashMap<>();
    private final Map<String, List<String>> controlPlanesOf = new LinkedHashMap<>();
    private final List<String> tenants;
    private final List<String> services = new ArrayList<>();

    private Topologies(long seed) {
        chance = new Random(seed);
        networks = names("net-", chance.nextInt(7));
        meshes = names("mesh-", 1 + chance.nextInt(3));
        clusters = names("cluster-", 1 + chance.nextInt(12));
        tenants = names("tenant-", chance.nextInt(4));
        clusters.forEach(cluster -> {
            if (sometimes(0.9)) {
                meshOf.put(cluster, any(meshes));
            }
            if (!networks.isEmpty() && sometimes(0.95)) {
                networkOf.put(cluster, any(networks));
            }
        });
    }

    /** Makes up a document in which most facts are stated. */
    public static Map<String, Object> random(long seed) {
        return new Topologies(seed).topology();
    }

    /**
     * Returns a copy of a document that leaves out some of its optional fields.
     *
     * @param share the part of them that is left out, from 0 to 1
     */
    public static Map<String, Object> hiding(double share, Map<String, Object> document, long seed) {
        return hidden(document, share, new Random(seed));
    }

    /**
     * Returns a copy of a document in another order: of the fields of all objects, and of all lists but those whose order means
     * something.
     */
    public static Map<String, Object> shuffled(Map<String, Object> document, long seed) {
        return shuffledObject(document, new Random(seed));
    }

    /**
     * Returns a copy of a document in which everything has another name. Names keep their order, because the names of gateways and
     * clusters decide which of several equal ones is used.
     */
    public static Map<String, Object> renamed(Map<String, Object> document) {
        return JSON.readValue(renamed(JSON.writeValueAsString(document)), new TypeReference<Map<String, Object>>() {});
    }

    /** Renames everything in a text that {@link #renamed(Map)} renames in documents. */
    public static String renamed(String text) {
        return text.replaceAll("\\bcluster-([0-9])", "kappa-$1")
                .replaceAll("\\bmesh-([0-9])", "mu-$1")
                .replaceAll("\\bnet-([0-9])", "nu-$1")
                .replaceAll("\\btenant-([0-9])", "tau-$1")
                .replaceAll("\\bs([0-9])\\b", "t$1")
                .replaceAll("\\b(billing|shop|stock)\\b", "$1s");
    }

    /**
     * Returns a copy of a document to which something was added that has nothing to do with the rest: a cluster outside every mesh, a
     * service nobody calls and, where there are several meshes, one more. All that is new has {@code zz} in its name.
     */
    public static Map<String, Object> extended(Map<String, Object> document) {
        return Addition.to(
                JSON.readValue(JSON.writeValueAsString(document), new TypeReference<Map<String, Object>>() {}));
    }

    public static byte[] json(Map<String, Object> document) {
        return JSON.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] yaml(Map<String, Object> document) {
        return YAML.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> hidden(Map<?, ?> object, double share, Random chance) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (isKept(name, value) || chance.nextDouble() >= share) {
                copy.put(name, hiddenIn(value, share, chance));
            }
        });
        return copy;
    }

    /** Without their revisions, two control planes of one cluster would be preferred by their order in the document. */
    private static boolean isKept(String field, Object value) {
        return REQUIRED.contains(field)
                || (field.equals("revision") && !value.equals("default"))
                || (field.equals("controlPlanes") && !arePreferences(field, value));
    }

    /** Of a cluster's control planes the first is preferred. */
    private static boolean arePreferences(String field, Object value) {
        return field.equals("controlPlanes")
                && value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(String.class::isInstance);
    }

    private static Object hiddenIn(Object value, double share, Random chance) {
        if (value instanceof Map<?, ?> object) {
            return hidden(object, share, chance);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(hiddenIn(element, share, chance)));
            return copy;
        }
        return value;
    }

    private static Map<String, Object> shuffledObject(Map<?, ?> object, Random chance) {
        List<Map.Entry<?, ?>> fields = new ArrayList<>(object.entrySet());
        Collections.shuffle(fields, chance);
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : fields) {
            String name = String.valueOf(field.getKey());
            copy.put(name, shuffledValue(name, field.getValue(), chance));
        }
        return copy;
    }

    private static Object shuffledValue(String field, Object value, Random chance) {
        if (value instanceof Map<?, ?> object) {
            return shuffledObject(object, chance);
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> copy = new ArrayList<>();
        list.forEach(element -> copy.add(shuffledValue(field, element, chance)));
        if (!hasOrder(field, list)) {
            Collections.shuffle(copy, chance);
        }
        return copy;
    }

    /**
     * Whether the order of a list has a meaning: secrets are in reading order, so that the first of two with one cluster name or with
     * two definitions of a service counts, and the first port is the one that is called.
     */
    private static boolean hasOrder(String field, List<?> list) {
        return field.equals("remoteSecrets")
                || field.equals("ports")
                || field.equals("failoverPriority")
                || arePreferences(field, list);
    }

    private Map<String, Object> topology() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", "made-up");
        document.put("description", "Größe, 大きさ: \"quoted\"");
        document.put("labels", object("team/name", "a~b"));
        document.put("istioVersion", any(VERSIONS));
        document.put("asOf", "2026-11-20");
        document.put("networks", each(networks, this::network));
        List<Object> controlPlanes = controlPlanes();
        document.put("clusters", each(clusters, this::cluster));
        document.put("controlPlanes", controlPlanes);
        List<Object> declared = services();
        document.put("meshes", each(meshes, this::mesh));
        document.put("services", declared);
        document.put("tenants", each(tenants, this::tenant));
        document.put("traffic", services.isEmpty() ? new ArrayList<>() : listOf(chance.nextInt(6), this::traffic));
        document.put("links", listOf(chance.nextInt(5), this::link));
        document.put("waivers", listOf(chance.nextInt(2), this::waiver));
        document.put(
                "requirements", object("survive", some(List.of("zone", "region", "gateway")), "availability", 99.9));
        return document;
    }

    private Map<String, Object> network(String name) {
        int gateways = chance.nextInt(3);
        List<Object> declared = new ArrayList<>();
        for (int i = 0; i < gateways; i++) {
            declared.add(gateway(name + "-gateway-" + i));
        }
        return object("name", name, "gateways", declared);
    }

    private Map<String, Object> gateway(String name) {
        Map<String, Object> gateway = object(
                "name", name,
                "addresses", some(List.of("192.0.2." + number(), "2001:db8::" + number(), "gateway.example")),
                "resolvable", sometimes(0.5),
                "port", any(List.of(0, 15443, 15443)),
                "hbonePort", any(List.of(0, 15008)),
                "exposes",
                        some(List.of("services", "services", "controlPlane", "apiServer")).stream()
                                .distinct()
                                .toList(),
                "hosts", any(List.of(List.of("*"), List.of("*.shop.svc.cluster.local", "s1.stock.svc.cluster.local"))),
                "tlsMode", any(List.of("AUTO_PASSTHROUGH", "PASSTHROUGH", "TERMINATE")),
                "loadBalancer", object("layer", any(List.of("L4", "L7")), "scope", any(List.of("internal", "public"))),
                "replicas", chance.nextInt(4),
                "zones", some(ZONES));
        if (sometimes(0.8)) {
            gateway.put("cluster", any(clusters));
        }
        return gateway;
    }

    private Map<String, Object> mesh(String name) {
        Map<String, Object> mesh = object(
                "name", name,
                "meshId", any(List.of(name, "shared-id")),
                "trustDomain", any(TRUST_DOMAINS),
                "trustDomainAliases", some(TRUST_DOMAINS),
                "certificateAuthority", authority(),
                "trustBundles", listOf(chance.nextInt(4), this::trustBundle),
                "mtls", any(MTLS),
                "dataPlane", any(DATA_PLANES),
                "clusterLocalHosts", some(List.of("*.billing.svc.cluster.local", "s1.shop.svc.cluster.local")),
                "notClusterLocalHosts",
                        some(List.of("*.kube-system.svc.cluster.local", "s2.billing.svc.cluster.local")),
                "mcs",
                        object(
                                "serviceDiscovery",
                                sometimes(0.2),
                                "host",
                                sometimes(0.5),
                                "clusterLocal",
                                sometimes(0.3)));
        List<String> others =
                meshes.stream().filter(other -> !other.equals(name)).toList();
        mesh.put("federatesWith", each(some(others), other -> federation(name, other)));
        return mesh;
    }

    private Map<String, Object> federation(String mesh, String other) {
        List<String> exports = services.stream()
                .filter(service -> meshes.size() == 1 || service.startsWith(mesh + "/"))
                .map(service -> meshes.size() == 1 ? service : service.substring(mesh.length() + 1))
                .toList();
        return object("mesh", other, "exports", some(exports), "method", any(List.of("manual", "spiffeFederation")));
    }

    private Map<String, Object> authority() {
        Map<String, Object> authority =
                object("type", any(List.of("selfSigned", "pluggedIn", "external")), "notAfter", date());
        if (sometimes(0.6)) {
            authority.put("root", any(ROOTS));
        }
        return authority;
    }

    private Map<String, Object> trustBundle() {
        Map<String, Object> bundle = object("trustDomains", some(TRUST_DOMAINS));
        if (sometimes(0.6)) {
            bundle.put("mesh", any(meshes));
        }
        if (!bundle.containsKey("mesh") || sometimes(0.5)) {
            bundle.put("root", any(ROOTS));
        }
        return bundle;
    }

    private Map<String, Object> cluster(String name) {
        Map<String, Object> cluster = object(
                "name", name,
                "region", any(REGIONS),
                "zones", some(ZONES),
                "podCidrs", listOf(1 + chance.nextInt(2), this::range),
                "serviceCidrs", listOf(1, this::range),
                "nodeCidrs", listOf(1, this::range),
                "apiServer", object("address", apiServer(name), "reachableFrom", reachableFrom()),
                "proxyVersion", any(VERSIONS),
                "revision", any(List.of("default", "canary")),
                "dnsProxy", sometimes(0.5),
                "istioNamespace", any(List.of("istio-system", "istio-system", "mesh-system")),
                "controlPlaneClusters", sometimes(0.2) ? List.of("*") : some(clusters));
        if (meshOf.containsKey(name)) {
            cluster.put("mesh", meshOf.get(name));
        }
        if (networkOf.containsKey(name)) {
            cluster.put("network", networkOf.get(name));
        }
        if (controlPlanesOf.containsKey(name)) {
            cluster.put("controlPlanes", controlPlanesOf.get(name));
        }
        if (sometimes(0.2)) {
            cluster.put("certificateAuthority", authority());
        }
        if (sometimes(0.1)) {
            cluster.put("trustDomain", any(TRUST_DOMAINS));
        }
        if (sometimes(0.1)) {
            cluster.put("dataPlane", any(DATA_PLANES));
        }
        return cluster;
    }

    private static String apiServer(String cluster) {
        return "https://api." + cluster + ".example:6443";
    }

    private List<String> reachableFrom() {
        return sometimes(0.6)
                ? List.of("*")
                : some(Stream.concat(clusters.stream(), networks.stream()).toList());
    }

    private Object range() {
        int block = chance.nextInt(40);
        return any(List.of(
                "10." + block + ".0.0/16",
                "10." + block + "." + 16 * chance.nextInt(16) + ".0/20",
                "172.16." + block + ".0/24",
                "fd00:" + Integer.toHexString(block) + "::/48"));
    }

    /** Control planes inside and outside their meshes, and who is served by which. */
    private List<Object> controlPlanes() {
        List<Object> declared = new ArrayList<>();
        Map<String, List<String>> byMesh = new LinkedHashMap<>();
        meshOf.forEach((cluster, mesh) -> {
            if (sometimes(0.6)) {
                add(declared, byMesh, "istiod-" + cluster, cluster, mesh, "default");
            }
            if (sometimes(0.15)) {
                add(declared, byMesh, "canary-" + cluster, cluster, mesh, "canary");
            }
        });
        for (String mesh : meshes) {
            if (sometimes(0.25)) {
                add(declared, byMesh, "external-" + mesh, hostOutside(mesh), mesh, "external");
            }
        }
        meshOf.forEach((cluster, mesh) -> {
            List<String> candidates = byMesh.getOrDefault(mesh, List.of());
            if (!candidates.isEmpty() && sometimes(0.5)) {
                List<String> chosen = new ArrayList<>(some(candidates));
                Collections.shuffle(chosen, chance);
                controlPlanesOf.put(cluster, chosen);
            }
        });
        return declared;
    }

    /** Any cluster of another mesh or of none; empty for a vendor. */
    private String hostOutside(String mesh) {
        List<String> outside = clusters.stream()
                .filter(cluster -> !mesh.equals(meshOf.get(cluster)))
                .toList();
        return outside.isEmpty() || sometimes(0.3) ? "" : any(outside);
    }

    private void add(
            List<Object> declared,
            Map<String, List<String>> byMesh,
            String name,
            String cluster,
            String mesh,
            String revision) {
        byMesh.computeIfAbsent(mesh, key -> new ArrayList<>()).add(name);
        Map<String, Object> controlPlane = object(
                "name", name,
                "mesh", mesh,
                "version", any(VERSIONS),
                "revision", revision,
                "istioNamespace", any(List.of("istio-system", "istio-system", "mesh-system")),
                "replicas", chance.nextInt(4),
                "zones", some(ZONES),
                "address", address(),
                "remoteSecrets", remoteSecrets(cluster),
                "remoteClusterTimeoutSeconds", any(List.of(0, 30)),
                "features", object("ENABLE_MULTICLUSTER_HEADLESS", sometimes(0.8)));
        if (!cluster.isEmpty()) {
            controlPlane.put("cluster", cluster);
        }
        if (revision.equals("external") || sometimes(0.05)) {
            controlPlane.put("configCluster", any(clusters));
        }
        declared.add(controlPlane);
    }

    private Map<String, Object> address() {
        return object(
                "value", any(List.of("192.0.2." + number(), "istiod.example")),
                "stable", sometimes(0.7),
                "kind", any(List.of("clusterIp", "internalLoadBalancer", "publicLoadBalancer", "nodeIp", "dnsName")));
    }

    private List<Object> remoteSecrets(String own) {
        List<Object> secrets = new ArrayList<>();
        for (String cluster : clusters) {
            if (!cluster.equals(own) ? sometimes(0.8) : sometimes(0.05)) {
                secrets.add(secret(cluster, sometimes(0.07) ? any(clusters) : cluster));
            }
            if (sometimes(0.15)) {
                secrets.add(secret(cluster, "alias-of-" + cluster));
            }
        }
        return secrets;
    }

    private Map<String, Object> secret(String cluster, String clusterName) {
        return object(
                "cluster",
                cluster,
                "clusterName",
                clusterName,
                "server",
                sometimes(0.05) ? "https://127.0.0.1:6443" : apiServer(cluster),
                "auth",
                any(List.of("token", "clientCertificate", "oidc", "exec", "authProvider")),
                "expires",
                date());
    }

    private List<Object> services() {
        List<Object> declared = new ArrayList<>();
        int count = chance.nextInt(9);
        for (int i = 0; i < count; i++) {
            String mesh = any(meshes);
            String namespace = any(NAMESPACES);
            services.add((meshes.size() > 1 ? mesh + "/" : "") + namespace + "/s" + i);
            declared.add(service("s" + i, namespace, mesh));
        }
        if (sometimes(0.2)) {
            String mesh = any(meshes);
            declared.add(service("twice", "shop", mesh));
            declared.add(service("twice", "shop", mesh));
        }
        return declared;
    }

    private Map<String, Object> service(String name, String namespace, String mesh) {
        Map<String, Object> service = object(
                "name", name,
                "namespace", namespace,
                "mesh", mesh,
                "ports", ports(),
                "headless", sometimes(0.15),
                "type", any(List.of("ClusterIP", "NodePort", "LoadBalancer")),
                "serviceEntryIn", sometimes(0.3) ? some(clusters) : List.of(),
                "exportedIn", some(clusters),
                "locality", locality(),
                "workloads", listOf(chance.nextInt(5), () -> workload(name, mesh)));
        if (sometimes(0.5)) {
            service.put("definedIn", each(some(clusters), this::serviceObject));
        }
        if (sometimes(0.4)) {
            service.put("scope", any(List.of("mesh", "clusterLocal")));
        }
        if (sometimes(0.2)) {
            service.put("clientTls", any(List.of("ISTIO_MUTUAL", "MUTUAL", "SIMPLE", "DISABLE")));
        }
        if (sometimes(0.3)) {
            service.put("allowedTenants", some(tenants));
        }
        return service;
    }

    private List<Object> ports() {
        Object http = object("name", "http", "number", 80, "targetPort", 8080, "protocol", "HTTP");
        Object grpc = object("name", "grpc", "number", 9000, "targetPort", "grpc-main", "protocol", "GRPC");
        return new ArrayList<>(some(List.of(http, grpc)));
    }

    private Map<String, Object> serviceObject(String cluster) {
        Map<String, Object> object = object(
                "cluster", cluster, "headless", sometimes(0.1), "scope", any(List.of("mesh", "mesh", "clusterLocal")));
        if (sometimes(0.3)) {
            object.put("ports", ports());
        }
        return object;
    }

    private Map<String, Object> locality() {
        String from = any(REGIONS);
        return object(
                "enabled", sometimes(0.9),
                "outlierDetection", sometimes(0.7),
                "failover", List.of(object("from", from, "to", any(REGIONS))),
                "failoverPriority", List.of("topology.kubernetes.io/region", "topology.istio.io/network=net-0"),
                "distribute", List.of(object("from", from + "/*", "to", object(from + "/*", 80, "west/*", 20))));
    }

    private Map<String, Object> workload(String service, String mesh) {
        List<String> mine = clusters.stream()
                .filter(cluster -> mesh.equals(meshOf.get(cluster)))
                .toList();
        List<Object> addresses = listOf(chance.nextInt(3), this::endpoint);
        Map<String, Object> workload = object(
                "cluster", any(mine.isEmpty() || sometimes(0.05) ? clusters : mine),
                "region", any(REGIONS),
                "zone", any(ZONES),
                "hostNetwork", sometimes(0.1),
                "mtls", any(MTLS),
                "replicas", addresses.size() + chance.nextInt(2),
                "addresses", addresses);
        if (sometimes(0.4)) {
            workload.put("proxy", any(List.of("sidecar", "ambient", "none")));
        }
        if (!networks.isEmpty() && sometimes(0.15)) {
            workload.put("network", any(networks));
        }
        if (sometimes(0.1)) {
            workload.put("statefulSet", service);
        }
        return workload;
    }

    private Object endpoint() {
        String address = "10." + chance.nextInt(40) + "." + number() + "." + number();
        return any(
                List.of(address, address + " fd00:" + number() + "::" + number(), "fd00:1::" + number(), "vm.example"));
    }

    private Map<String, Object> tenant(String name) {
        return object(
                "name", name,
                "tenancy", any(List.of("namespace", "cluster", "mesh")),
                "namespaces", some(NAMESPACES),
                "clusters", some(clusters),
                "meshes", some(meshes),
                "isolation",
                        object("required", any(List.of("namespace", "cluster", "mesh")), "defaultDeny", sometimes(0.5)),
                "mayCall", some(tenants));
    }

    private Map<String, Object> traffic() {
        return object(
                "from", trafficEnd(),
                "to", trafficEnd(),
                "expect", any(List.of("allowed", "allowed", "blocked")),
                "reason", "by chance");
    }

    private Map<String, Object> trafficEnd() {
        String service = any(services);
        return any(List.of(
                object("service", service),
                object("cluster", any(clusters)),
                object("namespace", service.substring(0, service.lastIndexOf('/')))));
    }

    private Map<String, Object> link() {
        List<String> places =
                Stream.concat(clusters.stream(), networks.stream()).toList();
        return object(
                "from", any(places),
                "to", any(places),
                "routable", sometimes(0.7),
                "ports", some(List.of(443, 6443, 15008, 15012, 15017, 15443)),
                "latencyMs", chance.nextInt(100) / 4.0);
    }

    private Map<String, Object> waiver() {
        return object(
                "rule", any(List.of("NET001", "GWY001")),
                "subjects", List.of("cluster/*"),
                "reason", "by chance",
                "owner", "nobody",
                "expires", date());
    }

    private String date() {
        return any(List.of("2026-11-20", "2026-12-31", "2035-01-01", "2020-02-29"));
    }

    private int number() {
        return 1 + chance.nextInt(40);
    }

    private boolean sometimes(double share) {
        return chance.nextDouble() < share;
    }

    private <T> T any(List<T> values) {
        return values.get(chance.nextInt(values.size()));
    }

    /** Each of the values with even chances, in their order. */
    private <T> List<T> some(List<T> values) {
        return values.stream().filter(value -> chance.nextBoolean()).toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private interface Describing {
        Map<String, Object> describe(String name);
    }

    private static List<Object> each(List<String> names, Describing describing) {
        List<Object> described = new ArrayList<>();
        names.forEach(name -> described.add(describing.describe(name)));
        return described;
    }

    private static List<Object> listOf(int count, Supplier<?> values) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(values.get());
        }
        return list;
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
