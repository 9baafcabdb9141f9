package dev.sailplan.document;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A minor version of Istio, such as 1.31. */
public record MinorVersion(int major, int minor) implements Comparable<MinorVersion> {

    /** What a minor version looks like. */
    public static final String PATTERN = "^(0|[1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})$";

    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final Comparator<MinorVersion> ORDER =
            Comparator.comparingInt(MinorVersion::major).thenComparingInt(MinorVersion::minor);

    public static Optional<MinorVersion> parse(String text) {
        Matcher match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new MinorVersion(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(MinorVersion that) {
        return ORDER.compare(this, that);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
