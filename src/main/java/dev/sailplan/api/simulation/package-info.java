/** Failure simulations over HTTP: small ones at once, large ones as jobs. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.simulation;
