/** Comparisons: two versions of a topology go in, what the change does comes out. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.comparison;
