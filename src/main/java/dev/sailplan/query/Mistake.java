package dev.sailplan.query;

import dev.sailplan.document.Pointer;

/**
 * Something in a question that cannot be answered.
 *
 * @param at where in the document that asks
 * @param message what is wrong and what to do, a sentence
 */
public record Mistake(Pointer at, String message) {}
