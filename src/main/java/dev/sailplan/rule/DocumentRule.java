package dev.sailplan.rule;

import dev.sailplan.document.ReadDocument;
import java.util.stream.Stream;

/** A rule on the document as it is written. An ERROR of one keeps the topology from being assembled and judged. */
@FunctionalInterface
public non-sealed interface DocumentRule extends Rule {

    /** Returns what breaks this rule, nothing if it holds. */
    Stream<Violation> check(ReadDocument document);
}
