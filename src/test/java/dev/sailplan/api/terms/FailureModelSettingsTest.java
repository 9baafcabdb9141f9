package dev.sailplan.api.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.FailureModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureModelSettingsTest {

    @Test
    void whatIsNotConfiguredIsOurs() {
        assertThat(new FailureModelSettings(Map.of()).model()).isEqualTo(FailureModel.DEFAULT);
        assertThat(new FailureModelSettings(Map.of("zone", "0.5")).model())
                .isEqualTo(FailureModel.DEFAULT.with(FailureKind.ZONE, 0.5));
    }

    @Test
    void whatIsNotPossibleKeepsTheServiceFromStarting() {
        assertThatThrownBy(() -> new FailureModelSettings(Map.of("zone", "99.9")).model())
                .hasMessage("sailplan.failure-model: \"99.9\" of \"zone\" is not a number above 0 and at most 1.");
    }
}
