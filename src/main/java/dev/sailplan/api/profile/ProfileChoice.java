package dev.sailplan.api.profile;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.profile.Level;
import dev.sailplan.profile.Profile;
import dev.sailplan.profile.Profiles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the profile that a request asks for. */
@Component
public class ProfileChoice {

    private final Profiles profiles;

    ProfileChoice(Profiles profiles) {
        this.profiles = profiles;
    }

    /**
     * Returns the profile with a name, changed as a request says.
     *
     * @param name null for the standard one
     * @param changes each a rule and its level, such as {@code GWY009:error}
     * @throws ProblemException if there is no such profile or rule, or a change is not of that form
     */
    public Profile of(@Nullable String name, List<String> changes) {
        Profile profile = name == null
                ? profiles.standard()
                : profiles.find(name)
                        .orElseThrow(
                                () -> invalid("There is no profile of this name%s; GET /api/v1/profiles lists them."
                                        .formatted(profiles.hint(name).replace("?", ""))));
        for (String change : changes) {
            profile = changed(profile, change.strip());
        }
        return profile;
    }

    private Profile changed(Profile profile, String change) {
        int colon = change.indexOf(':');
        Level level = Level.named(change.substring(colon + 1)).orElse(null);
        if (colon < 0 || level == null) {
            throw invalid(
                    "The parameter severity has to be a rule and error, warning, info or off, such as GWY009:error;"
                            + " it can be given several times.");
        }
        try {
            return profiles.change(profile, change.substring(0, colon), level);
        } catch (IllegalArgumentException fixed) {
            throw invalid(String.valueOf(fixed.getMessage()));
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.INVALID_PARAMETER, detail);
    }
}
