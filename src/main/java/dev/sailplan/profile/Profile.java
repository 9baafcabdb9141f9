package dev.sailplan.profile;

import dev.sailplan.finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * How severe findings are: what becomes of each severity a rule gives, and of single rules whatever they give.
 *
 * @param name whose it is, in kebab case
 * @param levels what becomes of findings of each severity, for rules that are not named in {@code rules}; complete
 * @param rules what becomes of all findings of a rule, by its code
 */
public record Profile(String name, Map<Severity, Level> levels, SortedMap<String, Level> rules) {

    /** Every rule as it describes itself. */
    public static final Profile DEFAULT = new Profile("default", Map.of(), new TreeMap<>());

    /** A warning fails: for deployments in which nothing may be left open. */
    public static final Profile STRICT = DEFAULT.named("strict").with(Severity.WARNING, Level.ERROR);

    /** Only what does not work is in the way: for a first look at a deployment that has grown. */
    public static final Profile LENIENT = DEFAULT.named("lenient").with(Severity.WARNING, Level.INFO);

    /** The profiles Sailplan brings along. */
    static final List<Profile> OURS = List.of(DEFAULT, STRICT, LENIENT);

    public Profile {
        EnumMap<Severity, Level> complete = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            complete.put(severity, levels.getOrDefault(severity, Level.of(severity)));
        }
        levels = Collections.unmodifiableMap(complete);
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    /** The one of the profiles Sailplan brings along that has a name. */
    public static Optional<Profile> ours(String name) {
        return OURS.stream().filter(profile -> profile.name.equals(name)).findFirst();
    }

    /** Returns this profile under another name. */
    public Profile named(String other) {
        return new Profile(other, levels, rules);
    }

    /** Returns this profile with another level for all findings of a severity. */
    public Profile with(Severity severity, Level level) {
        EnumMap<Severity, Level> changed = new EnumMap<>(levels);
        changed.put(severity, level);
        return new Profile(name, changed, rules);
    }

    /** Returns this profile with another level for all findings of a rule. */
    public Profile with(String rule, Level level) {
        SortedMap<String, Level> changed = new TreeMap<>(rules);
        changed.put(rule, level);
        return new Profile(name, levels, changed);
    }

    /** Returns the severity of a finding to which its rule gives the severity {@code own}; none if it is not to be reported. */
    public Optional<Severity> severityOf(String rule, Severity own) {
        Level level = rules.get(rule);
        return (level == null ? levels.getOrDefault(own, Level.of(own)) : level).severity();
    }

    /**
     * Names this profile in the version of a ruleset: empty if it changes nothing, its name if it is one that Sailplan brings
     * along, otherwise its name and a checksum of what it changes.
     */
    public String label() {
        Profile unnamed = named(DEFAULT.name);
        if (unnamed.equals(DEFAULT)) {
            return "";
        }
        return OURS.contains(this) ? name : "%s.%08x".formatted(name, checksum());
    }

    private long checksum() {
        CRC32 sum = new CRC32();
        sum.update((levels + "\n" + rules).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
