/** Rules on primaries, remotes, external control planes and how they reach each other (CPL). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.controlplane;
