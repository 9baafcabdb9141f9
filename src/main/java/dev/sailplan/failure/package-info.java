/** What a deployment loses when parts of it fail: views of one topology with elements taken away, never copies of it. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.failure;
