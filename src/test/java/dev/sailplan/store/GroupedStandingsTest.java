package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/** Who is answered by which read, with a database that answers when it is told to. */
class GroupedStandingsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    /** A read that is under way. */
    private record Read(Set<String> names, CompletableFuture<Map<String, Standing>> answer) {

        void answer(long revision) {
            Map<String, Standing> found = new HashMap<>();
            names.forEach(name -> found.put(name, new Standing(revision, "tag", "edition", null)));
            answer.complete(found);
        }
    }

    private final BlockingQueue<Read> reads = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService pollers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        pollers.shutdownNow();
        assertThat(pollers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private GroupedStandings standings(Duration patience) {
        return new GroupedStandings(
                names -> {
                    Read read = new Read(names, new CompletableFuture<>());
                    reads.add(read);
                    try {
                        return read.answer().join();
                    } catch (CompletionException failed) {
                        throw (RuntimeException) failed.getCause();
                    }
                },
                patience);
    }

    private Read nextRead() throws InterruptedException {
        Read read = reads.poll(30, TimeUnit.SECONDS);
        assertThat(read).as("a read begins").isNotNull();
        return Objects.requireNonNull(read);
    }

    private CompletableFuture<Long> poll(GroupedStandings standings, String name) {
        Supplier<Long> poll = () -> {
            synchronized (threads) {
                threads.add(Thread.currentThread());
            }
            return standings.of(name).map(Standing::revision).orElse(0L);
        };
        return CompletableFuture.supplyAsync(poll, pollers);
    }

    /** As many polls as there are names, all of them waiting. */
    private List<CompletableFuture<Long>> waiting(GroupedStandings standings, String... names)
            throws InterruptedException {
        List<CompletableFuture<Long>> polls = new ArrayList<>();
        for (String name : names) {
            polls.add(poll(standings, name));
        }
        while (!areWaiting(names.length + 1)) {
            Thread.sleep(1);
        }
        return polls;
    }

    private boolean areWaiting(int count) {
        synchronized (threads) {
            return threads.size() == count
                    && threads.stream()
                            .map(Thread::getState)
                            .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
        }
    }

    @Test
    void whoAsksDuringAReadIsAnsweredByTheNextOneTogether() throws Exception {
        GroupedStandings standings = standings(LONG);
        CompletableFuture<Long> first = poll(standings, "a");
        Read one = nextRead();
        List<CompletableFuture<Long>> late = waiting(standings, "a", "b", "a", "c");
        assertThat(reads).isEmpty();
        one.answer(1);
        Read other = nextRead();
        other.answer(2);

        assertThat(one.names()).containsExactly("a");
        assertThat(other.names()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(first.get()).isEqualTo(1);
        for (CompletableFuture<Long> poll : late) {
            assertThat(poll.get()).isEqualTo(2);
        }
        assertThat(reads).isEmpty();
    }

    @Test
    void whoAsksOneAfterTheOtherIsAnsweredByReadsOfTheirOwn() throws Exception {
        GroupedStandings standings = standings(LONG);
        for (long round = 1; round <= 3; round++) {
            CompletableFuture<Long> poll = poll(standings, "a");
            nextRead().answer(round);
            assertThat(poll.get()).isEqualTo(round);
        }
    }

    @Test
    void whatIsNotReadIsNotThere() throws Exception {
        CompletableFuture<Long> poll = poll(standings(LONG), "a");
        nextRead().answer().complete(Map.of());

        assertThat(poll.get()).isZero();
    }

    @Test
    void aReadThatFailsFailsForItsGroupAndForNobodyElse() throws Exception {
        GroupedStandings standings = standings(LONG);
        CompletableFuture<Long> first = poll(standings, "a");
        Read one = nextRead();
        List<CompletableFuture<Long>> late = waiting(standings, "b", "c");
        one.answer(1);
        var away = new DataAccessResourceFailureException("away");
        nextRead().answer().completeExceptionally(away);

        assertThat(first.get()).isEqualTo(1);
        for (CompletableFuture<Long> poll : late) {
            assertThatThrownBy(poll::get).hasCause(away);
        }
        CompletableFuture<Long> again = poll(standings, "b");
        nextRead().answer(2);
        assertThat(again.get()).isEqualTo(2);
    }

    @Test
    void whoWaitsForReadsOfOthersWaitsNoLongerThanItShould() throws Exception {
        GroupedStandings standings = standings(SHORT);
        CompletableFuture<Long> stuck = poll(standings, "a");
        Read silent = nextRead();
        for (int round = 0; round < 2; round++) {
            for (String name : List.of("b", "c")) {
                assertThatThrownBy(poll(standings, name)::get).hasCauseInstanceOf(QueryTimeoutException.class);
            }
        }
        silent.answer(1);
        stuck.get();
        CompletableFuture<Long> again = poll(standings, "b");
        nextRead().answer(2);

        assertThat(again.get()).isEqualTo(2);
        assertThat(reads).isEmpty();
    }

    @Test
    void whoIsInterruptedDoesNotKeepOthersFromReading() throws Exception {
        GroupedStandings standings = standings(LONG);
        CompletableFuture<Long> first = poll(standings, "a");
        Read one = nextRead();
        List<CompletableFuture<Long>> late = waiting(standings, "b", "c");
        threads.subList(1, 3).forEach(Thread::interrupt);

        for (CompletableFuture<Long> poll : late) {
            assertThatThrownBy(poll::get).hasCauseInstanceOf(DataAccessException.class);
        }
        one.answer(1);
        assertThat(first.get()).isEqualTo(1);
        CompletableFuture<Long> again = poll(standings, "b");
        nextRead().answer(2);
        assertThat(again.get()).isEqualTo(2);
    }
}
