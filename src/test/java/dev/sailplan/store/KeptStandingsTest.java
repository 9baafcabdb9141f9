package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of what was read, and until when. */
class KeptStandingsTest {

    private final KeptStandings kept = new KeptStandings();

    /** What happens while the database is read, read by read. */
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();

    private Optional<Standing> stored = Optional.of(revision(1));
    private int reads;

    private final Standings standings = kept.inFrontOf(name -> {
        Optional<Standing> read = stored;
        reads++;
        Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
        return read;
    });

    private static Standing revision(long number) {
        return new Standing(number, "tag-" + number, "edition", null);
    }

    private void write(String name, long number) {
        Runnable end = kept.begin(name);
        stored = Optional.of(revision(number));
        end.run();
    }

    @Test
    void whatDoesNotChangeIsReadOnce() {
        for (int poll = 0; poll < 3; poll++) {
            assertThat(standings.of("a")).contains(revision(1));
        }
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void whatWasWrittenIsReadAgainAndNothingElse() {
        standings.of("a");
        standings.of("b");
        write("a", 2);

        assertThat(standings.of("a")).contains(revision(2));
        assertThat(standings.of("b")).contains(revision(1));
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void whatWasReadBeforeAWriteEndedIsNotKept() {
        meanwhile.add(() -> write("a", 2));

        assertThat(standings.of("a")).as("asked before it was written").contains(revision(1));
        assertThat(standings.of("a")).contains(revision(2));
    }

    @Test
    void whatIsReadWhileItIsWrittenIsNotKept() {
        Runnable end = kept.begin("a");
        standings.of("a");
        stored = Optional.of(revision(2));
        assertThat(standings.of("a")).as("seen before the write ended").contains(revision(2));
        end.run();

        assertThat(standings.of("a")).contains(revision(2));
        assertThat(standings.of("a")).contains(revision(2));
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void aReadThatBeganInAWriteAndEndsAfterItIsNotKept() {
        Runnable end = kept.begin("a");
        meanwhile.add(() -> {
            stored = Optional.of(revision(2));
            end.run();
        });
        standings.of("a");

        assertThat(standings.of("a")).contains(revision(2));
    }

    @Test
    void theWriteThatEndsFirstIsNotTheLast() {
        Runnable one = kept.begin("a");
        Runnable other = kept.begin("a");
        one.run();
        standings.of("a");
        stored = Optional.of(revision(2));
        other.run();

        assertThat(standings.of("a")).contains(revision(2));
    }

    @Test
    void whatIsNotThereIsNotKept() {
        stored = Optional.empty();
        assertThat(standings.of("a")).isEmpty();
        stored = Optional.of(revision(1));
        assertThat(standings.of("a")).contains(revision(1));
    }
}
