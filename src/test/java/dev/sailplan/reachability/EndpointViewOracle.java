package dev.sailplan.reachability;

import dev.sailplan.address.AddressRange;
import dev.sailplan.reachability.PlainTopology.Way;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an endpoint view, step by step and endpoint by endpoint, as loops over the document.
 *
 * <p>Nothing is grouped, kept or made fast: what a view is supposed to be can be read here, and the implementation is compared
 * with it. An unknown fact takes the favourable value. Endpoints are judged one by one; the first step that drops one gives its
 * reason; one that is served is served over one path, or over one for each of its gateways.
 */
final class EndpointViewOracle {

    /** What asks: a sidecar, the node proxy of the ambient data plane, or one of the three kinds of gateway. */
    private enum Kind {
        SIDECAR,
        ZTUNNEL,
        WAYPOINT,
        INGRESS,
        EASTWEST
    }

    /** What keeps a path from working, in the order of the steps. */
    private static final List<String> PROBLEMS = List.of(
            "not-routable",
            "port-closed",
            "gateway-does-not-expose-services",
            "gateway-tls-mode",
            "gateway-behind-l7",
            "tls-mode-conflict",
            "root-not-trusted",
            "trust-domain-not-accepted",
            "data-plane-mix",
            "denied-by-policy");

    /** An endpoint that was never meant to be served here is not lost. */
    private static final Set<String> NOT_LOST = Set.of("cluster-local", "not-exported", "outside-network-view");

    private static final String NETWORK_LABEL = "topology.istio.io/network";
    private static final int HBONE_PORT = 15008;

    /** What is known of the address of an endpoint. */
    private enum Address {
        KNOWN,
        UNKNOWN,
        NONE,
        HOST_NAME
    }

    /** One endpoint; {@code place} is that of its address, and after the last for those of unknown address. */
    private record Endpoint(Tree workload, Tree cluster, int number, int place, Address state, String address) {}

    /** One address of a gateway, or a gateway whose addresses are unknown, with all that declare it. */
    private record Gateway(
            int id,
            @Nullable String address,
            String network,
            @Nullable String cluster,
            int port,
            int hbonePort,
            List<Tree> declarations) {}

    /** One way to an endpoint, without gateway a direct one, and all that keeps it from working. */
    private record Path(@Nullable Gateway gateway, String reason, BigInteger weight, Set<String> problems) {}

    /** An endpoint that is dropped for a reason, or served over paths. */
    private record Judged(Endpoint endpoint, @Nullable String dropped, List<Path> paths) {}

    private final PlainTopology topology;
    private final Tree query;
    private final Tree client;
    private final Tree cluster;
    private final String network;
    private final Kind kind;
    private final boolean ambient;
    private final int serviceNumber;
    private final Tree service;
    private final @Nullable Tree firstControlPlane;
    private final List<String> known;
    private final List<Gateway> gateways;
    private final BigInteger scale;

    private EndpointViewOracle(PlainTopology topology, Tree query) {
        this.topology = topology;
        this.query = query;
        client = query.item("client");
        cluster = topology.cluster(client.name("cluster"));
        network = client.text("network", topology.network(cluster));
        kind = kindOf(client, topology.dataPlane(cluster));
        ambient = isAmbient();
        serviceNumber = topology.service(query.name("service"));
        service = topology.all("services").get(serviceNumber);
        List<Tree> controlPlanes = topology.controlPlanes(cluster);
        firstControlPlane = controlPlanes.isEmpty() ? null : controlPlanes.get(0);
        known = known(topology, firstControlPlane);
        gateways = gateways();
        scale = scale();
    }

    /** Answers a query on a topology, both as JSON gives them. */
    static Map<String, Object> view(Map<String, Object> topology, Map<String, Object> query) {
        return new EndpointViewOracle(new PlainTopology(new Tree(topology)), new Tree(query)).answer();
    }

    // The client

    private static Kind kindOf(Tree client, String dataPlane) {
        return switch (client.text("proxy", "")) {
            case "waypoint" -> Kind.WAYPOINT;
            case "ingress" -> Kind.INGRESS;
            case "eastwest" -> Kind.EASTWEST;
            case "sidecar" -> client.text("dataPlane", "sidecar").equals("ambient") ? Kind.ZTUNNEL : Kind.SIDECAR;
            default -> client.text("dataPlane", dataPlane).equals("ambient") ? Kind.ZTUNNEL : Kind.SIDECAR;
        };
    }

    /** An ingress gateway is what is asked for, else what its cluster is; all others always are or never. */
    private boolean isAmbient() {
        return switch (kind) {
            case ZTUNNEL, WAYPOINT -> true;
            case SIDECAR, EASTWEST -> false;
            case INGRESS ->
                client.text("dataPlane", topology.dataPlane(cluster)).equals("ambient");
        };
    }

    /** The control plane whose view this is. Only asked after the step that drops everything where there is none. */
    private Tree controlPlane() {
        return Objects.requireNonNull(firstControlPlane);
    }

    /** The names of the clusters a control plane knows. */
    private static List<String> known(PlainTopology topology, @Nullable Tree controlPlane) {
        List<String> known = new ArrayList<>();
        for (Tree cluster : topology.all("clusters")) {
            if (controlPlane != null && topology.knows(controlPlane, cluster)) {
                known.add(cluster.name("name"));
            }
        }
        return known;
    }

    private boolean isKnown(Tree other) {
        return known.contains(other.name("name"));
    }

    /** The mesh whose switches the control plane reads. */
    private Tree mesh() {
        return topology.meshOf(controlPlane());
    }

    private boolean isMcs(String mcsSwitch) {
        return mesh().item("mcs").is(mcsSwitch, false);
    }

    private boolean isHere(Tree other) {
        return other.name("name").equals(cluster.name("name"));
    }

    // Endpoints

    /** The endpoints of a workload: one for each address, then those of which no address is known. */
    private List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        List<Tree> workloads = service.items("workloads");
        for (int number = 0; number < workloads.size(); number++) {
            Tree workload = workloads.get(number);
            Tree place = topology.cluster(workload.name("cluster"));
            List<String> addresses = workload.texts("addresses");
            int replicas = workload.number("replicas", Math.max(1, addresses.size()));
            Address others = workload.has("addresses") && addresses.isEmpty() ? Address.NONE : Address.UNKNOWN;
            for (int i = 0; i < replicas; i++) {
                endpoints.add(
                        i < addresses.size()
                                ? endpoint(workload, place, number, i, addresses.get(i))
                                : new Endpoint(workload, place, number, addresses.size(), others, ""));
            }
        }
        return endpoints;
    }

    /** Of several addresses the first is served; what is no IP address is a host name. */
    private static Endpoint endpoint(Tree workload, Tree cluster, int number, int place, String text) {
        String first = text.split(" ", -1)[0];
        Address state = AddressRange.isAddress(first) ? Address.KNOWN : Address.HOST_NAME;
        return new Endpoint(workload, cluster, number, place, state, first);
    }

    private String networkOf(Endpoint endpoint) {
        return topology.network(endpoint.workload(), endpoint.cluster());
    }

    private String proxyOf(Endpoint endpoint) {
        return topology.proxy(endpoint.workload(), endpoint.cluster());
    }

    private String mtlsOf(Endpoint endpoint) {
        return topology.mtls(endpoint.workload(), endpoint.cluster());
    }

    /** Decides whether an endpoint is dropped, and if not over which paths it is served. */
    private Judged judge(Endpoint endpoint) {
        String dropped = droppedByDiscovery(endpoint);
        if (dropped == null) {
            dropped = droppedByScope(endpoint);
        }
        if (dropped == null) {
            dropped = droppedByPortOrAddress(endpoint);
        }
        if (dropped != null) {
            return dropped(endpoint, dropped);
        }
        return isHeadless() ? headless(endpoint) : networkFilter(endpoint);
    }

    private static Judged dropped(Endpoint endpoint, String reason) {
        return new Judged(endpoint, reason, List.of());
    }

    // Step 1, name: decides whether the name resolves in the client's cluster

    private boolean resolves() {
        boolean dnsProxy = topology.hasDnsProxy(cluster);
        return topology.objectIn(cluster, service) != null
                || (dnsProxy && isServiceKnown())
                || (dnsProxy && hasServiceEntry())
                || hasClusterSetName();
    }

    /** The control plane knows the service by a Kubernetes Service in a cluster it knows. */
    private boolean isServiceKnown() {
        for (Tree other : topology.all("clusters")) {
            if (isKnown(other) && topology.objectIn(other, service) != null) {
                return true;
            }
        }
        return false;
    }

    /** A ServiceEntry is in the cluster itself, or where its control plane is configured from. */
    private boolean hasServiceEntry() {
        List<String> entries = service.texts("serviceEntryIn");
        if (entries.contains(cluster.name("name"))) {
            return true;
        }
        if (firstControlPlane == null) {
            return false;
        }
        String configCluster = topology.configCluster(firstControlPlane);
        return configCluster == null ? !entries.isEmpty() : entries.contains(configCluster);
    }

    /** MCS host names are on, and the service is exported in a cluster the control plane knows. */
    private boolean hasClusterSetName() {
        if (firstControlPlane == null || !isMcs("serviceDiscovery") || !isMcs("host")) {
            return false;
        }
        for (Tree other : topology.all("clusters")) {
            boolean defined = topology.objectIn(other, service) != null;
            boolean auto = isMcs("autoExport") && defined && !isClusterLocalIn(other);
            if (isKnown(other) && (isStatedExported(other) || auto)) {
                return true;
            }
        }
        return false;
    }

    // Step 2, discovery: decides whether the client's control plane has the endpoint at all

    private @Nullable String droppedByDiscovery(Endpoint endpoint) {
        if (firstControlPlane == null) {
            return "client-has-no-control-plane";
        }
        return isKnown(endpoint.cluster()) || isExportedToClient() ? null : "not-discovered";
    }

    /** Its mesh exports the service to the client's, and a ServiceEntry for it is in the client's cluster. */
    private boolean isExportedToClient() {
        String own = cluster.text("mesh");
        if (own == null || own.equals(topology.meshName(service))) {
            return false;
        }
        String name = service.name("namespace") + "/" + service.name("name");
        for (Tree federation : exporter().items("federatesWith")) {
            if (federation.name("mesh").equals(own)
                    && federation.texts("exports").contains(name)) {
                return service.texts("serviceEntryIn").contains(cluster.name("name"));
            }
        }
        return false;
    }

    private Tree exporter() {
        return topology.all("meshes").stream()
                .filter(mesh -> mesh.name("name").equals(topology.meshName(service)))
                .findFirst()
                .orElseThrow();
    }

    /** What is known by its export alone is reached through a gateway or not at all. */
    private boolean isKnownByExportAlone(Endpoint endpoint) {
        return !isKnown(endpoint.cluster());
    }

    // Step 3, scope: decides whether an endpoint of another cluster is meant for this client

    private @Nullable String droppedByScope(Endpoint endpoint) {
        if (isHere(endpoint.cluster())) {
            return null;
        }
        if (isClusterLocalIn(endpoint.cluster())
                || isClusterLocalIn(cluster)
                || (isMcs("clusterLocal") && isMcs("host"))) {
            return "cluster-local";
        }
        boolean exported = isStatedExported(endpoint.cluster()) || isMcs("autoExport");
        return isMcs("serviceDiscovery") && !exported ? "not-exported" : null;
    }

    /** The service is local in a cluster, or its host is local everywhere. */
    private boolean isClusterLocalIn(Tree other) {
        return topology.isClusterLocal(service, other) || isClusterLocalHost();
    }

    /** The most specific pattern decides; where one for and one against are equal, the one against. */
    private boolean isClusterLocalHost() {
        List<String> local = new ArrayList<>(mesh().texts("clusterLocalHosts"));
        local.add("*.kube-system.svc.cluster.local");
        local.add("kubernetes.default.svc.cluster.local");
        local.add("istiod." + cluster.text("istioNamespace", "istio-system") + ".svc.cluster.local");
        return bestMatch(local) > bestMatch(mesh().texts("notClusterLocalHosts"));
    }

    private int bestMatch(List<String> patterns) {
        int best = 0;
        for (String pattern : patterns) {
            if (covers(pattern)) {
                best = Math.max(best, pattern.equals(host()) ? Integer.MAX_VALUE : pattern.length());
            }
        }
        return best;
    }

    private String host() {
        return service.name("name") + "." + service.name("namespace") + ".svc.cluster.local";
    }

    private boolean covers(String pattern) {
        boolean wildcard = pattern.equals("*") || (pattern.startsWith("*.") && host().endsWith(pattern.substring(1)));
        return wildcard || pattern.equals(host());
    }

    /** A ServiceExport is there, or nobody says where they are. */
    private boolean isStatedExported(Tree other) {
        return !service.has("exportedIn") || service.texts("exportedIn").contains(other.name("name"));
    }

    // Step 4, port and address: decides whether the endpoint has the port, an IP address, and a network the client
    // looks at

    private @Nullable String droppedByPortOrAddress(Endpoint endpoint) {
        if (lacksPort(endpoint)) {
            return "port-name-differs";
        }
        if (endpoint.state() == Address.HOST_NAME) {
            return "host-name-address";
        }
        boolean outside = client.has("networkView")
                && !networkOf(endpoint).isEmpty()
                && !client.texts("networkView").contains(networkOf(endpoint));
        return outside ? "outside-network-view" : null;
    }

    /** The queried port is found by its number at the control plane, and by its name at the endpoint. */
    private boolean lacksPort(Endpoint endpoint) {
        if (portsAtClient() == null) {
            return false;
        }
        if (queriedPort() == null) {
            return true;
        }
        return portsAt(endpoint) != null && portOf(endpoint) == null;
    }

    /** The port of the number that is asked for, else the first; null if there is none or the ports are unknown. */
    private @Nullable Tree queriedPort() {
        List<Tree> ports = portsAtClient();
        for (Tree port : ports == null ? List.<Tree>of() : ports) {
            if (!query.has("port") || port.number("number", 0) == query.number("port", 0)) {
                return port;
            }
        }
        return null;
    }

    /** The endpoint's port of the name of the queried one, else one of which a name is not known. */
    private @Nullable Tree portOf(Endpoint endpoint) {
        Tree queried = queriedPort();
        List<Tree> ports = portsAt(endpoint);
        if (queried == null || ports == null) {
            return null;
        }
        for (Tree port : ports) {
            if (port.equals(queried) || (port.has("name") && port.name("name").equals(queried.text("name")))) {
                return port;
            }
        }
        for (Tree port : ports) {
            if (!port.has("name") || !queried.has("name")) {
                return port;
            }
        }
        return null;
    }

    private @Nullable List<Tree> portsAtClient() {
        return ports(objectAtControlPlane());
    }

    private @Nullable List<Tree> portsAt(Endpoint endpoint) {
        return ports(topology.objectIn(endpoint.cluster(), service));
    }

    /** The ports of an object, else those of the service; null if neither says. */
    private @Nullable List<Tree> ports(@Nullable Tree object) {
        if (object != null && object.has("ports")) {
            return object.items("ports");
        }
        return service.has("ports") ? service.items("ports") : null;
    }

    /**
     * The Service object the control plane goes by: that of its own cluster, else of the first it knows, its secrets in reading
     * order before the other clusters.
     */
    private @Nullable Tree objectAtControlPlane() {
        String own = topology.ownCluster(controlPlane());
        Tree object = own == null ? null : topology.objectIn(topology.cluster(own), service);
        List<Tree> inOrder = new ArrayList<>();
        for (Tree secret : controlPlane().items("remoteSecrets")) {
            inOrder.add(topology.cluster(secret.name("cluster")));
        }
        inOrder.addAll(topology.all("clusters"));
        for (Tree other : inOrder) {
            if (object == null && isKnown(other)) {
                object = topology.objectIn(other, service);
            }
        }
        return object;
    }

    /** The port a direct connection goes to; null if it is unknown, or known by name alone. */
    private @Nullable Integer directPort(Endpoint endpoint) {
        Tree port = portOf(endpoint);
        if (port == null) {
            return null;
        }
        Object target = port.fields().get("targetPort");
        if (target == null) {
            return port.has("number") ? Integer.valueOf(port.number("number", 0)) : null;
        }
        return target instanceof Number number ? Integer.valueOf(number.intValue()) : null;
    }

    // Step 5, headless: decides what the name resolves to, which is endpoints and never a gateway

    /** As the Service object of the client's cluster says, else that the control plane goes by, else the service. */
    private boolean isHeadless() {
        Tree own = topology.objectIn(cluster, service);
        Tree object = own == null ? objectAtControlPlane() : own;
        boolean usual = service.is("headless", false);
        boolean headless = object == null ? usual : object.is("headless", usual);
        return headless && (kind == Kind.SIDECAR || kind == Kind.ZTUNNEL);
    }

    private Judged headless(Endpoint endpoint) {
        if (!isSameNetwork(endpoint)) {
            return dropped(endpoint, "headless-across-networks");
        }
        boolean acrossClusters =
                topology.hasDnsProxy(cluster) && topology.feature("ENABLE_MULTICLUSTER_HEADLESS", true, controlPlane());
        if (!isHere(endpoint.cluster()) && !acrossClusters) {
            return dropped(endpoint, "headless-other-cluster");
        }
        return direct(endpoint, "same-network", BigInteger.ONE);
    }

    // Step 6, network filter: decides whether the endpoint is served directly, through gateways, or not at all

    private Judged networkFilter(Endpoint endpoint) {
        if (gateways.isEmpty() && !ambient) {
            String reason = isSameNetwork(endpoint) ? "same-network" : "multi-network-not-enabled";
            return filteredDirect(endpoint, reason);
        }
        List<Gateway> candidates = candidates(endpoint);
        if (topology.isAmbientMultiNetwork(controlPlane()) && !isSameNetwork(endpoint)) {
            if (candidates.isEmpty()) {
                return dropped(endpoint, "no-usable-gateway");
            }
            if (isRemoteNetworkDisabled()) {
                return dropped(endpoint, "remote-network-disabled-for-proxy");
            }
        }
        if (candidates.isEmpty() || (isSameNetwork(endpoint) && !isForcedThroughGateway(endpoint))) {
            String reason = isSameNetwork(endpoint) ? "same-network" : "remote-network-has-no-gateway";
            return filteredDirect(endpoint, reason);
        }
        return throughGateways(endpoint, usable(candidates));
    }

    /** Networks are the same if they are equal or either is unset. */
    private boolean isSameNetwork(Endpoint endpoint) {
        return network.isEmpty() || networkOf(endpoint).isEmpty() || network.equals(networkOf(endpoint));
    }

    /** A client without network is sent to the gateways of those that have one, since 1.30. */
    private boolean isForcedThroughGateway(Endpoint endpoint) {
        return topology.isAtLeast(30, controlPlane())
                && network.isEmpty()
                && !networkOf(endpoint).isEmpty();
    }

    private boolean isRemoteNetworkDisabled() {
        Tree p = controlPlane();
        return switch (kind) {
            case WAYPOINT -> !topology.feature("AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT", true, p);
            case INGRESS -> !topology.feature("AMBIENT_ENABLE_MULTI_NETWORK_INGRESS", false, p);
            case SIDECAR, ZTUNNEL, EASTWEST -> false;
        };
    }

    private Judged filteredDirect(Endpoint endpoint, String reason) {
        Judged direct = direct(endpoint, reason, scale);
        boolean plain = kind == Kind.EASTWEST && !isIstioMtls(endpoint);
        return plain && direct.dropped() == null ? dropped(endpoint, "passthrough-needs-mtls") : direct;
    }

    private Judged direct(Endpoint endpoint, String reason, BigInteger weight) {
        if (isKnownByExportAlone(endpoint)) {
            return dropped(endpoint, "no-usable-gateway");
        }
        if (endpoint.state() == Address.NONE) {
            return dropped(endpoint, "no-address");
        }
        return new Judged(endpoint, null, List.of(new Path(null, reason, weight, problems(endpoint, null))));
    }

    private Judged throughGateways(Endpoint endpoint, List<Gateway> usable) {
        if (usable.isEmpty()) {
            return dropped(endpoint, "no-gateway-of-client-ip-family");
        }
        if (!ambient && !isIstioMtls(endpoint)) {
            return dropped(endpoint, "cross-network-needs-mtls");
        }
        String reason = isSameNetwork(endpoint) ? "no-client-network-forces-gateway" : "remote-network";
        BigInteger share = scale.divide(BigInteger.valueOf(usable.size()));
        List<Path> paths = new ArrayList<>();
        for (Gateway gateway : usable) {
            paths.add(new Path(gateway, reason, share, problems(endpoint, gateway)));
        }
        return new Judged(endpoint, null, paths);
    }

    /** HBONE never counts; then a DestinationRule decides alone; then what the workload is. */
    private boolean isIstioMtls(Endpoint endpoint) {
        if (proxyOf(endpoint).equals("ambient")) {
            return false;
        }
        if (service.has("clientTls")) {
            return service.name("clientTls").equals("ISTIO_MUTUAL");
        }
        return proxyOf(endpoint).equals("sidecar") && !mtlsOf(endpoint).equals("DISABLE");
    }

    /** The gateways that exist for this client, each address of each; equal ones are one. */
    private List<Gateway> gateways() {
        List<Gateway> gateways = new ArrayList<>();
        for (Tree place : topology.all("networks")) {
            for (Tree declared : place.items("gateways")) {
                if (exists(declared)) {
                    addAddresses(place.name("name"), declared, gateways);
                }
            }
        }
        return gateways;
    }

    /** Those outside clusters, in clusters the control plane knows, and in clusters of a mesh that exports this service. */
    private boolean exists(Tree declared) {
        if (!declared.has("cluster")) {
            return true;
        }
        Tree place = topology.cluster(declared.name("cluster"));
        boolean exporters = topology.meshName(service).equals(place.text("mesh"));
        return isKnown(place) || (exporters && isExportedToClient());
    }

    private static void addAddresses(String network, Tree declared, List<Gateway> gateways) {
        if (!declared.has("addresses")) {
            gateways.add(gateway(gateways.size(), null, network, declared));
        }
        for (String address : declared.texts("addresses")) {
            if (!AddressRange.isAddress(address) && !declared.is("resolvable", true)) {
                continue;
            }
            Gateway added = gateway(gateways.size(), address, network, declared);
            boolean there = false;
            for (Gateway earlier : gateways) {
                if (isEqual(earlier, added)) {
                    earlier.declarations().add(declared);
                    there = true;
                }
            }
            if (!there) {
                gateways.add(added);
            }
        }
    }

    private static Gateway gateway(int id, @Nullable String address, String network, Tree declared) {
        int port = declared.number("port", 15443);
        int hbonePort = declared.number("hbonePort", 0);
        List<Tree> declarations = new ArrayList<>(List.of(declared));
        return new Gateway(id, address, network, declared.text("cluster"), port, hbonePort, declarations);
    }

    private static boolean isEqual(Gateway one, Gateway other) {
        return one.address() != null
                && other.address() != null
                && isSameAddress(one.address(), other.address())
                && one.network().equals(other.network())
                && Objects.equals(one.cluster(), other.cluster())
                && one.port() == other.port()
                && one.hbonePort() == other.hbonePort();
    }

    private static boolean isSameAddress(String one, String other) {
        return one.equals(other)
                || (AddressRange.isAddress(one) && AddressRange.ofAddress(one).equals(AddressRange.ofAddress(other)));
    }

    /** The least common multiple of how many gateways there are per network, and per network and cluster. */
    private BigInteger scale() {
        BigInteger common = BigInteger.ONE;
        for (Gateway gateway : gateways) {
            int inNetwork = 0;
            int inCluster = 0;
            for (Gateway other : gateways) {
                boolean sameNetwork = other.network().equals(gateway.network());
                inNetwork += sameNetwork ? 1 : 0;
                inCluster += sameNetwork && Objects.equals(other.cluster(), gateway.cluster()) ? 1 : 0;
            }
            common = leastCommonMultiple(leastCommonMultiple(common, inNetwork), inCluster);
        }
        return common;
    }

    private static BigInteger leastCommonMultiple(BigInteger one, int other) {
        BigInteger factor = BigInteger.valueOf(other);
        return one.multiply(factor).divide(one.gcd(factor));
    }

    /** Those of the endpoint's network and cluster, if none those of its network; of them, those that have the port. */
    private List<Gateway> candidates(Endpoint endpoint) {
        List<Gateway> ofNetwork = new ArrayList<>();
        List<Gateway> ofCluster = new ArrayList<>();
        for (Gateway gateway : gateways) {
            if (gateway.network().equals(networkOf(endpoint))) {
                ofNetwork.add(gateway);
                if (endpoint.cluster().name("name").equals(gateway.cluster())) {
                    ofCluster.add(gateway);
                }
            }
        }
        List<Gateway> candidates = ofCluster.isEmpty() ? ofNetwork : ofCluster;
        return candidates.stream().filter(gateway -> portAt(gateway) != 0).toList();
    }

    private int portAt(Gateway gateway) {
        return ambient ? gateway.hbonePort() : gateway.port();
    }

    /** A client of one IP family uses gateways of that family, and those of which none is known, since 1.30. */
    private List<Gateway> usable(List<Gateway> candidates) {
        Set<Boolean> families = clientFamilies();
        if (families.size() != 1 || !topology.isAtLeast(30, controlPlane())) {
            return candidates;
        }
        List<Gateway> usable = new ArrayList<>();
        for (Gateway gateway : candidates) {
            String address = gateway.address();
            boolean ofNoFamily = address == null || !AddressRange.isAddress(address);
            if (ofNoFamily || families.contains(isIpv6(address))) {
                usable.add(gateway);
            }
        }
        return usable;
    }

    /** Whether IPv6, for each family of the client; empty if unknown. */
    private Set<Boolean> clientFamilies() {
        Set<Boolean> families = new TreeSet<>();
        if (client.has("ipFamilies")) {
            client.texts("ipFamilies").forEach(family -> families.add(family.equals("IPv6")));
        } else {
            cluster.texts("podCidrs").forEach(range -> families.add(range.contains(":")));
        }
        return families;
    }

    private static boolean isIpv6(@Nullable String address) {
        return AddressRange.ofAddress(Objects.requireNonNull(address))
                .orElseThrow()
                .isIpv6();
    }

    // Steps 8 to 10: decide whether a path that is served works

    private Set<String> problems(Endpoint endpoint, @Nullable Gateway gateway) {
        Set<String> problems = new TreeSet<>(Comparator.comparing(PROBLEMS::indexOf));
        if (gateway == null) {
            problems.addAll(directLinkProblems(endpoint));
        } else {
            problems.addAll(gatewayLinkProblems(gateway));
            problems.addAll(gatewayProblems(gateway));
            if (ambient && !proxyOf(endpoint).equals("ambient")) {
                problems.add("data-plane-mix");
            }
        }
        problems.addAll(trustProblems(endpoint));
        if (!isAllowed(endpoint)) {
            problems.add("denied-by-policy");
        }
        return problems;
    }

    // Step 8, link: decides whether packets get there, and whether the gateway passes them on

    /** Open inside a network and closed between networks, unless a link says otherwise. */
    private Set<String> directLinkProblems(Endpoint endpoint) {
        if (isHere(endpoint.cluster()) && isSameNetwork(endpoint)) {
            return Set.of();
        }
        boolean hbone = ambient && proxyOf(endpoint).equals("ambient");
        Integer port = hbone ? Integer.valueOf(HBONE_PORT) : directPort(endpoint);
        List<String> to = PlainTopology.names(endpoint.cluster().name("name"), networkOf(endpoint));
        Way way = topology.way(clientNames(), to, port);
        return way == Way.UNDECLARED && !isSameNetwork(endpoint) ? Set.of("not-routable") : linkProblems(way);
    }

    /** Open, unless a link says otherwise. */
    private Set<String> gatewayLinkProblems(Gateway gateway) {
        List<String> to = PlainTopology.names(gateway.cluster(), gateway.network());
        return linkProblems(topology.way(clientNames(), to, portAt(gateway)));
    }

    private List<String> clientNames() {
        return PlainTopology.names(cluster.name("name"), network);
    }

    private static Set<String> linkProblems(Way way) {
        return switch (way) {
            case UNDECLARED, OPEN -> Set.of();
            case PORT_CLOSED -> Set.of("port-closed");
            case NOT_ROUTABLE -> Set.of("not-routable");
        };
    }

    /** What keeps it from passing traffic on; nothing if one of several equal declarations is right. */
    private Set<String> gatewayProblems(Gateway gateway) {
        Set<String> problems = new TreeSet<>();
        for (Tree declared : gateway.declarations()) {
            Set<String> own = declaredProblems(declared);
            if (own.isEmpty()) {
                return own;
            }
            problems.addAll(own);
        }
        return problems;
    }

    private Set<String> declaredProblems(Tree declared) {
        Set<String> problems = new TreeSet<>();
        boolean exposes = !declared.has("exposes") || declared.texts("exposes").contains("services");
        if (!exposes || !coversHost(declared)) {
            problems.add("gateway-does-not-expose-services");
        }
        if (!ambient && !declared.text("tlsMode", "AUTO_PASSTHROUGH").equals("AUTO_PASSTHROUGH")) {
            problems.add("gateway-tls-mode");
        }
        if (declared.item("loadBalancer").text("layer", "L4").equals("L7")) {
            problems.add("gateway-behind-l7");
        }
        return problems;
    }

    /** A namespace in front of a pattern makes no difference. */
    private boolean coversHost(Tree declared) {
        if (!declared.has("hosts")) {
            return true;
        }
        for (String pattern : declared.texts("hosts")) {
            if (covers(pattern.substring(pattern.indexOf('/') + 1))) {
                return true;
            }
        }
        return false;
    }

    // Step 9, trust: decides whether the two ends agree on mTLS and accept each other's certificates

    private Set<String> trustProblems(Endpoint endpoint) {
        if (isTlsConflict(endpoint)) {
            return Set.of("tls-mode-conflict");
        }
        Set<String> problems = new TreeSet<>();
        if (isMtlsSpoken(endpoint)) {
            if (!trustsRoot(cluster, endpoint.cluster()) || !trustsRoot(endpoint.cluster(), cluster)) {
                problems.add("root-not-trusted");
            }
            if (!acceptsDomain(cluster, endpoint.cluster()) || !acceptsDomain(endpoint.cluster(), cluster)) {
                problems.add("trust-domain-not-accepted");
            }
        }
        return problems;
    }

    /** A sidecar does as the DestinationRule says, else as the workload wants; the ambient data plane whenever it can. */
    private boolean isMtlsSpoken(Endpoint endpoint) {
        boolean proxied = !proxyOf(endpoint).equals("none");
        if (ambient) {
            return proxied;
        }
        if (service.has("clientTls")) {
            return service.name("clientTls").equals("ISTIO_MUTUAL");
        }
        return proxied && !mtlsOf(endpoint).equals("DISABLE");
    }

    /** The client speaks mTLS and nobody there does, or it does not and somebody there insists. */
    private boolean isTlsConflict(Endpoint endpoint) {
        if (ambient) {
            return false;
        }
        boolean proxied = !proxyOf(endpoint).equals("none");
        return isMtlsSpoken(endpoint)
                ? !proxied || mtlsOf(endpoint).equals("DISABLE")
                : proxied && mtlsOf(endpoint).equals("STRICT");
    }

    /** Certificates are checked against the own root and the bundles of the own mesh. */
    private boolean trustsRoot(Tree side, Tree other) {
        String own = topology.rootFor(side);
        String theirs = topology.rootFor(other);
        Tree mesh = topology.mesh(side);
        if (own == null || theirs == null || own.equals(theirs) || mesh == null || !mesh.has("trustBundles")) {
            return true;
        }
        List<@Nullable String> imported = topology.bundledRoots(mesh);
        return imported.contains(theirs) || imported.contains(null);
    }

    /** Accepted are the own trust domain, the aliases of the own mesh, and what its bundles bring. */
    private boolean acceptsDomain(Tree side, Tree other) {
        String own = topology.trustDomainFor(side);
        String theirs = topology.trustDomainFor(other);
        Tree mesh = topology.mesh(side);
        if (own == null || theirs == null || own.equals(theirs) || mesh == null) {
            return true;
        }
        return !mesh.has("trustDomainAliases")
                || !mesh.has("trustBundles")
                || mesh.texts("trustDomainAliases").contains(theirs)
                || topology.bundledTrustDomains(mesh).contains(theirs);
    }

    // Step 10, policy: decides whether the service lets this client call it

    private boolean isAllowed(Endpoint endpoint) {
        List<Tree> callers = topology.tenantsOf(client.text("namespace"), cluster, cluster.text("mesh"));
        List<Tree> callees =
                topology.tenantsOf(service.name("namespace"), endpoint.cluster(), topology.meshName(service));
        if (callers.stream().anyMatch(callees::contains)) {
            return true;
        }
        if (service.has("allowedTenants")) {
            List<String> allowed = service.texts("allowedTenants");
            return callers.isEmpty()
                    ? !client.has("namespace")
                    : callers.stream().anyMatch(caller -> allowed.contains(caller.name("name")));
        }
        if (callees.stream().noneMatch(callee -> callee.item("isolation").is("defaultDeny", false))) {
            return true;
        }
        return callers.isEmpty() ? !client.has("namespace") : anyMayCall(callers, callees);
    }

    private static boolean anyMayCall(List<Tree> callers, List<Tree> callees) {
        for (Tree caller : callers) {
            for (Tree callee : callees) {
                if (!caller.has("mayCall") || caller.texts("mayCall").contains(callee.name("name"))) {
                    return true;
                }
            }
        }
        return false;
    }

    // The entries of the answer: endpoints and gateways as a proxy is given them

    /** What a proxy is given: one address of one workload, or a gateway in one locality, with all the endpoints behind it. */
    private static final class Entry {

        private final Endpoint first;
        private final @Nullable Gateway gateway;
        private final String reason;
        private BigInteger weight = BigInteger.ZERO;
        private int replicas;
        private int unreachable;
        private int priority;
        private final Set<String> problems = new TreeSet<>(Comparator.comparing(PROBLEMS::indexOf));

        Entry(Endpoint first, Path path) {
            this.first = first;
            gateway = path.gateway();
            reason = path.reason();
        }

        /** The same address, or the same gateway in the same locality. */
        boolean holds(Endpoint endpoint, Path path, boolean sameLocality) {
            if (gateway == null || path.gateway() == null) {
                return gateway == null
                        && path.gateway() == null
                        && first.number() == endpoint.number()
                        && first.place() == endpoint.place();
            }
            return gateway.id() == path.gateway().id() && sameLocality;
        }

        void add(Path path) {
            weight = weight.add(path.weight());
            replicas++;
            unreachable += path.problems().isEmpty() ? 0 : 1;
            problems.addAll(path.problems());
        }
    }

    private List<Entry> entries(List<Judged> judged) {
        List<Entry> entries = new ArrayList<>();
        for (Judged each : judged) {
            for (Path path : each.paths()) {
                entryFor(each.endpoint(), path, entries).add(path);
            }
        }
        return entries;
    }

    private Entry entryFor(Endpoint endpoint, Path path, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.holds(endpoint, path, locality(entry.first).equals(locality(endpoint)))) {
                return entry;
            }
        }
        Entry entry = new Entry(endpoint, path);
        entries.add(entry);
        return entry;
    }

    // Step 7, locality: decides the group and the priority of an entry

    /** Region, zone and subzone; empty where unknown. */
    private List<String> locality(Endpoint endpoint) {
        Tree workload = endpoint.workload();
        return List.of(
                workload.text("region", endpoint.cluster().text("region", "")),
                workload.text("zone", topology.zone(endpoint.cluster())),
                workload.text("subzone", ""));
    }

    private List<String> clientLocality() {
        return List.of(
                cluster.text("region", ""), client.text("zone", topology.zone(cluster)), client.text("subzone", ""));
    }

    private static String text(List<String> locality) {
        String zone = locality.get(1).isEmpty() ? "" : "/" + locality.get(1);
        String subzone = zone.isEmpty() || locality.get(2).isEmpty() ? "" : "/" + locality.get(2);
        return locality.get(0) + zone + subzone;
    }

    private void setPriorities(List<Entry> entries) {
        Tree stated = service.item("locality");
        boolean failsOver = service.has("locality")
                && stated.is("enabled", true)
                && stated.is("outlierDetection", false)
                && stated.items("distribute").isEmpty();
        if (!failsOver || (firstControlPlane != null && isHeadless())) {
            return;
        }
        List<String> labels = stated.texts("failoverPriority");
        if (!labels.isEmpty()) {
            entries.forEach(entry -> entry.priority = priorityByLabels(entry, labels));
            renumber(entries);
        }
        List<Tree> failover = stated.items("failover");
        if (!failover.isEmpty() || labels.isEmpty()) {
            entries.forEach(entry -> entry.priority = 5 * entry.priority + priorityByLocality(entry, failover));
            renumber(entries);
        }
    }

    /** The first of n labels that differs, at place j, gives n - j. Since 1.31 a network in first place is only preferred. */
    private int priorityByLabels(Entry entry, List<String> labels) {
        int preferred = 0;
        for (int j = 0; j < labels.size(); j++) {
            String[] parts = labels.get(j).split("=", 2);
            String wanted = parts.length == 2 ? parts[1] : clientLabel(parts[0]);
            if (!wanted.equals(entryLabel(parts[0], entry))) {
                if (j > 0 || !parts[0].equals(NETWORK_LABEL) || !topology.isAtLeast(31, controlPlane())) {
                    return preferred + labels.size() - j;
                }
                preferred = labels.size();
            }
        }
        return preferred;
    }

    private String clientLabel(String label) {
        return label(label, network, cluster.name("name"), clientLocality());
    }

    /** A gateway has the labels of its network and its cluster alone. */
    private String entryLabel(String label, Entry entry) {
        if (entry.gateway != null) {
            String place = Objects.requireNonNullElse(entry.gateway.cluster(), "");
            return label(label, entry.gateway.network(), place, List.of("", "", ""));
        }
        String place = entry.first.cluster().name("name");
        return label(label, networkOf(entry.first), place, locality(entry.first));
    }

    private static String label(String label, String network, String cluster, List<String> locality) {
        return switch (label) {
            case NETWORK_LABEL -> network;
            case "topology.istio.io/cluster" -> cluster;
            case "topology.kubernetes.io/region" -> locality.get(0);
            case "topology.kubernetes.io/zone" -> locality.get(1);
            case "topology.istio.io/subzone" -> locality.get(2);
            default -> "";
        };
    }

    /** 0 in the same subzone, 1 zone, 2 region; 3 in another region, 4 in one that is not the configured target. */
    private int priorityByLocality(Entry entry, List<Tree> failover) {
        List<String> own = clientLocality();
        List<String> theirs = locality(entry.first);
        if (own.get(0).equals(theirs.get(0))) {
            boolean sameZone = own.get(1).equals(theirs.get(1));
            boolean sameSubzone = own.get(2).equals(theirs.get(2));
            return sameZone ? (sameSubzone ? 0 : 1) : 2;
        }
        for (Tree each : failover) {
            if (each.name("from").equals(own.get(0))) {
                return each.name("to").equals(theirs.get(0)) ? 3 : 4;
            }
        }
        return 3;
    }

    /** Leaves no gaps. */
    private static void renumber(List<Entry> entries) {
        List<Integer> given = entries.stream()
                .map(entry -> entry.priority)
                .distinct()
                .sorted()
                .toList();
        entries.forEach(entry -> entry.priority = given.indexOf(entry.priority));
    }

    // The answer

    private Map<String, Object> answer() {
        List<Judged> judged = endpoints().stream().map(this::judge).toList();
        List<Entry> entries = entries(judged);
        setPriorities(entries);
        entries.sort(this::compare);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("resolves", resolves());
        answer.put("endpoints", entries.stream().map(this::object).toList());
        answer.put("dropped", droppedObjects(judged));
        answer.put("verdict", verdict(judged, entries));
        return answer;
    }

    /** By locality; in it direct ones by cluster and place in the document, then gateways by address and port. */
    private int compare(Entry one, Entry other) {
        Comparator<Entry> order = Comparator.comparing((Entry entry) -> text(locality(entry.first)))
                .thenComparing(entry -> entry.gateway != null);
        Comparator<Entry> within = one.gateway == null
                ? Comparator.comparing((Entry entry) -> entry.first.cluster().name("name"))
                        .thenComparing(entry -> entry.first.number())
                        .thenComparing(entry -> entry.first.place())
                : Comparator.comparing(
                                (Entry entry) -> gatewayOf(entry).address(), Comparator.nullsFirst(String::compareTo))
                        .thenComparing(entry -> portAt(gatewayOf(entry)))
                        .thenComparing(entry ->
                                Objects.requireNonNullElse(gatewayOf(entry).cluster(), ""))
                        .thenComparing(entry -> gatewayOf(entry).network())
                        .thenComparing(entry -> gatewayOf(entry).port())
                        .thenComparing(entry -> gatewayOf(entry).hbonePort());
        int byGroup = order.compare(one, other);
        return byGroup == 0 ? within.compare(one, other) : byGroup;
    }

    private static Gateway gatewayOf(Entry entry) {
        return Objects.requireNonNull(entry.gateway);
    }

    private Map<String, Object> object(Entry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        Gateway gateway = entry.gateway;
        if (gateway == null) {
            Endpoint endpoint = entry.first;
            put("address", endpoint.state() == Address.KNOWN ? endpoint.address() : null, object);
            put("port", directPort(endpoint), object);
        } else {
            put("address", gateway.address(), object);
            put("port", portAt(gateway), object);
        }
        object.put("weight", entry.weight);
        object.put("kind", gateway == null ? "direct" : "gateway");
        put("network", gateway == null ? networkOf(entry.first) : gateway.network(), object);
        put("cluster", gateway == null ? entry.first.cluster().name("name") : gateway.cluster(), object);
        put("locality", text(locality(entry.first)), object);
        object.put("priority", entry.priority);
        object.put("replicas", entry.replicas);
        object.put("reachable", entry.unreachable == 0);
        if (entry.unreachable > 0 && entry.unreachable < entry.replicas) {
            object.put("unreachableReplicas", entry.unreachable);
        }
        List<String> reasons = new ArrayList<>(List.of(entry.reason));
        reasons.addAll(entry.problems);
        object.put("reasons", reasons);
        return object;
    }

    /** Leaves out what is unknown or unset. */
    private static void put(String field, @Nullable Object value, Map<String, Object> object) {
        if (value != null && !value.equals("")) {
            object.put(field, value);
        }
    }

    /** One for each workload and reason, with the number of endpoints it holds for. */
    private List<Map<String, Object>> droppedObjects(List<Judged> judged) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Judged each : judged) {
            if (each.dropped() != null) {
                addDropped(each.endpoint(), each.dropped(), objects);
            }
        }
        return objects;
    }

    private void addDropped(Endpoint endpoint, String reason, List<Map<String, Object>> objects) {
        String workload = "/services/" + serviceNumber + "/workloads/" + endpoint.number();
        for (Map<String, Object> object : objects) {
            if (workload.equals(object.get("workload")) && reason.equals(object.get("reason"))) {
                object.merge("replicas", 1, (some, one) -> (Integer) some + (Integer) one);
                return;
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("workload", workload);
        object.put("cluster", endpoint.cluster().name("name"));
        put("network", networkOf(endpoint), object);
        object.put("reason", reason);
        object.put("replicas", 1);
        objects.add(object);
    }

    /** Whether all of it works, some, or nothing. */
    private String verdict(List<Judged> judged, List<Entry> entries) {
        boolean works = judged.stream()
                .flatMap(each -> each.paths().stream())
                .anyMatch(path -> path.problems().isEmpty());
        if (!resolves() || !works) {
            return "unreachable";
        }
        boolean allReachable = entries.stream().allMatch(entry -> entry.unreachable == 0);
        return allReachable && judged.stream().noneMatch(this::isLost) ? "reachable" : "degraded";
    }

    /** Dropped, though it was meant for this client and nobody blocks the way to its cluster. */
    private boolean isLost(Judged judged) {
        return judged.dropped() != null
                && !NOT_LOST.contains(judged.dropped())
                && !isBlocked(judged.endpoint().cluster());
    }

    /** Traffic is declared blocked from the client's cluster or namespace to that cluster. */
    private boolean isBlocked(Tree target) {
        for (Tree traffic : topology.all("traffic")) {
            boolean there = target.name("name").equals(traffic.item("to").text("cluster"));
            if (there && traffic.text("expect", "allowed").equals("blocked") && isFromClient(traffic.item("from"))) {
                return true;
            }
        }
        return false;
    }

    private boolean isFromClient(Tree from) {
        String namespace = client.text("namespace");
        String mesh = cluster.text("mesh");
        boolean fromNamespace = false;
        if (namespace != null && mesh != null && from.has("namespace")) {
            boolean severalMeshes = topology.all("meshes").size() > 1;
            fromNamespace = from.name("namespace").equals(severalMeshes ? mesh + "/" + namespace : namespace);
        }
        return fromNamespace || cluster.name("name").equals(from.text("cluster"));
    }
}
