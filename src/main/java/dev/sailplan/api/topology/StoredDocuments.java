package dev.sailplan.api.topology;

import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.limit.Admission;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.registry.TopologyRegistry.Kept;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Revision;
import dev.sailplan.store.TopologyStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Documents that are kept, read again: what is asked about them is answered as if they had been sent. */
@Component
public class StoredDocuments {

    /** Where they are kept. */
    public static final String PATH = "/api/v1/topologies";

    /** Where one of them is kept, by the path variable {@code name}. */
    public static final String TOPOLOGY = PATH + "/{name}";

    /** What the parameter revision is. */
    public static final String REVISION = "Which revision of it. Default: the newest.";

    /** A deletion is a revision, and never follows another deletion. */
    private static final int LAST_WRITTEN_IS_AMONG = 2;

    /**
     * A revision.
     *
     * @param number from 1, one higher with each write
     * @param received its document
     */
    public record Stored(long number, Received received) {}

    private final TopologyStore store;
    private final TopologyRegistry registry;
    private final Admission admission;

    StoredDocuments(TopologyStore store, TopologyRegistry registry, Admission admission) {
        this.store = store;
        this.registry = registry;
        this.admission = admission;
    }

    /**
     * Reads a revision; if it is null, the newest.
     *
     * @throws ProblemException if there is none, or it cannot be read any more
     */
    public Stored read(String name, @Nullable String revision) {
        return read(name, revision == null ? newestOf(name) : numberOf(revision));
    }

    /**
     * Reads the revision that was there until another one was written.
     *
     * @throws ProblemException if there was none
     */
    public Stored readBefore(String name, long revision) {
        long before = store.revisions(name, revision, LAST_WRITTEN_IS_AMONG).stream()
                .filter(each -> !each.deleted())
                .mapToLong(Revision::number)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.NOT_FOUND,
                        "There is no revision before revision " + revision + "; the parameter base can name another."));
        return read(name, before);
    }

    /** When it is the request's turn. */
    private Stored read(String name, long revision) {
        admission.enter();
        Kept kept = registry.read(name, revision).orElseThrow(StoredDocuments::noRevision);
        return new Stored(revision, new Received(TopologyIntake.documentOf(kept.reading()), kept.source()));
    }

    private long newestOf(String name) {
        return store.find(name).map(Entry::revision).orElseThrow(StoredDocuments::missing);
    }

    static long numberOf(String revision) {
        try {
            return Long.parseLong(revision.strip());
        } catch (NumberFormatException notANumber) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "A revision has to be a whole number, from 1 for the first.");
        }
    }

    static ProblemException missing() {
        return new ProblemException(
                Problem.NOT_FOUND, "Nothing of this name is stored; GET /api/v1/topologies lists what is.");
    }

    static ProblemException noRevision() {
        return new ProblemException(
                Problem.NOT_FOUND,
                "There is no such revision, or it is a deletion; GET /api/v1/topologies/{name}/revisions lists them.");
    }
}
