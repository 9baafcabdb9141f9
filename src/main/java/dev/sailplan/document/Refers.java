package dev.sailplan.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a field whose text, or each text of whose list, names an element that the document declares (STR005). */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refers {

    /** The kinds of element it may name. */
    ElementKind[] value();

    /** Whether {@code *} stands for all of them. */
    boolean orAll() default false;
}
