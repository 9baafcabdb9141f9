/** Rankings: several topologies go in, which of them is better in what comes out. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.ranking;
