/** What is required of a deployment, and whether it certainly holds, certainly does not, or depends on facts that are not known. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.requirement;
