/** Reads a topology document, JSON or YAML, strictly and with the position of everything in it. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.reading;
