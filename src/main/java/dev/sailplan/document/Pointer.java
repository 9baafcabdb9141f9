package dev.sailplan.document;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A place in a document, as a JSON Pointer (RFC 6901).
 *
 * @param text the pointer, empty for the whole document
 */
public record Pointer(String text) implements Comparable<Pointer> {

    /** The whole document. */
    public static final Pointer ROOT = new Pointer("");

    /** The place of a field inside this object. */
    public Pointer field(String name) {
        return new Pointer(text + "/" + escape(name));
    }

    /** The place of the object or list that holds the value; the whole document holds itself. */
    public Pointer parent() {
        return text.isEmpty() ? this : new Pointer(text.substring(0, text.lastIndexOf('/')));
    }

    /** The place of an element inside this list. */
    public Pointer index(int index) {
        return new Pointer(text + "/" + index);
    }

    /** The place that a pointer inside the document at this place leads to. */
    public Pointer then(Pointer inside) {
        return text.isEmpty() ? inside : new Pointer(text + inside.text);
    }

    /** The field it leads to, whatever the elements on the way: {@code clusters.apiServer.address}; empty for the whole document. */
    public String fieldPath() {
        return Arrays.stream(text.split("/", -1))
                .skip(1)
                .filter(token -> !isIndex(token))
                .collect(Collectors.joining("."));
    }

    private static String escape(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }

    /** Orders by place in the document's structure, list elements by number: {@code /a/2} comes before {@code /a/10}. */
    @Override
    public int compareTo(Pointer that) {
        String[] mine = text.split("/", -1);
        String[] theirs = that.text.split("/", -1);
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int order = compareTokens(mine[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.length, theirs.length);
    }

    private static int compareTokens(String mine, String theirs) {
        boolean numbers = isIndex(mine) && isIndex(theirs);
        return numbers && mine.length() != theirs.length()
                ? Integer.compare(mine.length(), theirs.length())
                : mine.compareTo(theirs);
    }

    private static boolean isIndex(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return text;
    }
}
