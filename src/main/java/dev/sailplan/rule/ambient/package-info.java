/** Rules on the ambient data plane (AMB). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.ambient;
