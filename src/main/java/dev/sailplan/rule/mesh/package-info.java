/** Rules on meshes and their federation (MSH). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.mesh;
