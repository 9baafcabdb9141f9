package dev.sailplan.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {

    /** A meter that is set by hand. */
    private static final class Hand implements TimeMeter {

        private final AtomicLong nanos = new AtomicLong();

        void advance(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final Hand time = new Hand();
    private final Clients clients = new Clients(new RateLimits(10, 20), time);

    private long answered(String client, int requests) {
        return IntStream.range(0, requests)
                .filter(number -> clients.waitOf(client).isZero())
                .count();
    }

    @Test
    void soManyAreAnsweredAtOnceAndThenAsManyASecond() {
        assertThat(answered("a", 100)).isEqualTo(20);
        assertThat(clients.waitOf("a")).isEqualTo(Duration.ofMillis(100));

        time.advance(Duration.ofMillis(500));
        assertThat(answered("a", 100)).isEqualTo(5);
        time.advance(Duration.ofSeconds(1));
        assertThat(answered("a", 100)).isEqualTo(10);
        time.advance(Duration.ofHours(1));
        assertThat(answered("a", 100)).isEqualTo(20);
    }

    @Test
    void whoComesBackJustWhenTheyAreForgottenHasNoMoreThanTheyHad() {
        answered("a", 100);
        for (int round = 0; round < 5; round++) {
            time.advance(Duration.ofMillis(1_900));
            assertThat(answered("a", 100)).isEqualTo(19);
        }
        time.advance(Duration.ofMillis(3_100));
        assertThat(answered("a", 100)).isEqualTo(20);
    }

    @Test
    void everyClientIsCountedAlone() {
        answered("a", 100);
        assertThat(answered("b", 100)).isEqualTo(20);
    }

    @Test
    void oneSecondIsTheBurstUnlessSomethingElseIsSaid() {
        assertThat(new RateLimits(7, null).atOnce()).isEqualTo(7);
        assertThat(new RateLimits(7, 3).atOnce()).isEqualTo(3);
    }

    @Test
    void aRateThatIsSetHoldsAndAnotherOneOtherwise() {
        assertThat(new RateLimits(null, null).or(Optional.empty()).areNone()).isTrue();
        assertThat(new RateLimits(null, 9).or(Optional.of(5))).isEqualTo(new RateLimits(5, 9));
        assertThat(new RateLimits(7, null).or(Optional.of(5)).perSecond()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0:0:0:0:0:0:0:1, 0:0:0:0::/64",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2::9, 2001:db8:1:2::/64",
        "fe80:0:0:0:1:2:3:4%eth0, fe80:0:0:0::/64",
        "fe80::1:2:3:4%2, fe80::/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "a:b, somewhere",
        "::1::, somewhere"
    })
    void anAddressOfTheNewFamilyCountsWithItsNetwork(String address, String place) {
        assertThat(Clients.placeOf(address)).isEqualTo(place);
    }
}
