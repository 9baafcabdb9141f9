package dev.sailplan.store;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be told, and where.
 *
 * @param url as it was written, perhaps with a secret of the receiver in it
 * @param topologies their names; all if empty
 * @param verdicts those a change has to lead to, {@link #DELETED} among them; all if empty
 */
public record Subscription(String url, @Nullable String description, Set<String> topologies, Set<String> verdicts) {

    /** Stands for the verdict on a topology that is not there any more. */
    public static final String DELETED = "deleted";

    public Subscription {
        topologies = Collections.unmodifiableSet(new TreeSet<>(topologies));
        verdicts = Collections.unmodifiableSet(new TreeSet<>(verdicts));
    }

    /** Whether it is one of the changes that are wanted. */
    public boolean wants(VerdictChange change) {
        String after = change.after();
        return (topologies.isEmpty() || topologies.contains(change.name()))
                && (verdicts.isEmpty() || verdicts.contains(after == null ? DELETED : after));
    }
}
