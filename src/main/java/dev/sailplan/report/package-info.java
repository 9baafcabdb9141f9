/** Everything known about a topology after a validation, as one value, and the formats it is written in. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.report;
