/** Reports as plain text, for terminals and build logs. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.text;
