/** The rule engine: what a rule is, which rules exist, and how they run. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule;
