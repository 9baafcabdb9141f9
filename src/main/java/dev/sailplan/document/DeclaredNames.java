package dev.sailplan.document;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names a document declares, by kind, each with the places that declare it. */
public final class DeclaredNames {

    private final Map<ElementKind, Map<String, List<Pointer>>> names = new EnumMap<>(ElementKind.class);
    private final Set<String> meshes = new LinkedHashSet<>();

    private DeclaredNames(TopologyDocument document) {
        each(document.networks(), "networks", this::network);
        each(document.meshes(), "meshes", (mesh, at) -> declare(ElementKind.MESH, mesh.name(), at));
        meshes.addAll(of(ElementKind.MESH).keySet());
        each(document.clusters(), "clusters", (cluster, at) -> declare(ElementKind.CLUSTER, cluster.name(), at));
        each(
                document.controlPlanes(),
                "controlPlanes",
                (controlPlane, at) -> declare(ElementKind.CONTROL_PLANE, controlPlane.name(), at));
        each(document.services(), "services", this::service);
        each(document.tenants(), "tenants", this::tenant);
    }

    public static DeclaredNames of(TopologyDocument document) {
        return new DeclaredNames(document);
    }

    /** Returns the declared names of a kind, in document order. Services and namespaces have every name they can be called by. */
    public Map<String, List<Pointer>> of(ElementKind kind) {
        return names.getOrDefault(kind, Map.of());
    }

    private void network(NetworkDocument network, Pointer at) {
        declare(ElementKind.NETWORK, network.name(), at);
        List<GatewayDocument> gateways = Objects.requireNonNullElse(network.gateways(), List.of());
        for (int i = 0; i < gateways.size(); i++) {
            declare(
                    ElementKind.GATEWAY,
                    gateways.get(i).name(),
                    at.field("gateways").index(i));
        }
    }

    private void service(ServiceDocument service, Pointer at) {
        if (service.namespace() != null) {
            declareInMesh(ElementKind.NAMESPACE, service.mesh(), service.namespace(), at);
            if (service.name() != null) {
                declareInMesh(ElementKind.SERVICE, service.mesh(), service.namespace() + "/" + service.name(), at);
            }
        }
    }

    private void tenant(TenantDocument tenant, Pointer at) {
        declare(ElementKind.TENANT, tenant.name(), at);
        for (String namespace : Objects.requireNonNullElse(tenant.namespaces(), List.<String>of())) {
            declareInMesh(ElementKind.NAMESPACE, null, namespace, at);
        }
    }

    /** What names no mesh can be in any. Where there is at most one, the name is also good without it. */
    private void declareInMesh(ElementKind kind, @Nullable String mesh, String name, Pointer at) {
        if (meshes.size() <= 1) {
            declare(kind, name, at);
        }
        for (String candidate : mesh == null ? meshes : Set.of(mesh)) {
            declare(kind, candidate + "/" + name, at);
        }
    }

    private void declare(ElementKind kind, @Nullable String name, Pointer at) {
        if (name != null && !name.isEmpty()) {
            names.computeIfAbsent(kind, key -> new LinkedHashMap<>())
                    .computeIfAbsent(name, key -> new ArrayList<>(1))
                    .add(at);
        }
    }

    private interface Declaring<T> {
        void declare(T element, Pointer at);
    }

    private static <T> void each(@Nullable List<T> elements, String field, Declaring<T> declaring) {
        List<T> all = Objects.requireNonNullElse(elements, List.of());
        for (int i = 0; i < all.size(); i++) {
            declaring.declare(all.get(i), Pointer.ROOT.field(field).index(i));
        }
    }
}
