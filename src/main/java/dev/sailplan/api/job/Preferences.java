package dev.sailplan.api.job;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a client would like to be answered: its {@code Prefer} headers, after RFC 7240. */
public final class Preferences {

    /** The header. */
    public static final String HEADER = "Prefer";

    static final String APPLIED = "Preference-Applied";
    static final String RESPOND_ASYNC = "respond-async";

    private Preferences() {}

    /** Whether it wants to be answered at once and to ask for the result later. */
    public static boolean areAsync(HttpServletRequest request) {
        return areAsync(Collections.list(request.getHeaders(HEADER)));
    }

    static boolean areAsync(List<String> headers) {
        return headers.stream()
                .flatMap(header -> split(header, ',').stream())
                .map(preference -> split(preference, ';').get(0))
                .anyMatch(Preferences::isAsync);
    }

    /** A value that is empty is as good as none; with any other it is a preference nobody has defined. */
    private static boolean isAsync(String preference) {
        List<String> parts = split(preference, '=');
        String value = parts.size() == 1 ? "" : parts.get(1).strip();
        return parts.get(0).strip().equalsIgnoreCase(RESPOND_ASYNC) && (value.isEmpty() || value.equals("\"\""));
    }

    /** The parts of a text between separators; what is in quotes is left whole. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\\' && quoted) {
                i++;
            } else if (at == '"') {
                quoted = !quoted;
            } else if (at == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
