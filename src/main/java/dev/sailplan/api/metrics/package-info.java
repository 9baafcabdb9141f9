/** What the service counts and measures, for monitoring. No value of a label comes from a request. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.metrics;
