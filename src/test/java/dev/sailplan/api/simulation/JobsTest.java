package dev.sailplan.api.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.simulation.Job.State;
import dev.sailplan.failure.Progress;
import dev.sailplan.report.failure.SimulationReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class JobsTest {

    private static final SimulationReport EMPTY =
            new SimulationReport("t", LocalDate.of(2026, 11, 20), Map.of(), List.of(), 0, null, null);

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
    private final Jobs jobs =
            new Jobs(clock, new Limits(DataSize.ofMegabytes(1), 1, 8, 1, 0, DataSize.ofMegabytes(1), 1, 1, 2, 2, 0));

    @AfterEach
    void end() {
        gate.countDown();
        jobs.stop();
    }

    private static void waitFor(Job job, State state) throws InterruptedException {
        for (int i = 0; i < 3_000 && job.state() != state; i++) {
            Thread.sleep(5);
        }
        assertThat(job.state()).isEqualTo(state);
    }

    private Job submit(Function<Progress, SimulationReport> work) {
        return jobs.submit(work).orElseThrow();
    }

    /** Runs until the gate is open, a step at a time. */
    private SimulationReport slow(Progress progress) {
        try {
            progress.begin(3);
            progress.step();
            while (!gate.await(5, TimeUnit.MILLISECONDS)) {
                progress.begin(1);
                progress.step();
            }
            return EMPTY;
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    @Test
    void aJobSaysHowFarItIsAndThenWhatItFound() throws InterruptedException {
        Job job = submit(this::slow);
        waitFor(job, State.RUNNING);
        assertThat(job.progress()).isLessThan(1);
        assertThat(job.report()).isNull();

        gate.countDown();
        waitFor(job, State.DONE);
        assertThat(job.progress()).isEqualTo(1);
        assertThat(job.report()).isEqualTo(EMPTY);
        assertThat(jobs.find(job.id().toString())).containsSame(job);
    }

    @Test
    void oneRunsTwoWaitAndAThirdIsRefusedUntilOneIsCancelled() throws InterruptedException {
        Job running = submit(this::slow);
        waitFor(running, State.RUNNING);
        Job first = submit(progress -> EMPTY);
        Job second = submit(progress -> EMPTY);
        assertThat(jobs.submit(progress -> EMPTY)).isEmpty();

        assertThat(jobs.remove(first.id().toString())).isTrue();
        assertThat(first.state()).isEqualTo(State.CANCELLED);
        Job third = submit(progress -> EMPTY);
        gate.countDown();
        waitFor(second, State.DONE);
        waitFor(third, State.DONE);
        assertThat(first.report()).isNull();
    }

    @Test
    void aRunningJobThatIsCancelledEndsAtItsNextStep() throws InterruptedException {
        Job job = submit(this::slow);
        waitFor(job, State.RUNNING);
        assertThat(jobs.remove(job.id().toString())).isTrue();
        assertThat(jobs.remove(job.id().toString())).isFalse();
        assertThat(jobs.find(job.id().toString())).isEmpty();

        waitFor(submit(progress -> EMPTY), State.DONE);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void whatFailsOrRunsOutOfMemoryFailsAloneAndIsKept() throws InterruptedException {
        Job broken = submit(progress -> {
            throw new IllegalStateException("a bug");
        });
        Job large = submit(progress -> {
            throw new OutOfMemoryError("so large");
        });
        waitFor(broken, State.FAILED);
        waitFor(large, State.FAILED);
        waitFor(submit(progress -> EMPTY), State.DONE);
        assertThat(jobs.find(broken.id().toString())).containsSame(broken);
    }

    @Test
    void whatWasFoundIsForgottenAfterAWhile() throws InterruptedException {
        Job job = submit(progress -> EMPTY);
        waitFor(job, State.DONE);
        clock.now = clock.now.plus(Jobs.KEPT);
        assertThat(jobs.find(job.id().toString())).isPresent();
        clock.now = clock.now.plus(Duration.ofSeconds(1));
        assertThat(jobs.find(job.id().toString())).isEmpty();
    }

    @Test
    void ofJobsThatAreOverTheOldestAreForgottenFirst() throws InterruptedException {
        List<Job> all = new ArrayList<>();
        for (int i = 0; i < Jobs.MOST_KEPT + 3; i++) {
            clock.now = clock.now.plusSeconds(1);
            Job job = submit(progress -> EMPTY);
            waitFor(job, State.DONE);
            all.add(job);
        }
        assertThat(all.stream().filter(job -> jobs.find(job.id().toString()).isPresent()))
                .containsExactlyElementsOf(all.subList(3, all.size()));
    }

    @Test
    void nothingRunsAfterTheServiceWasStopped() throws InterruptedException {
        Job running = submit(this::slow);
        waitFor(running, State.RUNNING);
        Job waiting = submit(progress -> EMPTY);
        jobs.stop();

        waitFor(waiting, State.CANCELLED);
        assertThat(running.state().isOver()).isTrue();
        assertThat(jobs.submit(progress -> EMPTY)).isEmpty();
        assertThat(jobs.find("nothing")).isEmpty();
    }
}
