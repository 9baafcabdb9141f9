/** What changes from one topology to another: its elements by name, and what is found in them. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.comparison;
