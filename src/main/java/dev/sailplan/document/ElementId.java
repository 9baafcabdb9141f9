package dev.sailplan.document;

/**
 * Names one element of a topology, printed {@code cluster/west}.
 *
 * @param kind what it is
 * @param name its name; of a service {@code namespace/name}, or {@code mesh/namespace/name} in a document with several meshes
 */
public record ElementId(ElementKind kind, String name) implements Comparable<ElementId> {

    @Override
    public int compareTo(ElementId that) {
        int order = kind.compareTo(that.kind);
        return order != 0 ? order : name.compareTo(that.name);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
