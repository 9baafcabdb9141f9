package dev.sailplan.api.problem;

/**
 * One fault of the input, in the {@code errors} of a problem.
 *
 * @param pointer the place in the document, empty for the whole
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do, a sentence
 */
public record InputError(String pointer, int line, int column, String message) {}
