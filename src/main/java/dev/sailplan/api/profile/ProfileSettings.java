package dev.sailplan.api.profile;

import dev.sailplan.finding.Severity;
import dev.sailplan.profile.Level;
import dev.sailplan.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The profiles of whoever runs Sailplan, {@code sailplan.profile} and {@code sailplan.profiles.*}.
 *
 * @param profile the name of the one that is meant where a request names none
 * @param profiles by name
 */
@ConfigurationProperties("sailplan")
public record ProfileSettings(
        @DefaultValue("default") String profile,
        @DefaultValue Map<String, Own> profiles) {

    /**
     * One profile.
     *
     * @param base the profile Sailplan brings along that it changes
     * @param levels what becomes of the findings of a severity
     * @param rules what becomes of the findings of a rule, by code
     */
    public record Own(
            @DefaultValue("default") String base,
            @DefaultValue Map<String, String> levels,
            @DefaultValue Map<String, String> rules) {

        Profile named(String name) {
            Profile own = baseOf(name).named(name);
            for (Map.Entry<String, String> level : levels.entrySet()) {
                own = own.with(severityOf(level.getKey(), name), levelOf(level.getValue(), name));
            }
            for (Map.Entry<String, String> rule : rules.entrySet()) {
                own = own.with(rule.getKey().toUpperCase(Locale.ROOT), levelOf(rule.getValue(), name));
            }
            return own;
        }

        private Profile baseOf(String name) {
            return Profile.ours(base)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "sailplan.profiles.%s.base has to be default, strict or lenient".formatted(name)));
        }

        private static Severity severityOf(String text, String name) {
            return Level.named(text)
                    .flatMap(Level::severity)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "sailplan.profiles.%s.levels has to name error, warning and info, not %s"
                                    .formatted(name, text)));
        }

        /** YAML 1.1, in which Spring's configuration is written, takes an {@code off} without quotes for {@code false}. */
        private static Level levelOf(String text, String name) {
            return Level.named(text.equals("false") ? "off" : text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "sailplan.profiles.%s: %s has to be error, warning, info or off".formatted(name, text)));
        }
    }

    /** The profiles these settings describe. */
    public List<Profile> own() {
        List<Profile> own = new ArrayList<>();
        profiles.forEach((name, settings) -> own.add(settings.named(name)));
        return own;
    }
}
