/** How available and how isolated a topology is, as one value, and as Markdown for people. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.score;
