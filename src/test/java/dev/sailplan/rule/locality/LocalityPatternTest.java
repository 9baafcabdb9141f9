package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalityPatternTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "us", "us/*", "us/a", "us/a/*", "us/a/rack", "us/a/rack/9"})
    void aStarInPlaceOfTheLastPartIsRight(String text) {
        assertThat(LocalityPattern.of(text).fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*/a,    before its end",
        "us/*/*, before its end",
        "us/**,  before its end",
        "'',     empty part",
        "us/,    empty part",
        "us//*,  empty part",
        "/a,     empty part",
        "us-*,   part of a name",
        "us/a*,  part of a name"
    })
    void saysWhatIsWrongWithAnother(String text, String fault) {
        assertThat(LocalityPattern.of(text).fault().orElseThrow()).contains(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "us,     us/*",
        "us,     us/a",
        "us/*,   us/a",
        "us/*,   us/a/rack",
        "us/a,   us/a/*",
        "us/a/*, us/a/rack",
        "*,      us/a",
        "*,      us",
        "us/a,   us/a"
    })
    void findsOverlapsInEitherOrder(String wide, String narrow) {
        assertThat(overlapsOf(wide, narrow)).hasSize(1);
        assertThat(overlapsOf(narrow, wide)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"us, us-east", "us/a, us/b", "us/a, eu/a", "us/a/x, us/a/y", "us/*, eu/*", "us-*, us"})
    void localitiesBesideEachOtherDoNotOverlap(String one, String other) {
        assertThat(overlapsOf(one, other)).isEmpty();
    }

    @Test
    void groupsWhatHasTheSameWidestPattern() {
        assertThat(overlapsOf("us/a", "eu/x/1", "us/b", "eu/x", "us/*", "ap"))
                .extracting(group -> new TreeSet<>(
                        group.values().stream().map(LocalityPattern::text).toList()))
                .containsExactlyInAnyOrder(
                        new TreeSet<>(List.of("us/*", "us/a", "us/b")), new TreeSet<>(List.of("eu/x", "eu/x/1")));
    }

    private static List<Map<Integer, LocalityPattern>> overlapsOf(String... texts) {
        Map<Integer, LocalityPattern> patterns = new LinkedHashMap<>();
        for (String text : texts) {
            patterns.put(patterns.size(), LocalityPattern.of(text));
        }
        return LocalityPattern.overlaps(patterns);
    }
}
