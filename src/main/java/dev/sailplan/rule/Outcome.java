package dev.sailplan.rule;

/** What a rule says of one case: that it is broken, or that it cannot be told. */
public sealed interface Outcome permits Violation, Missing {}
