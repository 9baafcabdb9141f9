package dev.sailplan.profile;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.INFO;
import static dev.sailplan.finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfilesTest {

    private static final Set<String> RULES = Set.of("NET001", "GWY009");

    private static Profile own() {
        return Profile.STRICT.named("team").with("GWY009", Level.OFF);
    }

    @Test
    void theDefaultLeavesEverySeverityAsItIs() {
        assertThat(Profile.DEFAULT.severityOf("NET001", ERROR)).contains(ERROR);
        assertThat(Profile.DEFAULT.severityOf("NET001", WARNING)).contains(WARNING);
        assertThat(Profile.DEFAULT.severityOf("NET001", INFO)).contains(INFO);
    }

    @Test
    void strictTakesWarningsForErrorsAndLenientForInformation() {
        assertThat(Profile.STRICT.severityOf("NET001", WARNING)).contains(ERROR);
        assertThat(Profile.STRICT.severityOf("NET001", INFO)).contains(INFO);
        assertThat(Profile.LENIENT.severityOf("NET001", WARNING)).contains(INFO);
        assertThat(Profile.LENIENT.severityOf("NET001", ERROR)).contains(ERROR);
    }

    @Test
    void whatIsSaidOfARuleBeatsWhatIsSaidOfASeverity() {
        assertThat(own().severityOf("GWY009", WARNING)).isEmpty();
        assertThat(own().severityOf("NET001", WARNING)).contains(ERROR);
    }

    @Test
    void theLabelNamesWhatChangesAnAnswer() {
        assertThat(Profile.DEFAULT.label()).isEmpty();
        assertThat(Profile.DEFAULT.named("mine").label()).isEmpty();
        assertThat(Profile.STRICT.label()).isEqualTo("strict");
        assertThat(own().label()).matches("team[.][0-9a-f]{8}");
        assertThat(own().with("GWY009", Level.INFO).label()).isNotEqualTo(own().label());
        assertThat(Profile.STRICT.with("GWY009", Level.OFF).label()).matches("strict[.][0-9a-f]{8}");
    }

    @Test
    void ownProfilesStandBesideThoseThatComeAlong() {
        Profiles profiles = new Profiles(List.of(own()), "team", RULES);
        assertThat(profiles.all()).extracting(Profile::name).containsExactly("default", "lenient", "strict", "team");
        assertThat(profiles.standard()).isEqualTo(own());
    }

    @Test
    void refusesProfilesThatCannotBeMeant() {
        assertThatThrownBy(() -> new Profiles(List.of(own()), "taem", RULES))
                .hasMessageContaining("did you mean team?");
        assertThatThrownBy(() -> new Profiles(List.of(own(), own()), "team", RULES))
                .hasMessageContaining("two profiles team");
        assertThatThrownBy(() -> new Profiles(List.of(own().named("strict")), "strict", RULES))
                .hasMessageContaining("two profiles strict");
        assertThatThrownBy(() -> new Profiles(List.of(own().with("STR001", Level.OFF)), "team", RULES))
                .hasMessageContaining("STR001");
    }
}
