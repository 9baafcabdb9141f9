package dev.sailplan.api.job;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.failure.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Where jobs of one kind are handed in, asked for and cancelled over HTTP.
 *
 * @param <T> what they find
 */
public final class JobDesk<T> {

    private static final Duration LATER = Duration.ofMinutes(1);

    private final Jobs jobs;
    private final JobKind<T> kind;

    JobDesk(Jobs jobs, JobKind<T> kind) {
        this.jobs = jobs;
        this.kind = kind;
    }

    /**
     * Accepts work.
     *
     * @param preferred whether the client would rather not wait for it
     * @throws ProblemException if too much waits already
     */
    public ResponseEntity<Object> accept(Function<Progress, T> work, boolean preferred) {
        Job<T> job = jobs.submit(kind, work)
                .orElseThrow(() ->
                        ProblemException.unavailable("Too many jobs wait already; try again in a minute.", LATER));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(URI.create(job.path())).header(HttpHeaders.RETRY_AFTER, "1");
        if (preferred) {
            answer.header(Preferences.APPLIED, Preferences.RESPOND_ASYNC);
        }
        return answer.body(JobAnswer.of(job));
    }

    /**
     * How far a job is and, in the end, what it found.
     *
     * @throws ProblemException if there is none of this name
     */
    public JobAnswer<T> get(String id) {
        return jobs.find(id, kind).map(JobAnswer::of).orElseThrow(this::unknown);
    }

    /**
     * Ends a job, and forgets what it found.
     *
     * @throws ProblemException if there is none of this name
     */
    public ResponseEntity<Void> cancel(String id) {
        if (!jobs.remove(id, kind)) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    private ProblemException unknown() {
        return new ProblemException(
                Problem.NOT_FOUND,
                "There is no such " + kind.name()
                        + "; what one found is kept for a quarter of an hour, and of the last " + Jobs.MOST_KEPT
                        + " jobs only.");
    }
}
