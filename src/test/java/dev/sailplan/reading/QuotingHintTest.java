package dev.sailplan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Fault;
import dev.sailplan.document.ReadDocument;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice about quotes is given where quotes are what is wrong, and only there. */
class QuotingHintTest {

    @ParameterizedTest
    @ValueSource(strings = {"dnsProxy: \"true\"", "dnsProxy: 'FALSE'"})
    void advisesToWriteATruthValueWithoutQuotes(String field) {
        assertThat(hint("clusters: [{" + field + "}]")).isEqualTo("; write it without quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnsProxy: yes", "dnsProxy: \"off\"", "dnsProxy: \"1\""})
    void doesNotTakeAnotherWordForAQuotedTruthValue(String field) {
        assertThat(hint("clusters: [{" + field + "}]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicas: \"3\"", "remoteClusterTimeoutSeconds: '30'"})
    void advisesToWriteANumberWithoutQuotes(String field) {
        assertThat(hint("controlPlanes: [{" + field + "}]")).isEqualTo("; write it without quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicas: three", "replicas: \"\"", "replicas: \"true\""})
    void doesNotTakeAnotherWordForAQuotedNumber(String field) {
        assertThat(hint("controlPlanes: [{" + field + "}]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version: 1.30", "revision: 1", "istioNamespace: true"})
    void advisesToQuoteAText(String field) {
        String value = field.substring(field.indexOf(' ') + 1);
        assertThat(hint("controlPlanes: [{" + field + "}]")).isEqualTo("; quote it: \"" + value + "\"");
    }

    private static String hint(String yaml) {
        Reading<ReadDocument> reading =
                new TopologyReader(ReadingLimits.DEFAULT).read(yaml.getBytes(StandardCharsets.UTF_8), Notation.YAML);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadDocument>) reading)
                .document()
                .faults(Fault.Kind.WRONG_TYPE)
                .map(fault -> String.valueOf(fault.facts().get("hint")))
                .findFirst()
                .orElseThrow();
    }
}
