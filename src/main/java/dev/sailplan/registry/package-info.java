/** Topologies that are kept: evaluated when they are written, served as they were evaluated, and evaluated again when that is out of date. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.registry;
