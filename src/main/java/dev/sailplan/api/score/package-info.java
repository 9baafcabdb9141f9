/** Scores: a topology goes in, how available and how isolated it is comes out. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.score;
