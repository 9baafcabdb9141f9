/** How available and how isolated a deployment is: dimensions with bands, every point of them explained by a fact. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.score;
