package dev.sailplan.api.profile;

import dev.sailplan.profile.Profile;
import dev.sailplan.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/profiles")
@Tag(name = "Rules")
class ProfileController {

    private final Profiles profiles;

    ProfileController(Profiles profiles) {
        this.profiles = profiles;
    }

    /**
     * All profiles.
     *
     * @param standard the name of the one that is meant where a request names none
     * @param profiles by name
     */
    record ProfileList(String standard, List<Profile> profiles) {}

    @GetMapping
    @Operation(operationId = "listProfiles", summary = "All profiles: how severe each makes which findings")
    ProfileList list() {
        return new ProfileList(profiles.standard().name(), profiles.all());
    }
}
