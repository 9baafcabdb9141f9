package dev.sailplan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.report.MissingFacts.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingFactsTest {

    @Test
    void saysThatNothingIsMissing() {
        assertThat(MissingFacts.of(List.of())).isEqualTo(new MissingFacts("Every rule could be evaluated.", List.of()));
    }

    @Test
    void namesTheFieldsFirstThatCompleteTheMostRules() {
        MissingFacts missing = MissingFacts.of(List.of(
                new NotEvaluated("CPL008", List.of("/controlPlanes/0/replicas", "/controlPlanes/1/replicas")),
                new NotEvaluated("DSC003", List.of("/clusters/0/apiServer", "/clusters/1/apiServer")),
                new NotEvaluated("DSC001", List.of("/clusters/0/apiServer")),
                new NotEvaluated(
                        "TRF001", List.of("/clusters/0/apiServer", "/clusters/0/zones", "/services/3/workloads"))));
        assertThat(missing.fields())
                .containsExactly(
                        new Field("clusters.apiServer", 2, List.of("DSC001", "DSC003")),
                        new Field("controlPlanes.replicas", 2, List.of("CPL008")),
                        new Field("clusters.zones", 1, List.of()),
                        new Field("services.workloads", 1, List.of("TRF001")));
        assertThat(missing.advice())
                .isEqualTo("State clusters.apiServer, controlPlanes.replicas to check 3 more rules.");
    }

    @Test
    void namesAllFieldsOfTheFirstRuleHoweverMany() {
        MissingFacts missing = MissingFacts.of(List.of(new NotEvaluated("AAA001", List.of("/a", "/b", "/c", "/d"))));
        assertThat(missing.advice()).isEqualTo("State a, b, c, d to check 1 more rule.");
    }

    @Test
    void countsAFieldOncePerPlaceHoweverManyRulesNeedIt() {
        MissingFacts missing = MissingFacts.of(List.of(
                new NotEvaluated("AAA001", List.of("/clusters/0/zones")),
                new NotEvaluated("AAA002", List.of("/clusters/0/zones", "/clusters/7/zones"))));
        assertThat(missing.fields()).containsExactly(new Field("clusters.zones", 2, List.of("AAA001", "AAA002")));
    }
}
