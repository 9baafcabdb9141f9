/**
 * Who can call whom: what each control plane discovers, which endpoints leave their cluster, and who consumes them. Answers are
 * judgements, so that a rule can tell a fact from an assumption.
 */
@org.jspecify.annotations.NullMarked
package dev.sailplan.reachability;
