/** How far re-evaluation of stored topologies is, and what it would change. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.reevaluation;
