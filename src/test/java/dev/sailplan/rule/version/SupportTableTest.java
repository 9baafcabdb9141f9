package dev.sailplan.rule.version;

import static dev.sailplan.rule.version.SupportTable.State.ENDED;
import static dev.sailplan.rule.version.SupportTable.State.SUPPORTED;
import static dev.sailplan.rule.version.SupportTable.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.rule.Ruleset;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTableTest {

    private static final SupportTable TABLE = SupportTable.CURRENT;

    @ParameterizedTest
    @CsvSource({
        "1.29, 2026-02-16, SUPPORTED",
        "1.29, 2026-10-15, SUPPORTED",
        "1.29, 2026-10-16, ENDED",
        "1.28, 2026-06-28, SUPPORTED",
        "1.28, 2026-06-29, ENDED",
        "1.13, 2022-10-13, ENDED"
    })
    void theLastDayIsOneOfSupport(String version, LocalDate day, SupportTable.State state) {
        assertThat(TABLE.stateOf(parsed(version), day)).isEqualTo(state);
    }

    @Test
    void afterAnEndThatIsOnlyExpectedNothingIsKnown() {
        assertThat(TABLE.stateOf(parsed("1.31"), LocalDate.of(2027, 2, 28))).isEqualTo(SUPPORTED);
        assertThat(TABLE.stateOf(parsed("1.31"), LocalDate.of(2027, 3, 1))).isEqualTo(UNKNOWN);
        assertThat(TABLE.stateOf(parsed("1.30"), LocalDate.of(2027, 1, 1))).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"1.32", "1.100", "2.0", "2.13"})
    void nothingIsKnownOfNewerVersions(String version) {
        assertThat(TABLE.stateOf(parsed(version), LocalDate.of(2026, 11, 20))).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"1.12", "1.1", "0.31"})
    void olderVersionsEndedBeforeTheOldestThatIsListed(String version) {
        assertThat(TABLE.stateOf(parsed(version), LocalDate.of(2022, 10, 12))).isEqualTo(UNKNOWN);
        assertThat(TABLE.stateOf(parsed(version), LocalDate.of(2022, 10, 13))).isEqualTo(ENDED);
        assertThat(TABLE.endOf(parsed(version))).isEqualTo("before 2022-10-12");
        assertThat(TABLE.endOf(parsed("1.13"))).isEqualTo("on 2022-10-12");
    }

    @Test
    void everyVersionUpToTheNewestOfTheRulesetIsListed() {
        MinorVersion newest = Ruleset.CURRENT.newestIstio();
        LocalDate first = LocalDate.of(2022, 2, 11);

        assertThat(TABLE.newest()).isEqualTo(newest);
        for (int minor = 13; minor <= newest.minor(); minor++) {
            assertThat(TABLE.stateOf(new MinorVersion(1, minor), first))
                    .as("1.%d", minor)
                    .isEqualTo(SUPPORTED);
        }
        assertThat(TABLE.stateOf(newest, Ruleset.CURRENT.date())).isEqualTo(SUPPORTED);
    }

    private static MinorVersion parsed(String version) {
        return MinorVersion.parse(version).orElseThrow();
    }
}
