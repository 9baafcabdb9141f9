package dev.sailplan.failure;

/**
 * How much is listed of what failures do; everything else is counted.
 *
 * @param services of each effect of each set of failures
 * @param consumers of each of these services
 */
public record Listing(int services, int consumers) {

    /** Nothing is left out. */
    public static final Listing ALL = new Listing(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
