package dev.sailplan.finding;

/** How much a finding matters, most severe first. */
public enum Severity {
    /** The mesh does not work as it is described. */
    ERROR,
    /** It works, and is likely to fail or leak in a way that can be foreseen. */
    WARNING,
    /** Worth knowing; nothing has to change. */
    INFO
}
