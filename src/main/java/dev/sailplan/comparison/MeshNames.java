package dev.sailplan.comparison;

import dev.sailplan.document.MeshDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.TrafficEndDocument;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether services and namespaces are called with the name of their mesh. A document with one mesh need not, and one with several
 * must, so that the same service can be called differently before and after a mesh is added.
 *
 * @param own the meshes of the document
 * @param told whether this or the other version has several, so that their names tell services apart
 */
record MeshNames(List<String> own, boolean told) {

    static MeshNames of(TopologyDocument document, TopologyDocument other) {
        List<String> own = namesIn(document);
        return new MeshNames(own, own.size() > 1 || namesIn(other).size() > 1);
    }

    private static List<String> namesIn(TopologyDocument document) {
        return Objects.requireNonNullElse(document.meshes(), List.<MeshDocument>of()).stream()
                .map(mesh -> String.valueOf(mesh.name()))
                .toList();
    }

    boolean areSeveral() {
        return own.size() > 1;
    }

    /** What something of a mesh is matched by; absent is the only one. */
    String keyOf(@Nullable String mesh, String name) {
        if (!told) {
            return name;
        }
        return (mesh != null ? mesh : own.size() == 1 ? own.get(0) : "") + "/" + name;
    }

    /** What one end of traffic is matched by. */
    String keyOf(@Nullable TrafficEndDocument end) {
        if (end == null) {
            return "";
        } else if (end.service() != null) {
            return "service " + keyOf(end.service(), 2);
        }
        return end.namespace() == null ? "cluster " + end.cluster() : "namespace " + keyOf(end.namespace(), 1);
    }

    /** A name of so many parts may have that of a mesh in front. */
    private String keyOf(String name, int parts) {
        boolean withMesh = name.split("/", -1).length > parts;
        int slash = name.indexOf('/');
        return withMesh ? keyOf(name.substring(0, slash), name.substring(slash + 1)) : keyOf(null, name);
    }
}
