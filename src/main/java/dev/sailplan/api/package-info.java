/** The REST edge: one package for each resource, no logic. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api;
