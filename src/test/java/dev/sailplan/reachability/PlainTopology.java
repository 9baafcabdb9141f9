package dev.sailplan.reachability;

import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a topology document says after its defaults, read off the tree by loops whenever it is asked.
 *
 * <p>For {@link EndpointViewOracle} only: slow, and written from the format alone.
 */
final class PlainTopology {

    /** What declared links say about a way. */
    enum Way {
        UNDECLARED,
        OPEN,
        PORT_CLOSED,
        NOT_ROUTABLE
    }

    private final Tree document;

    PlainTopology(Tree document) {
        this.document = document;
    }

    List<Tree> all(String list) {
        return document.items(list);
    }

    // Clusters

    Tree cluster(String name) {
        return Objects.requireNonNull(named("clusters", name), name);
    }

    /** Empty where it is unset: no cluster names a network, or this one does not. */
    String network(Tree cluster) {
        return cluster.text("network", "");
    }

    @Nullable
    Tree mesh(Tree cluster) {
        return named("meshes", cluster.text("mesh"));
    }

    String dataPlane(Tree cluster) {
        Tree mesh = mesh(cluster);
        return cluster.text("dataPlane", mesh == null ? "sidecar" : mesh.text("dataPlane", "sidecar"));
    }

    boolean hasDnsProxy(Tree cluster) {
        return cluster.is("dnsProxy", dataPlane(cluster).equals("ambient"));
    }

    String zone(Tree cluster) {
        List<String> zones = cluster.texts("zones");
        return zones.size() == 1 ? zones.get(0) : "";
    }

    /** Those listed, else those in it for its mesh: that of its revision, then revision default, then document order. */
    List<Tree> controlPlanes(Tree cluster) {
        List<Tree> found = new ArrayList<>();
        if (cluster.has("controlPlanes")) {
            cluster.texts("controlPlanes").forEach(name -> found.add(controlPlane(name)));
            return found;
        }
        addOwn(cluster, cluster.text("revision"), found);
        addOwn(cluster, "default", found);
        addOwn(cluster, null, found);
        return found;
    }

    /** Adds those in the cluster for its mesh that are not there yet, of one revision or, for null, of any. */
    private void addOwn(Tree cluster, @Nullable String revision, List<Tree> found) {
        for (Tree controlPlane : all("controlPlanes")) {
            boolean own = cluster.name("name").equals(controlPlane.text("cluster"))
                    && cluster.has("mesh")
                    && cluster.name("mesh").equals(meshOf(controlPlane).name("name"));
            boolean ofRevision =
                    revision == null || controlPlane.text("revision", "default").equals(revision);
            if (own && ofRevision && !found.contains(controlPlane)) {
                found.add(controlPlane);
            }
        }
    }

    // Control planes

    Tree controlPlane(String name) {
        return Objects.requireNonNull(named("controlPlanes", name), name);
    }

    /** The mesh a control plane is for. */
    Tree meshOf(Tree controlPlane) {
        Tree place = place(controlPlane);
        String name = controlPlane.text("mesh");
        if (name == null && place != null) {
            name = place.text("mesh");
        }
        Tree stated = named("meshes", name);
        return stated == null ? all("meshes").get(0) : stated;
    }

    /** The cluster it runs in; none if a vendor runs it. */
    @Nullable
    Tree place(Tree controlPlane) {
        return named("clusters", controlPlane.text("cluster"));
    }

    /** It runs outside the clusters of its mesh. */
    boolean isExternal(Tree controlPlane) {
        Tree place = place(controlPlane);
        return place == null || !meshOf(controlPlane).name("name").equals(place.text("mesh"));
    }

    /** The cluster it discovers without a secret; null if it is unknown. */
    @Nullable
    String ownCluster(Tree controlPlane) {
        return isExternal(controlPlane) ? controlPlane.text("configCluster") : controlPlane.text("cluster");
    }

    /** The cluster its configuration is read from; null if it is unknown. */
    @Nullable
    String configCluster(Tree controlPlane) {
        String stated = controlPlane.text("configCluster");
        return stated != null || isExternal(controlPlane) ? stated : controlPlane.text("cluster");
    }

    boolean isAtLeast(int minor, Tree controlPlane) {
        String version = controlPlane.text("version", document.text("istioVersion", "1.999"));
        return Integer.parseInt(version.substring(version.indexOf('.') + 1)) >= minor;
    }

    boolean feature(String name, boolean standard, Tree controlPlane) {
        return controlPlane.item("features").is(name, standard);
    }

    /** By default on where the mesh or one of its clusters is ambient. */
    boolean isAmbientMultiNetwork(Tree controlPlane) {
        Tree mesh = meshOf(controlPlane);
        boolean ambient = mesh.text("dataPlane", "sidecar").equals("ambient");
        for (Tree cluster : all("clusters")) {
            ambient |= mesh.name("name").equals(cluster.text("mesh"))
                    && dataPlane(cluster).equals("ambient");
        }
        return feature("AMBIENT_ENABLE_MULTI_NETWORK", ambient, controlPlane);
    }

    // Discovery

    /** Its own cluster, and each for which it holds a counting secret under the right name and can reach the API server. */
    boolean knows(Tree controlPlane, Tree cluster) {
        String own = ownCluster(controlPlane);
        boolean isOwn = own == null
                ? controlPlanes(cluster).contains(controlPlane)
                : cluster.name("name").equals(own);
        if (isOwn) {
            return true;
        }
        for (Tree secret : countingSecrets(controlPlane, own)) {
            boolean isForIt = secret.name("cluster").equals(cluster.name("name"));
            boolean isNamedSo = nameIn(secret).equals(cluster.name("name"));
            if (isForIt && isNamedSo && reachesApiServer(controlPlane, cluster, secret)) {
                return true;
            }
        }
        return false;
    }

    /** Of those of one name the first; none of the name of its own cluster. */
    private static List<Tree> countingSecrets(Tree controlPlane, @Nullable String own) {
        List<Tree> counting = new ArrayList<>();
        for (Tree secret : controlPlane.items("remoteSecrets")) {
            boolean seen = nameIn(secret).equals(own);
            for (Tree earlier : counting) {
                seen |= nameIn(earlier).equals(nameIn(secret));
            }
            if (!seen) {
                counting.add(secret);
            }
        }
        return counting;
    }

    private static String nameIn(Tree secret) {
        return secret.text("clusterName", secret.name("cluster"));
    }

    private boolean reachesApiServer(Tree controlPlane, Tree cluster, Tree secret) {
        Tree apiServer = cluster.item("apiServer");
        String server = secret.text("server", apiServer.text("address", ""));
        return !isLoopback(server)
                && (!apiServer.has("reachableFrom") || isIn(apiServer.texts("reachableFrom"), controlPlane))
                && isOpenToApiServer(controlPlane, cluster, server);
    }

    private static boolean isLoopback(String server) {
        String host = server.isEmpty() ? "" : String.valueOf(URI.create(server).getHost());
        return host.equals("localhost")
                || (!host.isEmpty() && new IPAddressString(host.replace("[", "").replace("]", "")).isLoopback());
    }

    private boolean isIn(List<String> reachableFrom, Tree controlPlane) {
        Tree place = place(controlPlane);
        return reachableFrom.contains("*")
                || (place != null && namesOf(place).stream().anyMatch(reachableFrom::contains));
    }

    private boolean isOpenToApiServer(Tree controlPlane, Tree cluster, String server) {
        Tree place = place(controlPlane);
        if (place == null) {
            return true;
        }
        Way way = way(namesOf(place), namesOf(cluster), portOf(server));
        return way == Way.UNDECLARED || way == Way.OPEN;
    }

    private static @Nullable Integer portOf(String server) {
        if (server.isEmpty()) {
            return null;
        }
        int port = URI.create(server).getPort();
        return port < 0 ? 443 : port;
    }

    // Links

    private List<String> namesOf(Tree cluster) {
        return names(cluster.name("name"), network(cluster));
    }

    /** The names by which links may name a place, the one that counts more first. */
    static List<String> names(@Nullable String cluster, String network) {
        List<String> names = new ArrayList<>();
        if (cluster != null) {
            names.add(cluster);
        }
        if (!network.isEmpty()) {
            names.add(network);
        }
        return names;
    }

    /** What the links of the best rank say together: any open one opens the way. Without a port only routes matter. */
    Way way(List<String> from, List<String> to, @Nullable Integer port) {
        for (int rank = 0; rank <= 2; rank++) {
            Way way = Way.UNDECLARED;
            for (Tree link : all("links")) {
                int start = from.indexOf(link.name("from"));
                int end = to.indexOf(link.name("to"));
                if (start >= 0 && end >= 0 && start + end == rank) {
                    way = better(way, wayOf(link, port));
                }
            }
            if (way != Way.UNDECLARED) {
                return way;
            }
        }
        return Way.UNDECLARED;
    }

    private static Way wayOf(Tree link, @Nullable Integer port) {
        if (!link.is("routable", true)) {
            return Way.NOT_ROUTABLE;
        }
        boolean open = port == null || !link.has("ports") || link.texts("ports").contains(port.toString());
        return open ? Way.OPEN : Way.PORT_CLOSED;
    }

    /** Open before routable before not; whatever is declared before what is not. */
    private static Way better(Way one, Way other) {
        return one == Way.UNDECLARED || other.compareTo(one) < 0 ? other : one;
    }

    // Services

    /** Found as {@code namespace/name}, or {@code mesh/namespace/name}; the position in the document is what identifies it. */
    int service(String reference) {
        List<Tree> services = all("services");
        for (int i = 0; i < services.size(); i++) {
            Tree service = services.get(i);
            String name = service.name("namespace") + "/" + service.name("name");
            if (reference.equals(name) || reference.equals(meshName(service) + "/" + name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("No service " + reference);
    }

    String meshName(Tree service) {
        return service.text("mesh", all("meshes").get(0).name("name"));
    }

    /** Its Kubernetes Service objects: those stated, else one in each cluster of its workloads. */
    List<Tree> objects(Tree service) {
        if (service.has("definedIn")) {
            return service.items("definedIn");
        }
        return service.items("workloads").stream()
                .map(workload -> workload.name("cluster"))
                .distinct()
                .map(cluster -> new Tree(Map.of("cluster", cluster)))
                .toList();
    }

    @Nullable
    Tree objectIn(Tree cluster, Tree service) {
        for (Tree object : objects(service)) {
            if (object.name("cluster").equals(cluster.name("name"))) {
                return object;
            }
        }
        return null;
    }

    /** As the object there says, else the service, else the data plane there. */
    boolean isClusterLocal(Tree service, Tree cluster) {
        Tree object = objectIn(cluster, service);
        String usual = dataPlane(cluster).equals("ambient") ? "clusterLocal" : "mesh";
        String stated = service.text("scope", usual);
        return (object == null ? stated : object.text("scope", stated)).equals("clusterLocal");
    }

    // Workloads

    String network(Tree workload, Tree cluster) {
        return workload.text("network", network(cluster));
    }

    String proxy(Tree workload, Tree cluster) {
        return workload.is("hostNetwork", false) ? "none" : workload.text("proxy", dataPlane(cluster));
    }

    String mtls(Tree workload, Tree cluster) {
        if (proxy(workload, cluster).equals("none")) {
            return workload.text("mtls", "DISABLE");
        }
        Tree mesh = mesh(cluster);
        return workload.text("mtls", mesh == null ? "PERMISSIVE" : mesh.text("mtls", "PERMISSIVE"));
    }

    // Trust

    /** The root of the certificates that are signed for a cluster: by its first control plane, else what its mesh declares. */
    @Nullable
    String rootFor(Tree cluster) {
        List<Tree> signers = controlPlanes(cluster);
        if (!signers.isEmpty()) {
            return rootOf(signers.get(0));
        }
        Tree mesh = mesh(cluster);
        return mesh == null ? null : mesh.item("certificateAuthority").text("root");
    }

    /** What is installed in the cluster it runs in, else what its mesh declares; null if unknown. */
    private @Nullable String rootOf(Tree controlPlane) {
        Tree place = place(controlPlane);
        boolean ownAuthority = place != null && place.has("certificateAuthority");
        Tree holder = ownAuthority ? Objects.requireNonNull(place) : meshOf(controlPlane);
        Tree authority = holder.item("certificateAuthority");
        boolean ofItsOwn = !authority.has("root") && authority.text("type", "").equals("selfSigned");
        return ofItsOwn ? "self-signed at " + signingPlace(controlPlane) : authority.text("root");
    }

    /** istiod keeps the authority it makes for itself in its own namespace, where other revisions find it. */
    private String signingPlace(Tree controlPlane) {
        Tree place = place(controlPlane);
        if (place == null) {
            return controlPlane.name("name");
        }
        String namespace = controlPlane.text("istioNamespace", place.text("istioNamespace", "istio-system"));
        return place.name("name") + "/" + namespace;
    }

    /** The roots of the bundles of a mesh; null for one that is unknown. */
    List<@Nullable String> bundledRoots(Tree mesh) {
        List<@Nullable String> roots = new ArrayList<>();
        for (Tree bundle : mesh.items("trustBundles")) {
            if (bundle.has("root")) {
                roots.add(bundle.name("root"));
            } else if (bundle.has("mesh")) {
                roots.addAll(currentRoots(bundle.name("mesh")));
            }
        }
        return roots;
    }

    /** The root a mesh declares; where it is self-signed, that of each control plane that makes its own. */
    private List<@Nullable String> currentRoots(String mesh) {
        Tree authority = Objects.requireNonNull(named("meshes", mesh)).item("certificateAuthority");
        List<@Nullable String> roots = new ArrayList<>();
        if (authority.has("root") || !authority.text("type", "").equals("selfSigned")) {
            roots.add(authority.text("root"));
            return roots;
        }
        for (Tree controlPlane : all("controlPlanes")) {
            Tree place = place(controlPlane);
            boolean asTheMesh = place == null || !place.has("certificateAuthority");
            if (meshOf(controlPlane).name("name").equals(mesh) && asTheMesh) {
                roots.add(rootOf(controlPlane));
            }
        }
        return roots;
    }

    /** The trust domain of the identities in a cluster; null for one in no mesh. */
    @Nullable
    String trustDomainFor(Tree cluster) {
        List<Tree> signers = controlPlanes(cluster);
        if (signers.isEmpty()) {
            Tree mesh = mesh(cluster);
            return mesh == null ? null : mesh.text("trustDomain", "cluster.local");
        }
        Tree place = place(signers.get(0));
        String ofTheMesh = meshOf(signers.get(0)).text("trustDomain", "cluster.local");
        return place == null ? ofTheMesh : place.text("trustDomain", ofTheMesh);
    }

    /** The trust domains that the bundles of a mesh bring. */
    List<String> bundledTrustDomains(Tree mesh) {
        List<String> domains = new ArrayList<>();
        for (Tree bundle : mesh.items("trustBundles")) {
            if (bundle.has("trustDomains")) {
                domains.addAll(bundle.texts("trustDomains"));
            } else if (bundle.has("mesh")) {
                Tree other = Objects.requireNonNull(named("meshes", bundle.text("mesh")));
                domains.add(other.text("trustDomain", "cluster.local"));
            }
        }
        return domains;
    }

    // Tenants

    /** Those that own the namespace in the mesh, the cluster, or the mesh. */
    List<Tree> tenantsOf(@Nullable String namespace, Tree cluster, @Nullable String mesh) {
        List<Tree> owners = new ArrayList<>();
        for (Tree tenant : all("tenants")) {
            boolean ownsNamespace =
                    namespace != null && tenant.texts("namespaces").contains(namespace) && isActiveIn(mesh, tenant);
            boolean ownsCluster = tenant.texts("clusters").contains(cluster.name("name"));
            boolean ownsMesh = mesh != null && tenant.texts("meshes").contains(mesh);
            if (ownsNamespace || ownsCluster || ownsMesh) {
                owners.add(tenant);
            }
        }
        return owners;
    }

    /** A tenant is in the meshes it lists, else in those of its clusters, else in all. */
    private boolean isActiveIn(@Nullable String mesh, Tree tenant) {
        List<String> meshes = new ArrayList<>(tenant.texts("meshes"));
        if (meshes.isEmpty()) {
            tenant.texts("clusters").stream()
                    .map(name -> cluster(name).text("mesh", ""))
                    .filter(name -> !name.isEmpty())
                    .forEach(meshes::add);
        }
        return meshes.isEmpty() || (mesh != null && meshes.contains(mesh));
    }

    private @Nullable Tree named(String list, @Nullable String name) {
        for (Tree element : all(list)) {
            if (element.name("name").equals(name)) {
                return element;
            }
        }
        return null;
    }
}
