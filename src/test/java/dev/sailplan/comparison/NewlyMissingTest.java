package dev.sailplan.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.TopologyDocument;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What could be judged before, and cannot be any more. */
class NewlyMissingTest {

    private static final TopologyDocument BASE = RuleTester.read(
                    "{name: x, clusters: [{name: a}, {name: b}], services: [{name: s, namespace: n, workloads: [{cluster: a}]}]}")
            .content();
    private static final TopologyDocument HEAD = RuleTester.read(
                    "{name: x, clusters: [{name: b}, {name: a}], services: [{name: s, namespace: n, workloads: [{cluster: b}, {cluster: a}]}]}")
            .content();

    private static List<NotEvaluated> needs(String rule, String... pointers) {
        return List.of(new NotEvaluated(rule, List.of(pointers)));
    }

    private static List<NotEvaluated> between(List<NotEvaluated> before, List<NotEvaluated> after) {
        return NewlyMissing.between(BASE, before, HEAD, after);
    }

    @Test
    void theSameFactInAnotherPlaceIsNotNew() {
        assertThat(between(
                        needs("NET001", "/clusters/0/podCidrs", "/services/0/workloads/0/addresses"),
                        needs("NET001", "/clusters/1/podCidrs", "/services/0/workloads/1/addresses")))
                .isEmpty();
    }

    @Test
    void factsOfOtherElementsAndFieldsAre() {
        assertThat(between(
                        needs("NET001", "/clusters/0/podCidrs"),
                        needs("NET001", "/clusters/0/podCidrs", "/clusters/1/podCidrs", "/clusters/1/nodeCidrs")))
                .containsExactlyElementsOf(needs("NET001", "/clusters/0/podCidrs", "/clusters/1/nodeCidrs"));
    }

    @Test
    void everyRuleLacksItsOwn() {
        assertThat(between(needs("NET001", "/clusters/0/zones"), needs("LOC004", "/clusters/1/zones")))
                .containsExactlyElementsOf(needs("LOC004", "/clusters/1/zones"));
    }

    @Test
    void whatWasMissingAndIsStatedIsNotTold() {
        assertThat(between(needs("NET001", "/clusters/0/zones"), List.of())).isEmpty();
    }
}
