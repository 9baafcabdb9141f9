package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Patience patience = new Patience(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(3));

    private long secondsAfter(int failures, @Nullable String retryAfter) {
        return Duration.between(NOW, patience.next(failures, retryAfter, NOW)).toSeconds();
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "9, 1280", "10, 2560", "11, 3600", "40, 3600", "2147483647, 3600"})
    void waitsTwiceAsLongEachTimeAndNeverTooLong(int failures, long seconds) {
        assertThat(secondsAfter(failures, null)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "60, 60",
        "' 60 ', 60",
        "0, 5",
        "999999999, 3600",
        "'Fri, 20 Nov 2026 12:02:00 GMT', 120",
        "'Fri, 20 Nov 2026 11:00:00 GMT', 5",
        "'Sat, 20 Nov 2027 12:00:00 GMT', 3600"
    })
    void waitsAsLongAsTheReceiverSaysWithinLimits(String retryAfter, long seconds) {
        assertThat(secondsAfter(3, retryAfter)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "1.5", "99999999999999999999", "''"})
    void ignoresWhatIsNoTime(String retryAfter) {
        assertThat(secondsAfter(3, retryAfter)).isEqualTo(20);
    }

    @Test
    void isOverAfterThreeDays() {
        assertThat(patience.isOver(NOW, NOW.plus(Duration.ofDays(3)).minusMillis(1)))
                .isFalse();
        assertThat(patience.isOver(NOW, NOW.plus(Duration.ofDays(3)))).isTrue();
    }
}
