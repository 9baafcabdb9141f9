package dev.sailplan.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that a mistyped one was probably meant to be. */
public final class DidYouMean {

    /** Longer texts are not typing mistakes, and comparing them costs time. */
    private static final int LONGEST = 128;

    private DidYouMean() {}

    /** Returns the nearest of the known names if one is near enough; of several equally near, the first in their order. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        if (given.isEmpty() || given.length() > LONGEST) {
            return Optional.empty();
        }
        String text = given.toLowerCase(Locale.ROOT);
        int best = Math.max(1, Math.min(3, text.length() / 3)) + 1;
        String nearest = null;
        for (String candidate : known) {
            int distance = distance(text, candidate.toLowerCase(Locale.ROOT), best - 1);
            if (distance >= 0 && distance < best) {
                best = distance;
                nearest = candidate;
            }
            if (best == 0) {
                break;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The edits between two texts, negative if more than allowed. Two letters that changed places are one mistake. */
    private static int distance(String text, String candidate, int most) {
        int distance = new LevenshteinDistance(most).apply(text, candidate);
        return distance < 0 && text.length() == candidate.length() && isSwapped(text, candidate) ? 1 : distance;
    }

    private static boolean isSwapped(String text, String candidate) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == candidate.charAt(i)) {
            i++;
        }
        return i + 1 < text.length()
                && text.charAt(i) == candidate.charAt(i + 1)
                && text.charAt(i + 1) == candidate.charAt(i)
                && text.substring(i + 2).equals(candidate.substring(i + 2));
    }

    /** Returns {@code "; did you mean NAME?"}, or nothing if no known name is near. */
    public static String hint(String given, Collection<String> known) {
        return nearest(given, known).map(name -> "; did you mean " + name + "?").orElse("");
    }
}
