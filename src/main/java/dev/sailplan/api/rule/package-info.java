/** The rule catalogue and the pages of its rules. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.rule;
