package dev.sailplan.api.intake;

import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.topology.Topology;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Assembles the topologies that came in other documents. */
@Component
public class TopologyAssembly {

    private final RuleEngine engine;
    private final Clock clock;

    TopologyAssembly(RuleEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Assembles a topology, or adds to the errors what in its structure prevents it. */
    public Optional<Topology> assemble(NestedTopology topology, InputErrors errors) {
        Evaluation evaluation = engine.assemble(topology.document(), LocalDate.now(clock));
        errors.add(topology, evaluation.findings());
        return evaluation.topology();
    }

    /**
     * Assembles a topology that a request is about.
     *
     * @throws ProblemException if its structure is broken
     */
    public Topology assemble(ReadDocument document) {
        return assemble(document, "The document");
    }

    /**
     * Assembles a topology that was stored before, for a request that brings another document.
     *
     * @throws ProblemException if its structure is broken
     */
    public Topology assembleStored(ReadDocument document) {
        return assemble(document, "The stored document");
    }

    private Topology assemble(ReadDocument document, String called) {
        NestedTopology itself = new NestedTopology(Pointer.ROOT, document);
        InputErrors errors = new InputErrors(
                new ReadEnvelope<>(document.content(), List.of(), document.positions(), List.of(itself)), called);
        Optional<Topology> topology = assemble(itself, errors);
        errors.throwIfAny();
        return topology.orElseThrow();
    }
}
