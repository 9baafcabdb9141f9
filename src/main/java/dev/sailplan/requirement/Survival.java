package dev.sailplan.requirement;

import dev.sailplan.document.FailureKind;
import java.util.List;

/** Whether a deployment survives any single failure of a kind. */
public sealed interface Survival {

    FailureKind kind();

    /** Whatever the unknown facts are, nothing is lost. */
    record Survives(FailureKind kind) implements Survival {}

    /**
     * Something is lost, whatever the unknown facts are.
     *
     * @param breaches one for each service or cluster that is lost, at least one; the first of them if no more were looked for
     */
    record Breaks(FailureKind kind, List<Breach> breaches) implements Survival {

        public Breaks {
            breaches = List.copyOf(breaches);
            if (breaches.isEmpty()) {
                throw new IllegalArgumentException("Nothing is lost");
            }
        }

        public Breach first() {
            return breaches.get(0);
        }
    }

    /** It depends on facts that are not known. */
    record Open(FailureKind kind, Doubt doubt) implements Survival {}
}
