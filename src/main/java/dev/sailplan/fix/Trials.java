package dev.sailplan.fix;

import dev.sailplan.document.Fault;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Terms;
import java.util.List;
import java.util.Optional;

/** Changes of one document, each applied to it as it was sent and evaluated like any document, while there is room for that. */
final class Trials {

    /** More are not read by anybody in one report. */
    static final int MOST = 50;

    private final TopologyReader reader;
    private final RuleEngine engine;
    private final Patches patches;
    private final Terms terms;
    private final int most;
    private int made;

    /**
     * Prepares to change a document.
     *
     * @param most how many changes may be tried
     */
    Trials(TopologyReader reader, RuleEngine engine, Source source, Terms terms, int most) {
        this.reader = reader;
        this.engine = engine;
        this.patches = new Patches(reader.json(source.bytes(), source.notation()));
        this.terms = terms.withoutWaivers();
        this.most = Math.min(MOST, most);
    }

    /**
     * How many changes of a document may be tried.
     *
     * @param budget bytes of documents that may be evaluated; each trial costs those of its document
     */
    static int affordable(Source source, long budget) {
        return (int) Math.min(Integer.MAX_VALUE, budget / Math.max(1, source.bytes().length));
    }

    /** Of a key that is there twice only one value would survive, and findings that are not listed cannot be compared. */
    static boolean arePossible(ReadDocument document, Evaluation evaluation) {
        return evaluation.truncated().isEmpty()
                && document.faults(Fault.Kind.DUPLICATE_KEY).findAny().isEmpty();
    }

    boolean areLeft() {
        return made < most;
    }

    int made() {
        return made;
    }

    /** What the rules say after a change; nothing if it cannot be made, or if no trials are left. */
    Optional<Evaluation> evaluate(List<PatchOperation> change) {
        if (!areLeft()) {
            return Optional.empty();
        }
        made++;
        return patches.apply(change).flatMap(this::evaluate);
    }

    private Optional<Evaluation> evaluate(byte[] changed) {
        return reader.read(changed, Notation.JSON) instanceof Read<ReadDocument> read
                ? Optional.of(engine.evaluate(read.document(), terms))
                : Optional.empty();
    }
}
