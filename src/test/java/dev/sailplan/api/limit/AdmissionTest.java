package dev.sailplan.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplan.api.metrics.RefusalMeters;
import dev.sailplan.api.metrics.RefusalMeters.Reason;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class AdmissionTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RefusalMeters refusals = new RefusalMeters(meters);

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private Admission admission(int concurrent, int waiting, Duration patience) {
        return new Admission(
                new AdmissionSettings(concurrent, waiting, patience, null, DataSize.ofMegabytes(1)), refusals);
    }

    private static Admission.Turn begun(Admission admission) {
        Admission.Turn turn = admission.new Turn();
        turn.begin();
        return turn;
    }

    private double refused(Reason reason) {
        return meters.get("sailplan.requests.refused")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void soManyHaveTheirTurnAndTheNextHasItWhenOneEnds() throws Exception {
        Admission admission = admission(2, 1, LONG);
        Admission.Turn first = begun(admission);
        begun(admission);
        Future<Admission.Turn> third = executor.submit(() -> begun(admission));
        await(() -> admission.waiting() == 1);
        assertThat(admission.running()).isEqualTo(2);

        first.close();
        third.get().close();
        assertThat(admission.running()).isEqualTo(1);
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void aTurnEndsOnce() {
        Admission admission = admission(2, 0, Duration.ZERO);
        Admission.Turn first = begun(admission);
        begun(admission);
        first.close();
        first.close();

        assertThat(admission.running()).isEqualTo(1);
        begun(admission);
        assertThat(admission.running()).isEqualTo(2);
    }

    @Test
    void whoFindsTooManyWaitingIsSentAwayAtOnce() throws Exception {
        Admission admission = admission(1, 1, LONG);
        Admission.Turn first = begun(admission);
        Future<Admission.Turn> second = executor.submit(() -> begun(admission));
        await(() -> admission.waiting() == 1);

        assertThatThrownBy(() -> begun(admission)).satisfies(AdmissionTest::isUnavailable);
        assertThat(refused(Reason.FULL)).isEqualTo(1);
        first.close();
        second.get().close();
        assertThat(admission.running()).isZero();
    }

    private static void isUnavailable(Throwable thrown) {
        ProblemException problem = (ProblemException) thrown;
        assertThat(problem.problem()).isEqualTo(Problem.UNAVAILABLE);
        assertThat(problem.retryAfter()).isPresent();
    }

    @Test
    void whoWaitsTooLongIsSentAwayAndLeavesItsPlace() {
        Admission admission = admission(1, 1, Duration.ofMillis(1));
        begun(admission);

        assertThatThrownBy(() -> begun(admission)).satisfies(AdmissionTest::isUnavailable);
        assertThatThrownBy(() -> begun(admission)).satisfies(AdmissionTest::isUnavailable);
        assertThat(refused(Reason.SLOW)).isEqualTo(2);
        assertThat(admission.waiting()).isZero();
        assertThat(admission.running()).isEqualTo(1);
    }

    @Test
    void whoIsInterruptedStopsWaiting() throws Exception {
        Admission admission = admission(1, 1, LONG);
        begun(admission);
        CountDownLatch ended = new CountDownLatch(1);
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        Thread waiting = new Thread(() -> {
            assertThatThrownBy(() -> begun(admission)).satisfies(AdmissionTest::isUnavailable);
            interrupted.add(Thread.currentThread().isInterrupted());
            ended.countDown();
        });
        waiting.start();
        await(() -> admission.waiting() == 1);
        waiting.interrupt();
        ended.await();

        assertThat(interrupted).containsExactly(true);
        assertThat(admission.waiting()).isZero();
        assertThat(admission.running()).isEqualTo(1);
    }

    @Test
    void turnsComeInTheOrderOfArrival() throws Exception {
        int many = 8;
        Admission admission = admission(1, many, LONG);
        Admission.Turn first = begun(admission);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            int own = number;
            all.add(executor.submit(() -> {
                Admission.Turn turn = begun(admission);
                order.add(own);
                turn.close();
            }));
            await(() -> admission.waiting() == own + 1);
        }
        first.close();
        for (Future<?> each : all) {
            each.get();
        }

        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, many).boxed().toList());
    }

    @Test
    void neverMoreThanAllowedRunHoweverManyCome() throws Exception {
        Admission admission = admission(3, 1_000, LONG);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            all.add(executor.submit(() -> {
                for (int round = 0; round < 50; round++) {
                    Admission.Turn turn = begun(admission);
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    running.decrementAndGet();
                    turn.close();
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(admission.running()).isZero();
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void asManyRunAsThereAreProcessorsUnlessSomethingElseIsSaid() {
        AdmissionSettings unset = new AdmissionSettings(null, 64, LONG, null, DataSize.ofMegabytes(64));
        assertThat(unset.concurrentOn(1)).isEqualTo(2);
        assertThat(unset.concurrentOn(16)).isEqualTo(16);
        assertThat(unset.bodiesIn(4L << 30)).isEqualTo(1L << 30);
        assertThat(unset.bodiesIn(1L << 20)).isGreaterThan(64L << 20);
        AdmissionSettings set = new AdmissionSettings(1, 64, LONG, DataSize.ofMegabytes(100), DataSize.ofMegabytes(64));
        assertThat(set.concurrentOn(16)).isEqualTo(1);
        assertThat(set.bodiesIn(1L << 40)).isEqualTo(100L << 20);
    }
}
