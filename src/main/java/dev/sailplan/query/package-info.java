/** Questions about a topology: the names in them resolved, what it does not have as mistakes with their places. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.query;
