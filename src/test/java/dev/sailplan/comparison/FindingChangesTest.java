package dev.sailplan.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Acceptance;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which findings are new, worse, resolved and unchanged. */
class FindingChangesTest {

    /** Written as {@code FINGERPRINT:SEVERITY}, with a {@code w} behind it if it is waived. */
    private static Finding finding(String text) {
        String[] parts = text.split(":", -1);
        boolean waived = parts[1].endsWith("w");
        Severity severity = Severity.valueOf(parts[1].replaceAll("w$", ""));
        Finding finding = new Finding(
                "NET001", "name", severity, "m", List.of(), Map.of(), "r", Map.of(), List.of(), parts[0], null, "d");
        return waived ? finding.acceptedBy(new Acceptance("/waivers/0", "why", "who", "2027-01-01")) : finding;
    }

    private static List<Finding> findings(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(" ", -1))
                        .map(FindingChangesTest::finding)
                        .toList();
    }

    private static String textOf(List<Finding> findings) {
        return findings.isEmpty()
                ? "-"
                : String.join(
                        " ",
                        findings.stream()
                                .map(it -> it.fingerprint() + ":" + it.severity() + (it.waived() == null ? "" : "w"))
                                .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            base                 | head                  | new              | worse     | resolved         | unchanged
            -                    | -                     | -                | -         | -                | -
            -                    | a:ERROR               | a:ERROR          | -         | -                | -
            a:ERROR              | -                     | -                | -         | a:ERROR          | -
            a:ERROR b:INFO       | b:INFO c:ERROR        | c:ERROR          | -         | a:ERROR          | b:INFO
            a:ERROR              | a:ERROR a:ERROR       | a:ERROR          | -         | -                | a:ERROR
            a:ERROR a:ERROR      | a:ERROR               | -                | -         | a:ERROR          | a:ERROR
            a:ERROR              | a:ERRORw              | -                | -         | -                | a:ERRORw
            a:ERRORw             | a:ERROR               | -                | a:ERROR   | -                | -
            a:INFO               | a:WARNING             | -                | a:WARNING | -                | -
            a:WARNING            | a:INFO                | -                | -         | -                | a:INFO
            a:ERRORw a:ERROR     | a:ERROR a:ERRORw      | -                | -         | -                | a:ERROR a:ERRORw
            a:ERRORw             | a:ERROR a:ERRORw      | a:ERROR          | -         | -                | a:ERRORw
            -                    | a:ERRORw b:INFO       | b:INFO a:ERRORw  | -         | -                | -
            """, useHeadersInDisplayName = true)
    void findingsAreMatchedByFingerprintAsOftenAsBothHaveThem(
            String base, String head, String added, String worsened, String resolved, String unchanged) {
        FindingChanges changes = FindingChanges.of(findings(base), findings(head), List.of());
        assertThat(textOf(changes.added())).isEqualTo(added);
        assertThat(textOf(changes.worsened())).isEqualTo(worsened);
        assertThat(textOf(changes.resolved())).isEqualTo(resolved);
        assertThat(textOf(changes.unchanged())).isEqualTo(unchanged);
    }

    @Test
    void whatIsWrongWithTheChangeItselfIsNew() {
        FindingChanges changes =
                FindingChanges.of(findings("a:ERROR"), findings("a:ERROR b:INFO"), findings("c:ERROR"));
        assertThat(textOf(changes.added())).isEqualTo("c:ERROR b:INFO");
    }

    @Test
    void whatIsNewAndWhatIsWorseCounts() {
        FindingChanges changes =
                FindingChanges.of(findings("a:ERRORw b:ERROR"), findings("a:ERROR b:ERROR c:WARNING"), List.of());
        assertThat(textOf(changes.counting())).isEqualTo("c:WARNING a:ERROR");
    }
}
