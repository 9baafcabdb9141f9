package dev.sailplan.reachability;

/** How unknown facts are taken where it is asked on which ways calls arrive. */
public enum Certainty {
    /** Only ways that work whatever the unknown facts are. */
    CERTAIN,
    /** As an endpoint view takes them: mostly as they favour the calls, and an absent list for an empty one. */
    TAKEN,
    /** Every way that works with some value of the unknown facts. */
    POSSIBLE
}
