package dev.sailplan.api.intake;

import dev.sailplan.document.NestedTopology;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.topology.Topology;
import java.time.Clock;
import java.time.LocalDate;
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
}
