/** Who did what, and who was refused. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.audit;
