package dev.sailplan.rule.version;

import dev.sailplan.document.MinorVersion;

/** How far minor versions are from each other. */
final class Distance {

    private Distance() {}

    /** Whether more than one minor version is between them; no number of minor versions makes a major one. */
    static boolean isMoreThanOne(MinorVersion one, MinorVersion other) {
        return one.major() != other.major() || Math.abs(one.minor() - other.minor()) > 1;
    }
}
