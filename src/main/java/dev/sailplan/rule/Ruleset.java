package dev.sailplan.rule;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.profile.Profile;
import java.time.LocalDate;

/**
 * Which edition of the rules gave an answer, and what it knows of the world.
 *
 * @param version changes whenever the same document could get another answer
 * @param date the day its knowledge of Istio is from
 * @param newestIstio the Istio version meant where a document states none
 */
public record Ruleset(String version, LocalDate date, MinorVersion newestIstio) {

    public static final Ruleset CURRENT = new Ruleset("2026.4", LocalDate.of(2026, 11, 20), new MinorVersion(1, 31));

    /** Its version for who judges by a profile: the same document could get another answer by another one. */
    public String version(Profile profile) {
        return profile.label().isEmpty() ? version : version + "+" + profile.label();
    }
}
