package dev.sailplan.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "Respond-Async",
                "wait=10, respond-async",
                "respond-async;wait=10",
                "respond-async=\"\"",
                "respond-async =",
                " foo=\"a,b;c=\\\"d\" , respond-async ; x",
                "return=minimal,respond-async"
            })
    void respondAsyncIsFoundAmongOthers(String header) {
        assertThat(Preferences.areAsync(List.of(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "respond-asynchronously",
                "no-respond-async",
                "respond-async=false",
                "foo=respond-async",
                "foo=\", respond-async\"",
                "foo; respond-async",
                "foo=\"\\\", respond-async",
                "wait=10"
            })
    void whatOnlyLooksLikeItIsNot(String header) {
        assertThat(Preferences.areAsync(List.of(header))).isFalse();
    }

    @Test
    void headersAreOneList() {
        assertThat(Preferences.areAsync(List.of("wait=1", "respond-async"))).isTrue();
        assertThat(Preferences.areAsync(List.of())).isFalse();
    }
}
