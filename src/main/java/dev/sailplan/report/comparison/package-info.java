/** What a change of a topology does, as one value, and as Markdown for people. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.comparison;
