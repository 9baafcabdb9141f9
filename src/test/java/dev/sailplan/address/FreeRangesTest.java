package dev.sailplan.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeRangesTest {

    private static AddressRange range(String text) {
        return AddressRange.ofCidr(text).or(() -> AddressRange.ofAddress(text)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.0.0/16, 10.1.0.0/16",
        "10.0.0.0/15, 10.1.0.0/16, 10.2.0.0/16",
        "10.0.0.5, 10.0.0.0/24, 10.0.1.0/24",
        "10.0.0.0/8, 10.7.0.0/16, 172.16.0.0/16",
        "192.168.0.0/17, 192.168.3.0/24, 192.168.128.0/24",
        "203.0.113.0/24, 203.0.113.0/24, 10.0.0.0/24",
        "fd00::/16, fd00:1::/32, fd01::/32",
        "2001:db8::/48, 2001:db8::/48, fd00::/48",
        "10.0.0.0/16, fd00::/64, fd00::/64"
    })
    void takesTheLowestBlockOfTheSameSizeWhereTheOldOneIs(String used, String old, String free) {
        assertThat(new FreeRanges(List.of(range(used))).take(range(old))).contains(range(free));
    }

    @Test
    void doesNotTakeABlockTwice() {
        FreeRanges ranges = new FreeRanges(List.of());
        assertThat(ranges.take(range("10.0.0.0/16"))).contains(range("10.0.0.0/16"));
        assertThat(ranges.take(range("10.0.0.0/16"))).contains(range("10.1.0.0/16"));
    }

    @Test
    void findsNothingWhereEverythingIsUsed() {
        FreeRanges ranges = new FreeRanges(
                List.of(range("10.0.0.0/8"), range("172.16.0.0/12"), range("192.168.0.0/16"), range("100.64.0.0/10")));
        assertThat(ranges.take(range("10.1.0.0/16"))).isEmpty();
        assertThat(ranges.take(range("8.0.0.0/6"))).isEmpty();
    }

    @Test
    void whatItTakesOverlapsNothingThatIsUsed() {
        for (long seed = 0; seed < 500; seed++) {
            Random chance = new Random(seed);
            List<AddressRange> used = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                used.add(any(chance));
            }
            FreeRanges ranges = new FreeRanges(used);
            for (int i = 0; i < 10; i++) {
                AddressRange old = any(chance);
                Optional<AddressRange> free = ranges.take(old);
                assertThat(free).as("seed %d", seed).isPresent();
                assertThat(free.get().prefixLength()).as("seed %d", seed).isEqualTo(old.prefixLength());
                assertThat(used).as("seed %d: %s", seed, free).noneMatch(it -> overlap(it, free.get()));
                used.add(free.get());
            }
        }
    }

    private static boolean overlap(AddressRange one, AddressRange other) {
        return one.contains(other) || other.contains(one);
    }

    private static AddressRange any(Random chance) {
        int length = 14 + chance.nextInt(16);
        return chance.nextInt(4) == 0
                ? range("fd00:%x::/%d".formatted(chance.nextInt(64), 20 + length))
                : range("10.%d.%d.0/%d".formatted(chance.nextInt(64), chance.nextInt(256), length));
    }
}
