package dev.sailplan.document;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds every text in a document that names an element, by the {@link Refers} of its field. */
public final class References {

    /** Is told of one reference. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Takes note of a reference.
         *
         * @param refers what the field may name
         * @param name what it names
         * @param place where
         */
        void visit(Refers refers, String name, Place place);
    }

    /** A place in the document, as the way to it; only those that matter become a pointer. */
    public static final class Place {

        private final @Nullable Place parent;
        private final Object step;

        private Place(@Nullable Place parent, Object step) {
            this.parent = parent;
            this.step = step;
        }

        public Pointer pointer() {
            Pointer base = parent == null ? Pointer.ROOT : parent.pointer();
            return step instanceof Integer index ? base.index(index) : base.field((String) step);
        }
    }

    /** A component that refers, or that leads to one. */
    private record Edge(
            String field,
            Method accessor,
            @Nullable Refers refers,
            boolean list,
            @Nullable Node target) {}

    /** A type of record, with the components that matter. */
    private static final class Node {
        private final List<Edge> edges = new ArrayList<>();
    }

    private static final Node ROOT = nodeOf(TopologyDocument.class, new HashMap<>());

    private References() {}

    /** Visits all references in document order. */
    public static void visit(TopologyDocument document, Visitor visitor) {
        visit(ROOT, document, null, visitor);
    }

    private static void visit(Node node, Object document, @Nullable Place at, Visitor visitor) {
        for (Edge edge : node.edges) {
            Object value = read(edge.accessor(), document);
            if (value == null) {
                continue;
            }
            Place place = new Place(at, edge.field());
            if (edge.list()) {
                List<?> elements = (List<?>) value;
                for (int i = 0; i < elements.size(); i++) {
                    visit(edge, Objects.requireNonNull(elements.get(i)), new Place(place, i), visitor);
                }
            } else {
                visit(edge, value, place, visitor);
            }
        }
    }

    private static void visit(Edge edge, Object value, Place place, Visitor visitor) {
        if (edge.refers() != null) {
            visitor.visit(edge.refers(), (String) value, place);
        } else if (edge.target() != null) {
            visit(edge.target(), value, place, visitor);
        }
    }

    private static @Nullable Object read(Method accessor, Object document) {
        try {
            return accessor.invoke(document);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("A record's accessor is public and returns", impossible);
        }
    }

    private static Node nodeOf(Class<?> type, Map<Class<?>, Node> known) {
        Node node = new Node();
        known.put(type, node);
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> value = valueType(component);
            boolean list = component.getType() == List.class;
            Refers refers = component.getAnnotation(Refers.class);
            Node target = value.isRecord() ? known.containsKey(value) ? known.get(value) : nodeOf(value, known) : null;
            if (refers != null || (target != null && !target.edges.isEmpty())) {
                node.edges.add(new Edge(component.getName(), component.getAccessor(), refers, list, target));
            }
        }
        return node;
    }

    private static Class<?> valueType(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType type && component.getType() == List.class) {
            Type element = type.getActualTypeArguments()[0];
            return (Class<?>) element;
        }
        return component.getType();
    }
}
