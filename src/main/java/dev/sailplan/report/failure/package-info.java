/** The answer of a failure simulation, as a value and as Markdown. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.failure;
