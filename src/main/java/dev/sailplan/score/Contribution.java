package dev.sailplan.score;

/**
 * A share of the points of a dimension; all shares add up to its points.
 *
 * @param fact what gives the points
 * @param pointer the place in the document that decides it, as a JSON Pointer
 * @param points how many it gives, from 0
 * @param why what was found, a clause
 */
public record Contribution(String fact, String pointer, int points, String why) {}
