package dev.sailplan.failure;

import dev.sailplan.reachability.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order in which failures are told: by kind, then by name. */
public final class FailureOrder {

    public static final Comparator<Failure> BY_KIND_AND_NAME =
            Comparator.comparing(Failure::kind).thenComparing(Failure::name);

    /** Sets of failures: smaller ones first, then by their failures. */
    public static final Comparator<List<Failure>> BY_SIZE =
            Comparator.<List<Failure>>comparingInt(List::size).thenComparing(FailureOrder::compare);

    private FailureOrder() {}

    /** Failures in order. */
    public static List<Failure> ordered(Collection<Failure> failures) {
        List<Failure> ordered = new ArrayList<>(failures);
        ordered.sort(BY_KIND_AND_NAME);
        return List.copyOf(ordered);
    }

    private static int compare(List<Failure> one, List<Failure> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = BY_KIND_AND_NAME.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
