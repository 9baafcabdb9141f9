package dev.sailplan.rule.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document without waivers, and so without anything to judge, is every other test. */
class WaiverExpiredTest {

    private static final String TOPOLOGY = """
            name: shop
            meshes: [{name: shop, trustDomain: shop.example, mtls: DISABLE}]
            clusters: [{name: east, mesh: shop}]
            controlPlanes: [{name: istiod, cluster: east}]
            waivers:
            """;

    private final RuleTester rule = RuleTester.of("WVR001");

    // no unknown facts: what a waiver does not say is what the rule is about

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rule: IDN008, owner: platform, expires: 2027-01-31}",
                "{rule: IDN008, reason: ' ', owner: platform, expires: 2027-01-31}",
                "{rule: IDN008, reason: migration, expires: 2027-01-31}",
                "{rule: IDN008, reason: migration, owner: '', expires: 2027-01-31}",
                "{rule: IDN008, reason: migration, owner: platform}",
                "{rule: IDN008, reason: migration, owner: platform, expires: next year}",
                "{rule: IDN008, reason: migration, owner: platform, expires: 2027-02-30}",
                "{rule: IDN008, reason: migration, owner: platform, expires: 2026-11-19}",
                "{rule: IDN008, subjects: [], reason: migration, owner: platform, expires: 2027-01-31}"
            })
    void findsWaiversThatLackAReasonAnOwnerOrADayToCome(String waiver) {
        rule.finding(TOPOLOGY + "  - " + waiver + " # WVR001\n");
    }

    @Test
    void aWaiverHoldsOnTheDayItExpires() {
        rule.holds(TOPOLOGY + "  - {rule: IDN008, reason: migration, owner: platform, expires: 2026-11-20}\n");
    }

    @Test
    void namesEverythingAWaiverLacksAtOnce() {
        assertThat(rule.finding(TOPOLOGY + "  - {rule: IDN008, expires: 2025-12-31} # WVR001\n")
                        .message())
                .isEqualTo(
                        "The waiver of IDN008 has no reason and has no owner and expired on 2025-12-31; it waives nothing");
    }

    @Test
    void whatIsReportedHereWaivesNothingAndIsNoUnusedWaiver() {
        String yaml =
                TOPOLOGY + "  - {rule: IDN008, reason: migration, owner: platform, expires: 2026-01-01} # WVR001\n";
        assertThat(rule.evaluate(yaml).findings())
                .extracting(finding -> finding.rule() + " " + (finding.waived() == null))
                .contains("IDN008 true", "WVR001 true")
                .noneMatch(found -> found.startsWith("WVR002"));
    }

    @Test
    void cannotItselfBeWaived() {
        String waiver = "  - {rule: WVR001, reason: later, owner: platform, expires: 2027-01-31}\n";
        assertThat(rule.finding(TOPOLOGY + "  - {rule: IDN008} # WVR001\n" + waiver)
                        .waived())
                .isNull();
    }
}
