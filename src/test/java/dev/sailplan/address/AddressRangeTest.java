package dev.sailplan.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    private static AddressRange range(String text) {
        return AddressRange.ofCidr(text).or(() -> AddressRange.ofAddress(text)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "10",
                "10.0",
                "10.0.0",
                "10.0.0.",
                ".10.0.0",
                "10..0.1",
                "10.0.0.1.2",
                "010.0.0.1",
                "10.0.0.01",
                "10.0.0.256",
                "0x0a.0.0.1",
                "167772161",
                "*",
                "10.0.0.*",
                "10.0.0.1-5",
                "10.0.0.1 ",
                " 10.0.0.1",
                "10.0.0.1%eth0",
                "-1.0.0.1",
                "+1.0.0.1",
                "fe80::1%eth0",
                "fe80::1%1",
                "::1::2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::1",
                "g::1",
                "[::1]",
                "2001:db8::*",
                "2001:db8::1-5",
                ":",
                "gw.example",
                "localhost",
                "10.0.0.1,10.0.0.2",
                "١٠.0.0.1"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(AddressRange.ofAddress(text)).isEmpty();
        assertThat(AddressRange.isAddress(text)).isFalse();
        assertThat(AddressRange.ofCidr(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/16",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/016",
                "10.0.0.0/00",
                "2001:db8::/064",
                "10.0.0.0/16 ",
                "10.0.0.0/16/24",
                "10.0.0.0/255.255.0.0",
                "10.0.0/16",
                "10/8",
                "*/8",
                "2001:db8::/129",
                "2001:db8::/ffff::",
                "fe80::1%eth0/64",
                "10.0.0.0 /16"
            })
    void refusesWhatIsNoCidr(String text) {
        assertThat(AddressRange.ofCidr(text)).isEmpty();
        assertThat(AddressRange.ofAddress(text)).isEmpty();
        assertThat(AddressRange.isAddress(text)).isFalse();
    }

    @Test
    void tellsCidrsFromAddresses() {
        assertThat(AddressRange.ofCidr("10.0.0.1")).isEmpty();
        assertThat(AddressRange.ofAddress("10.0.0.1/32")).isEmpty();
        assertThat(AddressRange.isAddress("10.0.0.1/32")).isFalse();
    }

    @Test
    void refusesTextsOfAnyLength() {
        String digits = "1".repeat(100_000);

        assertThat(AddressRange.ofAddress(digits)).isEmpty();
        assertThat(AddressRange.isAddress("1." + digits)).isFalse();
        assertThat(AddressRange.ofCidr("10.0.0.0/" + digits)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/16, 10.1.0.0/16",
        "10.1.2.3/32, 10.1.2.3",
        "10.1.2.3/0, 0.0.0.0/0",
        "192.0.2.130/25, 192.0.2.128/25",
        "2001:DB8:0:0::7/32, 2001:db8::/32",
        "2001:db8::/128, 2001:db8::",
        "0:0:0:0:0:0:0:0/0, ::/0",
        "::ffff:10.1.2.3/128, 10.1.2.3"
    })
    void ignoresHostBitsAndWritesTheCanonicalForm(String text, String canonical) {
        assertThat(AddressRange.ofCidr(text).orElseThrow()).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "0.0.0.0, 0.0.0.0",
        "2001:DB8::A, 2001:db8::a",
        "2001:0db8:0000::0001, 2001:db8::1",
        "::, ::",
        "::ffff:10.1.2.3, 10.1.2.3",
        "::FFFF:0a01:0203, 10.1.2.3",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void writesAddressesInTheirCanonicalForm(String text, String canonical) {
        assertThat(AddressRange.ofAddress(text).orElseThrow()).hasToString(canonical);
        assertThat(AddressRange.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.0/16, true, false",
        "10.0.0.0/16, 10.0.0.0/16, true, true",
        "10.0.0.0/16, 10.0.7.9/16, true, true",
        "10.0.0.0/16, 10.0.0.0/24, true, false",
        "10.0.0.0/16, 10.0.255.255, true, false",
        "10.0.0.0/16, 10.1.0.0, false, false",
        "10.0.0.0/17, 10.0.128.0/17, false, false",
        "10.0.0.1, 10.0.0.1/32, true, true",
        "0.0.0.0/0, 203.0.113.7, true, false",
        "2001:db8::/32, 2001:db8:ffff::/48, true, false",
        "2001:db8::/32, 2001:db9::/32, false, false",
        "::/0, 10.0.0.1, false, false",
        "0.0.0.0/0, ::1, false, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true, false"
    })
    void tellsWhichRangeContainsWhich(String one, String other, boolean contains, boolean isContained) {
        assertThat(range(one).contains(range(other))).isEqualTo(contains);
        assertThat(range(other).contains(range(one))).isEqualTo(isContained);
    }

    @Test
    void comesBeforeTheRangesItContainsAndIpv4BeforeIpv6() {
        List<AddressRange> ordered = Stream.of(
                        "0.0.0.0/0",
                        "9.255.255.255",
                        "10.0.0.0/8",
                        "10.0.0.0/16",
                        "10.0.0.0",
                        "10.0.0.1",
                        "10.1.0.0/16",
                        "255.255.255.255",
                        "::/0",
                        "::",
                        "::1",
                        "2001:db8::/32",
                        "2001:db8::/64",
                        "ffff::")
                .map(AddressRangeTest::range)
                .toList();
        List<AddressRange> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);

        assertThat(shuffled).containsExactlyElementsOf(ordered);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.9.9/16",
        "10.0.0.1, 10.0.0.1/32",
        "10.0.0.1, ::ffff:10.0.0.1",
        "2001:db8::1, 2001:DB8:0:0:0:0:0:1",
        "2001:db8::/64, 2001:db8::ffff/64"
    })
    void isEqualToTheSameAddressesInAnotherSpelling(String one, String other) {
        assertThat(range(one)).isEqualTo(range(other)).hasSameHashCodeAs(range(other));
        assertThat(range(one)).isEqualByComparingTo(range(other));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.0.0/17",
        "10.0.0.0, 10.0.0.0/31",
        "0.0.0.0/0, ::/0",
        "::, 0.0.0.0",
        "::10.0.0.1, 10.0.0.1"
    })
    void differsFromOtherAddresses(String one, String other) {
        assertThat(range(one)).isNotEqualTo(range(other)).isNotEqualTo(one);
    }

    @Test
    void knowsItsFamilyAndLength() {
        assertThat(range("10.0.0.0/16").isIpv6()).isFalse();
        assertThat(range("::ffff:10.0.0.1").isIpv6()).isFalse();
        assertThat(range("2001:db8::1").isIpv6()).isTrue();
        assertThat(Stream.of("0.0.0.0/0", "10.0.0.0/16", "10.0.0.1", "::/0", "2001:db8::1")
                        .map(AddressRangeTest::range))
                .extracting(AddressRange::prefixLength)
                .containsExactly(0, 16, 32, 0, 128);
    }

    @Test
    void recognisesExactlyTheTextsItReads() {
        Random random = new Random(20261120);
        int addresses = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = textLike(random);
            boolean read = AddressRange.ofAddress(text).isPresent();
            assertThat(AddressRange.isAddress(text)).as(text).isEqualTo(read);
            addresses += read ? 1 : 0;
        }
        assertThat(addresses).as("addresses among the texts").isBetween(10_000, 190_000);
    }

    /** A dotted quad, or something close to one. */
    private static String textLike(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(10) == 0 ? random.nextInt(7) : 4;
        for (int i = 0; i < parts; i++) {
            text.append(i == 0 ? "" : ".")
                    .append(random.nextInt(12) == 0 ? "0" : "")
                    .append(random.nextInt(270));
        }
        if (random.nextInt(5) == 0 && !text.isEmpty()) {
            String characters = "0123456789.:/-*% a²٣";
            char replaced = characters.charAt(random.nextInt(characters.length()));
            text.setCharAt(random.nextInt(text.length()), replaced);
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.7, 10.1.0.7",
        "::ffff:10.1.0.7, 10.1.0.7",
        "2001:db8::7, 2001:db8::7",
        "fe80::7%1, fe80::7",
        "::10.1.0.7, ::a01:7"
    })
    void anAddressOfASocketIsASingleAddress(String text, String expected) throws UnknownHostException {
        assertThat(AddressRange.of(InetAddress.getAllByName(text)[0])).isEqualTo(range(expected));
    }
}
