/** Rules on localities, failover and the distribution of traffic between them (LOC). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.locality;
