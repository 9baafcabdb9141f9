/** A ranking of topologies as one value, and as Markdown for people. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.ranking;
