package dev.sailplan.profile;

import dev.sailplan.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a profile makes of a rule, or of every finding of a severity. */
public enum Level {
    ERROR,
    WARNING,
    INFO,
    /** It is not evaluated at all. */
    OFF;

    /** The level that keeps a severity as it is. */
    public static Level of(Severity severity) {
        return valueOf(severity.name());
    }

    /** The level with this name, in small or in capital letters. */
    public static Optional<Level> named(String name) {
        return Stream.of(values())
                .filter(level -> level.name().equals(name)
                        || level.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** The severity of findings at this level; none if there are none. */
    public Optional<Severity> severity() {
        return this == OFF ? Optional.empty() : Optional.of(Severity.valueOf(name()));
    }
}
