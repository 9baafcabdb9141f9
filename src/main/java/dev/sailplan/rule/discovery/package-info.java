/** Rules on remote secrets and endpoint discovery (DSC). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.discovery;
