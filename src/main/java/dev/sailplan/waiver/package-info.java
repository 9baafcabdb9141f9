/** Findings that were accepted: what a document waives, and whether it may. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.waiver;
