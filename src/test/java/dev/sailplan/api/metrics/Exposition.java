package dev.sailplan.api.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text a Prometheus reads, line by line. */
public record Exposition(String text) {

    /** The value of a series, written as it is in the text: {@code name} or {@code name{label="value"}}. */
    public double value(String series) {
        return samples()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.valueOf(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + series + " in\n" + text));
    }

    /** The names of all series. */
    public Set<String> names() {
        return samples().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
    }

    /** Every series with its value. */
    public Stream<String> samples() {
        return Arrays.stream(text.split("\n", -1)).filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }
}
