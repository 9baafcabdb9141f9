package dev.sailplan.rule;

/**
 * One independent statement about every sound topology.
 *
 * <p>A rule is stateless and pure, is described by {@link RuleInfo}, and is explained by a page of the same code in
 * {@code docs/rules}. It may look at everything and does not depend on another rule having run.
 */
public sealed interface Rule permits DocumentRule, TopologyRule, ReachabilityRule, ChangeRule, WaiverRule {}
