package dev.sailplan.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.job.Job.State;
import dev.sailplan.api.problem.Problems;
import dev.sailplan.failure.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class JobsTest {

    private static final String FOUND = "a result";
    private static final JobKind<String> KIND = new JobKind<>("count", "/counts", String::length, text -> "# " + text);

    /** A clock that is set by hand. */
    private static final class Hand extends Clock {

        private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Hand clock = new Hand();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Jobs jobs = new Jobs(
            clock, new Limits(DataSize.ofMegabytes(1), 1, 8, 1, 0, DataSize.ofMegabytes(1), 1, 1, 2, 0, 2, 1, 0));

    @AfterEach
    void end() {
        gate.countDown();
        jobs.stop();
    }

    private static void waitFor(Job<?> job, State state) throws InterruptedException {
        for (int i = 0; i < 3_000 && job.state() != state; i++) {
            Thread.sleep(5);
        }
        assertThat(job.state()).isEqualTo(state);
    }

    private Job<String> submit(Function<Progress, String> work) {
        return jobs.submit(KIND, work).orElseThrow();
    }

    /** Runs until the gate is open, a step at a time. */
    private String slow(Progress progress) {
        try {
            progress.begin(3);
            progress.step();
            while (!gate.await(5, TimeUnit.MILLISECONDS)) {
                progress.begin(1);
                progress.step();
            }
            return FOUND;
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    @Test
    void aJobSaysHowFarItIsAndThenWhatItFound() throws InterruptedException {
        Job<String> job = submit(this::slow);
        waitFor(job, State.RUNNING);
        assertThat(job.progress()).isLessThan(1);
        assertThat(job.result()).isNull();

        gate.countDown();
        waitFor(job, State.DONE);
        assertThat(job.progress()).isEqualTo(1);
        assertThat(job.result()).isEqualTo(FOUND);
        assertThat(jobs.find(job.id().toString(), KIND)).containsSame(job);
    }

    @Test
    void oneRunsTwoWaitAndAThirdIsRefusedUntilOneIsCancelled() throws InterruptedException {
        Job<String> running = submit(this::slow);
        waitFor(running, State.RUNNING);
        Job<String> first = submit(progress -> FOUND);
        Job<String> second = submit(progress -> FOUND);
        assertThat(jobs.submit(KIND, progress -> FOUND)).isEmpty();

        assertThat(jobs.remove(first.id().toString(), KIND)).isTrue();
        assertThat(first.state()).isEqualTo(State.CANCELLED);
        Job<String> third = submit(progress -> FOUND);
        gate.countDown();
        waitFor(second, State.DONE);
        waitFor(third, State.DONE);
        assertThat(first.result()).isNull();
    }

    @Test
    void aRunningJobThatIsCancelledEndsAtItsNextStep() throws InterruptedException {
        Job<String> job = submit(this::slow);
        waitFor(job, State.RUNNING);
        assertThat(jobs.remove(job.id().toString(), KIND)).isTrue();
        assertThat(jobs.remove(job.id().toString(), KIND)).isFalse();
        assertThat(jobs.find(job.id().toString(), KIND)).isEmpty();

        waitFor(submit(progress -> FOUND), State.DONE);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void whatFailsOrRunsOutOfMemoryFailsAloneAndIsKept() throws InterruptedException {
        Job<String> broken = submit(progress -> {
            throw new IllegalStateException("a bug");
        });
        Job<String> large = submit(progress -> {
            throw new OutOfMemoryError("so large");
        });
        waitFor(broken, State.FAILED);
        waitFor(large, State.FAILED);
        waitFor(submit(progress -> FOUND), State.DONE);
        assertThat(jobs.find(broken.id().toString(), KIND)).containsSame(broken);
    }

    @Test
    void whatFailedSaysWhyInTheWordsOfAnyOtherAnswer() throws InterruptedException {
        Job<String> broken = submit(progress -> {
            throw new IllegalStateException("a bug");
        });
        Job<String> large = submit(progress -> {
            throw new OutOfMemoryError("so large");
        });
        waitFor(large, State.FAILED);

        JobAnswer<String> answer = JobAnswer.of(broken);
        assertThat(answer.state()).isEqualTo("failed");
        assertThat(answer.result()).isNull();
        assertThat(answer.problem()).isEqualTo(Problems.ofFault(new IllegalStateException(), broken.path()));
        assertThat(String.valueOf(answer.problem())).contains("/problems/internal-error", "/counts/" + broken.id());
        assertThat(String.valueOf(answer.problem())).doesNotContain("a bug", "java.");
        assertThat(answer.markdown())
                .endsWith("This count is failed. "
                        + Objects.requireNonNull(answer.problem()).getDetail() + "\n");
        assertThat(String.valueOf(large.problem()))
                .contains("/problems/unavailable")
                .doesNotContain("so large");
    }

    @Test
    void aJobIsFoundOnlyAsOneOfItsKind() throws InterruptedException {
        JobKind<String> other = new JobKind<>("count", "/others", String::length, text -> text);
        Job<String> job = submit(progress -> FOUND);
        waitFor(job, State.DONE);
        String id = job.id().toString();

        assertThat(jobs.find(id, other)).isEmpty();
        assertThat(jobs.remove(id, other)).isFalse();
        assertThat(jobs.find(id, KIND)).isPresent();
    }

    @Test
    void asMarkdownAJobIsWhatItFoundOrHowFarItIs() throws InterruptedException {
        Job<String> job = submit(this::slow);
        waitFor(job, State.RUNNING);
        assertThat(JobAnswer.of(job).markdown())
                .matches("# Job " + job.id() + "\n\nThis count is running\\. \\d+ % done\\.\n");
        gate.countDown();
        waitFor(job, State.DONE);
        assertThat(JobAnswer.of(job).markdown()).isEqualTo("# a result");
    }

    @Test
    void whatWasFoundIsForgottenAfterAWhile() throws InterruptedException {
        Job<String> job = submit(progress -> FOUND);
        waitFor(job, State.DONE);
        clock.now = clock.now.plus(Jobs.KEPT);
        assertThat(jobs.find(job.id().toString(), KIND)).isPresent();
        clock.now = clock.now.plus(Duration.ofSeconds(1));
        assertThat(jobs.find(job.id().toString(), KIND)).isEmpty();
    }

    @Test
    void ofJobsThatAreOverTheOldestAreForgottenFirst() throws InterruptedException {
        List<Job<String>> all = new ArrayList<>();
        for (int i = 0; i < Jobs.MOST_KEPT + 3; i++) {
            clock.now = clock.now.plusSeconds(1);
            Job<String> job = submit(progress -> FOUND);
            waitFor(job, State.DONE);
            all.add(job);
        }
        assertThat(all.stream()
                        .filter(job -> jobs.find(job.id().toString(), KIND).isPresent()))
                .containsExactlyElementsOf(all.subList(3, all.size()));
    }

    @Test
    void nothingRunsAfterTheServiceWasStopped() throws InterruptedException {
        Job<String> running = submit(this::slow);
        waitFor(running, State.RUNNING);
        Job<String> waiting = submit(progress -> FOUND);
        jobs.stop();

        waitFor(waiting, State.CANCELLED);
        assertThat(running.state().isOver()).isTrue();
        assertThat(jobs.submit(KIND, progress -> FOUND)).isEmpty();
        assertThat(jobs.find("nothing", KIND)).isEmpty();
    }
}
