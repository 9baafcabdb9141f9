/** Reports as Markdown, for pull-request comments. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.markdown;
