package dev.sailplan.rule;

import dev.sailplan.failure.FailureModel;
import dev.sailplan.profile.Profile;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation is judged by besides the document and the rules.
 *
 * @param asOf the day for which dates are judged, null for the document's
 * @param today the day that is meant if neither says
 * @param profile how severe findings are
 * @param ignoringWaivers whether waived findings count like all others, for auditors
 * @param failureModel how often the parts of a deployment are up
 */
public record Terms(
        @Nullable LocalDate asOf,
        LocalDate today,
        Profile profile,
        boolean ignoringWaivers,
        FailureModel failureModel) {

    /** The terms of whoever asks for nothing in particular. */
    public static Terms on(LocalDate today) {
        return new Terms(null, today, Profile.DEFAULT, false, FailureModel.DEFAULT);
    }

    /** Returns these terms for auditors. */
    public Terms withoutWaivers() {
        return new Terms(asOf, today, profile, true, failureModel);
    }

    /** Returns these terms for a day. */
    public Terms onDay(LocalDate day) {
        return new Terms(day, today, profile, ignoringWaivers, failureModel);
    }

    /** Returns these terms as they are meant on another day, where nothing else says which day is. */
    public Terms meantOn(LocalDate day) {
        return new Terms(asOf, day, profile, ignoringWaivers, failureModel);
    }
}
