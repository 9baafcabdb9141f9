package dev.sailplan.profile;

import dev.sailplan.document.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The profiles there are: those Sailplan brings along, and those of whoever runs it. */
public final class Profiles {

    private final SortedMap<String, Profile> byName = new TreeMap<>();
    private final Set<String> adjustable;
    private final Profile standard;

    /**
     * Creates the set of profiles.
     *
     * @param own profiles of whoever runs Sailplan
     * @param standard the name of the one that is meant where none is named
     * @param adjustable the codes of the rules that profiles may change
     * @throws IllegalArgumentException if a profile takes the name of another, changes what it may not, or if the standard
     *     does not exist
     */
    public Profiles(Collection<Profile> own, String standard, Set<String> adjustable) {
        this.adjustable = Set.copyOf(adjustable);
        Profile.OURS.forEach(this::add);
        own.forEach(this::add);
        this.standard = find(standard)
                .orElseThrow(() -> new IllegalArgumentException("There is no profile " + standard + hint(standard)));
    }

    private void add(Profile profile) {
        profile.rules().keySet().forEach(this::requireAdjustable);
        if (byName.put(profile.name(), profile) != null) {
            throw new IllegalArgumentException("There are two profiles " + profile.name());
        }
    }

    private void requireAdjustable(String rule) {
        if (!adjustable.contains(rule)) {
            throw new IllegalArgumentException("No profile can change the rule " + rule
                    + DidYouMean.hint(rule, adjustable.stream().sorted().toList())
                    + " Rules on the structure of the document are fixed.");
        }
    }

    /** By name. */
    public List<Profile> all() {
        return List.copyOf(byName.values());
    }

    /** The one that is meant where none is named. */
    public Profile standard() {
        return standard;
    }

    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Returns a profile with another level for one rule.
     *
     * @throws IllegalArgumentException if there is no such rule or its level is fixed
     */
    public Profile change(Profile profile, String rule, Level level) {
        requireAdjustable(rule);
        return profile.with(rule, level);
    }

    /** {@code "; did you mean NAME?"}, or nothing. */
    public String hint(String name) {
        return DidYouMean.hint(name, byName.keySet());
    }
}
