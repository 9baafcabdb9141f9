package dev.sailplan.document;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the element a place in a document belongs to. */
public final class ElementNames {

    /**
     * A place as a person would say it.
     *
     * @param element the innermost element with a name that holds it, null if even the topology has none
     * @param path the way from there, such as {@code apiServer.address} or {@code workloads[2].zone}
     */
    public record Spot(@Nullable ElementId element, String path) {

        /** The element in words. */
        public String where() {
            return element == null || element.kind() == ElementKind.TOPOLOGY
                    ? "the topology"
                    : element.kind().words() + " " + element.name();
        }
    }

    private static final int LONGEST_NAME = 63;

    private ElementNames() {}

    /** The identity of a service: with its mesh in front where there are several. */
    public static ElementId ofService(ServiceDocument service, @Nullable String mesh, boolean severalMeshes) {
        String name = service.namespace() + "/" + service.name();
        return new ElementId(ElementKind.SERVICE, severalMeshes && mesh != null ? mesh + "/" + name : name);
    }

    public static Spot spotOf(TopologyDocument document, Pointer pointer) {
        List<String> tokens = List.of(pointer.text().split("/", -1)).subList(1, tokenCount(pointer));
        Optional<ElementId> inner = tokens.size() < 2 ? Optional.empty() : elementAt(document, tokens);
        int consumed = inner.map(it -> it.kind() == ElementKind.GATEWAY ? 4 : 2).orElse(0);
        ElementId topology = document.name() == null ? null : new ElementId(ElementKind.TOPOLOGY, document.name());
        return new Spot(inner.orElse(topology), pathOf(tokens.subList(consumed, tokens.size())));
    }

    private static int tokenCount(Pointer pointer) {
        return pointer.text().split("/", -1).length;
    }

    private static String pathOf(List<String> tokens) {
        StringBuilder path = new StringBuilder();
        for (String token : tokens) {
            if (!token.isEmpty() && token.chars().allMatch(Character::isDigit)) {
                path.append('[').append(token).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".")
                        .append(shortened(token.replace("~1", "/").replace("~0", "~")));
            }
        }
        return path.toString();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static Optional<ElementId> elementAt(TopologyDocument document, List<String> tokens) {
        return switch (tokens.get(0)) {
            case "networks" -> inNetwork(document, tokens);
            case "meshes" ->
                named(ElementKind.MESH, at(document.meshes(), tokens.get(1)).map(MeshDocument::name));
            case "clusters" ->
                named(
                        ElementKind.CLUSTER,
                        at(document.clusters(), tokens.get(1)).map(ClusterDocument::name));
            case "controlPlanes" ->
                named(
                        ElementKind.CONTROL_PLANE,
                        at(document.controlPlanes(), tokens.get(1)).map(ControlPlaneDocument::name));
            case "services" ->
                at(document.services(), tokens.get(1))
                        .filter(service -> service.name() != null && service.namespace() != null)
                        .map(service -> ofService(service, service.mesh(), size(document.meshes()) > 1));
            case "tenants" ->
                named(ElementKind.TENANT, at(document.tenants(), tokens.get(1)).map(TenantDocument::name));
            default -> Optional.empty();
        };
    }

    private static Optional<ElementId> inNetwork(TopologyDocument document, List<String> tokens) {
        Optional<NetworkDocument> network = at(document.networks(), tokens.get(1));
        if (tokens.size() >= 4 && tokens.get(2).equals("gateways")) {
            Optional<String> gateway =
                    network.flatMap(it -> at(it.gateways(), tokens.get(3))).map(GatewayDocument::name);
            if (gateway.isPresent()) {
                return named(ElementKind.GATEWAY, gateway);
            }
        }
        return named(ElementKind.NETWORK, network.map(NetworkDocument::name));
    }

    private static Optional<ElementId> named(ElementKind kind, Optional<String> name) {
        return name.map(it -> new ElementId(kind, it));
    }

    private static <T> Optional<T> at(@Nullable List<T> list, String index) {
        try {
            int i = Integer.parseInt(index);
            return list == null || i < 0 || i >= list.size() ? Optional.empty() : Optional.of(list.get(i));
        } catch (NumberFormatException notAnIndex) {
            return Optional.empty();
        }
    }

    private static int size(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }
}
