package dev.sailplan.rule;

import dev.sailplan.finding.Severity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a {@link Rule}. The rule's page in {@code docs/rules} repeats these values. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RuleInfo {

    /** The code users see and waive by. Never changes and is never reused. */
    String code();

    /** The name users read, in kebab case. */
    String name();

    Severity severity();

    /** Further severities its violations can have. */
    Severity[] sometimes() default {};

    /** What must hold, in one sentence without a full stop. */
    String summary();

    /** What is wrong, with {@code {placeholders}} named after the facts of a violation, without a full stop. */
    String message();

    /** What to do about it, in sentences. */
    String remedy();

    /** Where Istio, or this format, says so. */
    String source();

    /**
     * The facts on which its answer depends, as paths of fields such as {@code clusters.apiServer.address}. Rules on the document
     * as it is written read all of it and name none.
     */
    String[] reads() default {};

    /** The version of Sailplan that introduced the rule. */
    String since();
}
