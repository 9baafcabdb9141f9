/** Endpoint views as Markdown, for people. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report.endpointview;
