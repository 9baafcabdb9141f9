/** Validations: a topology goes in, a report comes out. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.validation;
