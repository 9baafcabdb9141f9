package dev.sailplan.api.job;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What some jobs have in common: they find the same type of result.
 *
 * @param name what one of them is called, such as {@code simulation}
 * @param path where they are found, each by its name
 * @param entries how many entries a result lists, which is what its memory goes to
 * @param markdown writes a result for people
 * @param <T> what they find
 */
public record JobKind<T>(String name, String path, ToLongFunction<T> entries, Function<T, String> markdown) {}
