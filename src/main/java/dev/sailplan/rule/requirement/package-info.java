/** Rules on what a deployment is required to survive (REQ). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.requirement;
