/**
 * The deployment as an immutable graph: every reference is the object it names, every default is applied, and what is derived
 * (roles, effective networks, roots, versions) is a question an element answers. A fact nobody stated stays unknown.
 */
@org.jspecify.annotations.NullMarked
package dev.sailplan.topology;
