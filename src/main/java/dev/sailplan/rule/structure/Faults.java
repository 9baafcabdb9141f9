package dev.sailplan.rule.structure;

import dev.sailplan.document.ElementNames;
import dev.sailplan.document.ElementNames.Spot;
import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.rule.Violation;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what the reader could not understand into violations. */
final class Faults {

    private Faults() {}

    static Stream<Violation> of(ReadDocument document, Fault.Kind kind) {
        return document.faults(kind).map(fault -> {
            Violation violation = at(document.content(), fault.pointer(), fault.position());
            for (Map.Entry<String, String> fact : new TreeMap<>(fault.facts()).entrySet()) {
                violation = violation.with(fact.getKey(), fact.getValue());
            }
            return violation;
        });
    }

    /** A violation at a field, with the facts {@code path} and {@code where}. */
    static Violation at(TopologyDocument document, Pointer pointer) {
        return at(document, pointer, null);
    }

    private static Violation at(TopologyDocument document, Pointer pointer, @Nullable Position position) {
        Spot spot = ElementNames.spotOf(document, pointer);
        return Violation.of(new Subject(pointer, spot.element(), position))
                .with("path", spot.path())
                .with("where", spot.where());
    }
}
