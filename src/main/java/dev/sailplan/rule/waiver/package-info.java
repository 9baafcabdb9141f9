/** Rules on what a document waives. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.waiver;
