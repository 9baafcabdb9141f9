package dev.sailplan.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "cluster/eu-*, cluster/eu-west, true",
        "cluster/eu-*, cluster/eu-, true",
        "cluster/eu-*, cluster/us-east, false",
        "service/*, service/shop/web, true",
        "*/web, service/shop/web, true",
        "cluster/?, cluster/a, true",
        "cluster/?, cluster/ab, false",
        "cluster/a, cluster/a, true",
        "cluster/a, cluster/ab, false",
        "cluster/a.c, cluster/abc, false"
    })
    void matchesElements(String pattern, String element, boolean matches) {
        assertThat(new Glob(pattern).matches(element)).isEqualTo(matches);
    }

    @Test
    void matchesWhatTheRegularExpressionMatches() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random chance = new Random(seed);
            String pattern = text(chance, "ab*?");
            String text = text(chance, "ab");
            String regex = pattern.replace("*", ".*").replace("?", ".");
            assertThat(new Glob(pattern).matches(text))
                    .as("seed %d: %s against %s", seed, pattern, text)
                    .isEqualTo(Pattern.matches(regex, text));
        }
    }

    private static String text(Random chance, String alphabet) {
        return chance.ints(chance.nextInt(9), 0, alphabet.length())
                .mapToObj(letter -> alphabet.substring(letter, letter + 1))
                .collect(Collectors.joining());
    }

    @Test
    void aHostilePatternCostsNoMoreThanItsLengthTimesThatOfTheText() {
        assertThat(new Glob("*a".repeat(5_000) + "b").matches("a".repeat(10_000)))
                .isFalse();
    }
}
