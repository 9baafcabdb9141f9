package dev.sailplan.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplan.Replica;
import dev.sailplan.store.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.env.MockEnvironment;

/** Where callers are asked who they are, and what the service says to settings that cannot be meant. */
class AccessSettingsTest {

    @TempDir
    private Path folder = Path.of("");

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("sailplan") + Databases.H2_SETTINGS;
    }

    @ParameterizedTest
    @CsvSource({
        "auto,   127.0.0.1,  false, true",
        "auto,   ::1,        false, true",
        "auto,   localhost,  false, true",
        "auto,   127.9.9.9,  false, true",
        "auto,   0.0.0.0,    true,  false",
        "auto,   ::,         true,  false",
        "auto,   192.0.2.1,  true,  false",
        "auto,   '',         true,  false",
        "auto,   ,           true,  false",
        ",       ,           true,  false",
        "always, 127.0.0.1,  true,  false",
        "never,  127.0.0.1,  false, false",
        "never,  0.0.0.0,    false, false"
    })
    void callersAreAskedUnlessOnlyThisMachineCanCall(String control, String address, boolean asked, boolean local) {
        MockEnvironment settings = new MockEnvironment();
        if (control != null) {
            settings.setProperty("sailplan.access.control", control);
        }
        if (address != null) {
            settings.setProperty("server.address", address);
        }

        assertThat(AccessControl.isOn(settings)).isEqualTo(asked);
        assertThat(AccessControl.isLocal(settings)).isEqualTo(local);
    }

    @Test
    void aServiceThatNobodyCouldCallDoesNotStart() {
        assertThatThrownBy(() -> Replica.on(url(), "sailplan.access.control=always"))
                .isInstanceOfSatisfying(AccessFailure.class, failure -> {
                    FailureAnalysis told = new AccessFailureAnalyzer().analyze(failure, failure);
                    assertThat(told.getDescription()).contains("no key and no identity provider");
                    assertThat(told.getAction()).contains("sailplan.access.bootstrap-key");
                });
    }

    @Test
    void tokensForOtherServicesWouldNotBeAccepted() {
        assertThatThrownBy(() -> Replica.on(
                        url(),
                        "sailplan.access.control=always",
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/keys"))
                .isInstanceOf(AccessFailure.class)
                .hasMessageContaining("whichever service");
    }

    @Test
    void aBootstrapKeyThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() ->
                        Replica.on(url(), "sailplan.access.control=always", "sailplan.access.bootstrap-key=secret"))
                .rootCause()
                .hasMessageContaining("32 or more");
    }

    @Test
    void metricsAreOpenIfThatIsWanted() {
        try (Replica replica = Replica.on(
                url(),
                "sailplan.access.control=always",
                "sailplan.access.open-metrics=true",
                "sailplan.access.bootstrap-key=" + AccessTest.BOOTSTRAP)) {
            assertThat(replica.service().get("/actuator/prometheus").status()).isEqualTo(200);
            assertThat(replica.service().get("/api/v1/topologies").status()).isEqualTo(401);
            assertThat(replica.part("rateFilter", FilterRegistrationBean.class).isEnabled())
                    .as("known callers have a rate")
                    .isTrue();
        }
    }

    @Test
    void nobodyFillsTheAuditLogByBeingRefused() {
        try (Replica replica = Replica.on(
                url(),
                "sailplan.access.control=always",
                "sailplan.access.audited-denials=3",
                "sailplan.access.bootstrap-key=" + AccessTest.BOOTSTRAP)) {
            for (int i = 0; i < 50; i++) {
                replica.service().get("/api/v1/topologies");
            }

            String[] key = {"Authorization", "Bearer " + AccessTest.BOOTSTRAP};
            assertThat(replica.service()
                            .get("/api/v1/audit", key)
                            .json()
                            .path("entries")
                            .size())
                    .as("three of a minute, and this may be two of them")
                    .isBetween(3, 6);
            assertThat(replica.service().get("/actuator/prometheus", key).body())
                    .contains("sailplan_denials_total{reason=\"unauthenticated\"} 50.0");
        }
    }

    @Test
    void whatIsKeptSecretIsNotInTheTextOfTheSettings() {
        AccessSettings settings = new AccessSettings(
                AccessControl.ALWAYS, AccessTest.BOOTSTRAP, "roles", "teams", false, 60, java.time.Duration.ofDays(1));

        assertThat(settings.toString()).doesNotContain(AccessTest.BOOTSTRAP);
        assertThat(Key.create().toString()).matches("spk_[a-z2-7]{12}_…");
    }
}
