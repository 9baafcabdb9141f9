package dev.sailplan.rule.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverUnusedTest {

    private static final String SOUND = """
            name: shop
            meshes: [{name: shop, trustDomain: shop.example, mtls: STRICT}]
            clusters: [{name: east, mesh: shop}]
            controlPlanes: [{name: istiod, cluster: east}]
            """;

    private static final String DISABLED = SOUND.replace("STRICT", "DISABLE");

    private static final String TERMS = "reason: migration, owner: platform, expires: 2027-01-31";

    private final RuleTester rule = RuleTester.of("WVR002");

    private static String waiver(String what) {
        return "waivers:\n  - {" + what + ", " + TERMS + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "rule: IDN008, the rule finds nothing",
        "rule: IDN009, no rule has this code; did you mean IDN001?",
        "rule: STR001, findings of this rule cannot be waived",
        "rule: WVR001, findings of this rule cannot be waived"
    })
    void findsWaiversOfWhatIsNotThere(String what, String why) {
        assertThat(rule.finding(SOUND + waiver(what) + " # WVR002\n").facts()).containsEntry("why", why);
    }

    @Test
    void findsWaiversWhoseSubjectsMatchNothing() {
        assertThat(rule.finding(DISABLED + waiver("rule: IDN008, subjects: [mesh/books]") + " # WVR002\n")
                        .facts())
                .containsEntry("why", "the rule finds nothing about its subjects");
    }

    @Test
    void findsWaiversBoundToAFindingThatHasChanged() {
        String bound = waiver("rule: IDN008, evidence: 0123456789abcdef0123456789abcdef") + " # WVR002\n";
        assertThat(rule.finding(DISABLED + bound).facts())
                .containsEntry(
                        "why",
                        "what it was bound to has changed, the finding now has another fingerprint than its evidence");
        assertThat(rule.evaluate(DISABLED + bound).findings())
                .filteredOn(finding -> finding.rule().equals("IDN008"))
                .allMatch(finding -> finding.waived() == null);
    }

    @Test
    void holdsWhereEveryWaiverCoversSomething() {
        rule.holds(DISABLED + waiver("rule: IDN008") + "\n");
        rule.holds(DISABLED + waiver("rule: IDN008, subjects: [mesh/s*p]") + "\n");
        rule.holds(DISABLED + waiver("rule: IDN008, subjects: [/meshes/0]") + "\n");
    }

    @Test
    void holdsForTwoWaiversOfOneFinding() {
        rule.holds(DISABLED + waiver("rule: IDN008") + "\n  - {rule: IDN008, " + TERMS + "}\n");
    }

    @Test
    void doesNotCallAWaiverUnusedWhoseRuleLacksFacts() {
        String unknown = SOUND.replace("mtls: STRICT", "mtls: STRICT, certificateAuthority: {root: acme}");
        assertThat(rule.needs(unknown + waiver("rule: IDN007") + "\n"))
                .containsExactly("/meshes/0/certificateAuthority/notAfter");
    }

    @Test
    void offersToRemoveIt() {
        assertThat(rule.evaluate(SOUND + waiver("rule: IDN008") + "\n").found())
                .filteredOn(found -> found.finding().rule().equals("WVR002"))
                .singleElement()
                .satisfies(found -> assertThat(found.repairs().get(0).operations())
                        .singleElement()
                        .isEqualTo(PatchOperation.remove(new Pointer("/waivers/0"))));
    }
}
