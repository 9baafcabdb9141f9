package dev.sailplan.report;

/** Writes what comes from a document into Markdown so that it cannot become markup. */
public final class Markdown {

    private static final String MARKUP = "\\`*_~$[]<>|#&@";

    /** Control characters, line separators, and what changes the direction of text. */
    private static final String INVISIBLE = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]";

    private Markdown() {}

    /** A text in a line or in a cell of a table. */
    public static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll(INVISIBLE, " ").toCharArray()) {
            if (MARKUP.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** A text as code. */
    public static String code(String text) {
        return "`" + text.replaceAll("[`|]|" + INVISIBLE, "?") + "`";
    }
}
