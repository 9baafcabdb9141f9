package dev.sailplan.ranking;

import java.util.List;

/** How one of two stands to the other. */
enum Relation {
    AHEAD,
    BEHIND,
    EQUAL,
    /** Each is better in something, whatever the facts are. */
    TRADE_OFF,
    /** Facts that are not known decide. */
    WANT_OF_FACTS;

    /** Compares numbers in pairs. One is ahead if it is certainly at least as high in all and certainly higher in some. */
    static Relation of(List<Interval> own, List<Interval> others) {
        boolean atLeast = isAtLeast(own, others);
        boolean atMost = isAtLeast(others, own);
        boolean above = isAboveSomewhere(own, others);
        boolean below = isAboveSomewhere(others, own);
        if (above && below) {
            return TRADE_OFF;
        }
        if (atLeast && atMost) {
            return EQUAL;
        }
        if (atLeast && above) {
            return AHEAD;
        }
        return atMost && below ? BEHIND : WANT_OF_FACTS;
    }

    private static boolean isAtLeast(List<Interval> own, List<Interval> others) {
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).isAtLeast(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAboveSomewhere(List<Interval> own, List<Interval> others) {
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).isAbove(others.get(i))) {
                return true;
            }
        }
        return false;
    }

    boolean isDecided() {
        return this == AHEAD || this == BEHIND;
    }

    Relation reversed() {
        return switch (this) {
            case AHEAD -> BEHIND;
            case BEHIND -> AHEAD;
            default -> this;
        };
    }
}
