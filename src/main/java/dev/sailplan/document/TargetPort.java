package dev.sailplan.document;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The port of a workload that a service port leads to: a number from 1 to 65535, or the name of a container port.
 *
 * @param text the number or name as written
 */
public record TargetPort(String text) {

    /** What the name of a container port looks like. */
    public static final String NAME_PATTERN = "^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    /** Reads a number. */
    public static Optional<TargetPort> ofNumber(int number) {
        return number >= 1 && number <= 65535
                ? Optional.of(new TargetPort(Integer.toString(number)))
                : Optional.empty();
    }

    /** Reads a name. */
    public static Optional<TargetPort> ofName(String name) {
        return NAME.matcher(name).matches() ? Optional.of(new TargetPort(name)) : Optional.empty();
    }

    /** The number; none if it is the name of a container port. */
    public Optional<Integer> number() {
        return Character.isDigit(text.charAt(0)) && text.chars().allMatch(Character::isDigit)
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
