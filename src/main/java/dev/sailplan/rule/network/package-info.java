/** Rules on networks and address ranges (NET). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.network;
