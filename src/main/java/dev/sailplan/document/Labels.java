package dev.sailplan.document;

import java.util.BitSet;

/** Recognises labels by the characters they consist of: large documents have millions, so no regular expression is used. */
final class Labels {

    static final BitSet LOWER = setOf("abcdefghijklmnopqrstuvwxyz0123456789");
    static final BitSet LOWER_OR_DASH = with(LOWER, "-");
    static final BitSet ALPHANUMERIC = with(LOWER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    static final BitSet ALPHANUMERIC_OR_DASH = with(ALPHANUMERIC, "-");
    static final BitSet LABEL = with(ALPHANUMERIC, "-_.");
    static final BitSet HOST_EDGE = with(ALPHANUMERIC, "_");
    static final BitSet HOST_INNER = with(ALPHANUMERIC, "_-");

    private static final int LONGEST = 63;

    private Labels() {}

    private static BitSet setOf(String characters) {
        BitSet set = new BitSet(128);
        characters.chars().forEach(set::set);
        return set;
    }

    private static BitSet with(BitSet base, String more) {
        BitSet set = setOf(more);
        set.or(base);
        return set;
    }

    /** Whether the text is one label: at most 63 characters, the first and the last of {@code edge}, the others of {@code inner}. */
    static boolean isLabel(String text, BitSet edge, BitSet inner) {
        return isLabel(text, 0, text.length(), edge, inner);
    }

    private static boolean isLabel(String text, int from, int to, BitSet edge, BitSet inner) {
        if (to <= from || to - from > LONGEST || !edge.get(text.charAt(from)) || !edge.get(text.charAt(to - 1))) {
            return false;
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (!inner.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is labels with a separator between each two. */
    static boolean areLabels(String text, char separator, BitSet edge, BitSet inner) {
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            if (!isLabel(text, from, to, edge, inner)) {
                return false;
            }
            from = to + 1;
        }
        return isLabel(text, from, text.length(), edge, inner);
    }
}
