package dev.sailplan.api.terms;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.profile.ProfileChoice;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.profile.Profile;
import dev.sailplan.rule.Terms;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
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

    /** What the parameter availabilityOf is. */
    public static final String AVAILABILITY_OF =
            "How often parts of the deployment are up, for the estimate of availability: zone, region, cluster, network or"
                    + " gateway, and a number above 0 and at most 1, such as region:0.9999.";

    private static final int MOST_FAULTS = 20;

    private final ProfileChoice profiles;
    private final FailureModel failureModel;
    private final Clock clock;

    TermsChoice(ProfileChoice profiles, FailureModel failureModel, Clock clock) {
        this.profiles = profiles;
        this.failureModel = failureModel;
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
            @Nullable String ignoreWaivers,
            @Nullable List<String> availabilityOf) {
        LocalDate day = asOf == null ? null : dayOf(asOf);
        Profile judging = profiles.of(profile, given(severity));
        boolean auditing = ignoreWaivers != null && isTrue(ignoreWaivers);
        return new Terms(day, LocalDate.now(clock), judging, auditing, modelOf(given(availabilityOf)));
    }

    /** One that is given and empty is most likely an unset variable, and is refused like any that cannot be read. */
    private static List<String> given(@Nullable List<String> values) {
        if (values == null) {
            return List.of();
        }
        return values.isEmpty() ? List.of("") : values;
    }

    private FailureModel modelOf(List<String> availabilityOf) {
        Availabilities read = new Availabilities(failureModel);
        availabilityOf.forEach(each -> read.add(each.strip()));
        if (!read.faults().isEmpty()) {
            String faults = read.faults().stream().limit(MOST_FAULTS).collect(Collectors.joining(" "));
            throw new ProblemException(
                    Problem.INVALID_PARAMETER,
                    "The parameter availabilityOf has to be a kind of failure and a number above 0 and at most 1, such as"
                            + " region:0.9999; it can be given several times. " + faults);
        }
        return read.model();
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
