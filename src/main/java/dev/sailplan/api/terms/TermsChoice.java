package dev.sailplan.api.terms;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.profile.ProfileChoice;
import dev.sailplan.profile.Profile;
import dev.sailplan.rule.Terms;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads from the parameters of a request what its documents are judged by. */
@Component
public class TermsChoice {

    /** What the parameter profile is. */
    public static final String PROFILE =
            "How severe findings are, such as strict; GET /api/v1/profiles lists what there is.";

    /** What the parameter severity is. */
    public static final String SEVERITY =
            "Changes the profile for one rule: its code and error, warning, info or off, such as GWY009:error.";

    /** What the parameter ignoreWaivers is. */
    public static final String IGNORE_WAIVERS = "For auditors: waived findings count like all others.";

    private final ProfileChoice profiles;
    private final Clock clock;

    TermsChoice(ProfileChoice profiles, Clock clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * Returns what is asked for; a parameter that is null was not given.
     *
     * @throws ProblemException if one has a value that is not allowed
     */
    public Terms of(
            @Nullable String asOf,
            @Nullable String profile,
            @Nullable List<String> severity,
            @Nullable String ignoreWaivers) {
        LocalDate day = asOf == null ? null : dayOf(asOf);
        Profile judging = profiles.of(profile, changesIn(severity));
        boolean auditing = ignoreWaivers != null && isTrue(ignoreWaivers);
        return new Terms(day, LocalDate.now(clock), judging, auditing);
    }

    /** One that is given and empty is most likely an unset variable, and is refused like any that cannot be read. */
    private static List<String> changesIn(@Nullable List<String> severity) {
        if (severity == null) {
            return List.of();
        }
        return severity.isEmpty() ? List.of("") : severity;
    }

    private static LocalDate dayOf(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter asOf has to be a date such as 2026-11-01, given once.");
        }
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter ignoreWaivers has to be true or false, given once.");
        }
        return text.equals("true");
    }
}
