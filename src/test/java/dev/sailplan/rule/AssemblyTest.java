package dev.sailplan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** A topology can be had without a judgement of it. */
class AssemblyTest {

    private static final String OVERLAPPING = """
            name: shop
            networks: [{name: vpc}]
            clusters:
              - {name: north, network: vpc, podCidrs: [10.10.0.0/16]}
              - {name: south, network: vpc, podCidrs: [10.10.0.0/16]}
            """;

    private final RuleEngine engine = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);

    @Test
    void givesTheTopologyWhateverIsWrongWithTheDeployment() {
        assertThat(engine.evaluate(RuleTester.read(OVERLAPPING), Terms.on(RuleTester.AS_OF))
                        .findings())
                .extracting(Finding::rule)
                .contains("NET001");
        Evaluation assembled = assemble(OVERLAPPING);
        assertThat(assembled.topology().map(Topology::name)).hasValue("shop");
        assertThat(assembled.findings()).isEmpty();
        assertThat(assembled.notEvaluated()).isEmpty();
    }

    @Test
    void givesTheFindingsOnTheStructureInsteadIfThereAreErrors() {
        String broken = OVERLAPPING.replace("network: vpc, podCidrs", "network: vcp, podCidr");
        Evaluation assembled = assemble(broken);
        assertThat(assembled.topology()).isEmpty();
        assertThat(assembled.findings())
                .isNotEmpty()
                .isEqualTo(engine.evaluate(RuleTester.read(broken), Terms.on(RuleTester.AS_OF))
                        .findings());
    }

    @Test
    void judgesTheDayTheDocumentStatesElseToday() {
        LocalDate stated = LocalDate.of(2026, 2, 3);
        assertThat(assemble(OVERLAPPING + "asOf: " + stated).asOf()).isEqualTo(stated);
        assertThat(assemble(OVERLAPPING).asOf()).isEqualTo(RuleTester.AS_OF);
    }

    private Evaluation assemble(String yaml) {
        return engine.assemble(RuleTester.read(yaml), RuleTester.AS_OF);
    }
}
