package dev.sailplan.document;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where every value of a document is written, by its pointer.
 *
 * <p>The values are numbered in document order and kept in arrays: a few bytes a value, so that positions cost little to
 * collect and nothing until one is asked for. The children of value {@code n} are {@code n + 1}, the value after the end of
 * that one, and so on up to the end of {@code n}.
 */
public final class PositionIndex {

    private static final int[] NONE = {};

    private final int[] lines;
    private final int[] columns;
    private final int[] ends;
    private final @Nullable String[] names;
    private final Map<Integer, int[]> children;
    private final int root;

    private PositionIndex(Builder builder) {
        this.lines = builder.lines;
        this.columns = builder.columns;
        this.ends = builder.ends;
        this.names = builder.names;
        this.children = new ConcurrentHashMap<>();
        this.root = 0;
    }

    private PositionIndex(PositionIndex whole, int root) {
        this.lines = whole.lines;
        this.columns = whole.columns;
        this.ends = whole.ends;
        this.names = whole.names;
        this.children = whole.children;
        this.root = root;
    }

    /**
     * Returns the positions of what is inside a value, for pointers that begin there.
     *
     * @param value the number {@link Builder#begin} gave it
     */
    public PositionIndex inside(int value) {
        return new PositionIndex(this, value);
    }

    /** Returns where the value is written, or where the innermost object or list begins that would hold it. */
    public Position positionOf(Pointer pointer) {
        int value = root;
        String[] tokens = pointer.text().split("/", -1);
        for (int i = 1; i < tokens.length; i++) {
            int child = childOf(value, tokens[i].replace("~1", "/").replace("~0", "~"));
            if (child < 0) {
                break;
            }
            value = child;
        }
        return new Position(lines[value], columns[value]);
    }

    /** Whether a value is written at the place. */
    public boolean contains(Pointer pointer) {
        int value = root;
        String[] tokens = pointer.text().split("/", -1);
        for (int i = 1; i < tokens.length && value >= 0; i++) {
            value = childOf(value, tokens[i].replace("~1", "/").replace("~0", "~"));
        }
        return value >= 0;
    }

    private int childOf(int parent, String token) {
        int[] candidates = children.computeIfAbsent(parent, this::childrenOf);
        if (candidates.length > 0 && names[candidates[0]] == null) {
            return elementAt(candidates, token);
        }
        for (int child : candidates) {
            if (token.equals(names[child])) {
                return child;
            }
        }
        return -1;
    }

    private static int elementAt(int[] elements, String token) {
        try {
            int index = Integer.parseInt(token);
            return index >= 0 && index < elements.length ? elements[index] : -1;
        } catch (NumberFormatException notAnIndex) {
            return -1;
        }
    }

    private int[] childrenOf(int parent) {
        int count = 0;
        for (int child = parent + 1; child < ends[parent]; child = ends[child]) {
            count++;
        }
        if (count == 0) {
            return NONE;
        }
        int[] found = new int[count];
        int next = 0;
        for (int child = parent + 1; child < ends[parent]; child = ends[child]) {
            found[next++] = child;
        }
        return found;
    }

    /** Collects positions while a document is read, in document order. */
    public static final class Builder {

        private static final int LEAST = 64;

        private int[] lines;
        private int[] columns;
        private int[] ends;
        private @Nullable String[] names;
        private int size;

        /**
         * Begins an empty index.
         *
         * @param expected about how many values there will be
         */
        public Builder(int expected) {
            int capacity = Math.max(LEAST, expected);
            lines = new int[capacity];
            columns = new int[capacity];
            ends = new int[capacity];
            names = new String[capacity];
        }

        /**
         * Adds the next value.
         *
         * @param name the field it is the value of, null for an element of a list and for the document itself
         * @return its number, to be given to {@link #end} when all it holds has been added
         */
        public int begin(@Nullable String name, int line, int column) {
            if (size == lines.length) {
                grow();
            }
            lines[size] = line;
            columns[size] = column;
            names[size] = name;
            ends[size] = size + 1;
            return size++;
        }

        /** The number the next value will have. */
        public int next() {
            return size;
        }

        /** Says that everything added since is inside this value. */
        public void end(int value) {
            ends[value] = size;
        }

        /** Returns the index; this builder must not be used any more. */
        public PositionIndex build() {
            return new PositionIndex(this);
        }

        private void grow() {
            int capacity = size * 2;
            lines = Arrays.copyOf(lines, capacity);
            columns = Arrays.copyOf(columns, capacity);
            ends = Arrays.copyOf(ends, capacity);
            names = Arrays.copyOf(names, capacity);
        }
    }
}
