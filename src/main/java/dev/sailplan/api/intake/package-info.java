/** How documents come in: sizes, encodings, notations. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.intake;
