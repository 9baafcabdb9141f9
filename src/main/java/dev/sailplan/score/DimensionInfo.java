package dev.sailplan.score;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is known about a dimension without computing it: its names, and what each of its bands means. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DimensionInfo {

    /** The name in answers, for ever the same. */
    String name();

    Family family();

    /** What it says of a deployment, a question. */
    String question();

    /** When each band holds, from the weakest: of a band that holds, everything before it holds too. */
    String[] bands();

    /** Whether the points of the family are no higher than its own. */
    boolean counts() default true;

    /** Where the order of the bands is from. */
    String source();
}
