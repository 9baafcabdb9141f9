/** The catalogue of HTTP errors and their RFC 9457 form. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.problem;
