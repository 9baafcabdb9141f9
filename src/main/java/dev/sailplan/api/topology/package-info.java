/** Topologies that are kept, and the validation of each, for who polls. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.topology;
