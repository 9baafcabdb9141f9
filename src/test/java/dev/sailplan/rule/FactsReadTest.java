package dev.sailplan.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The facts a rule says it reads are those it does read.
 *
 * <p>A rule reads a fact if there is a document in which it makes a difference to what the rule says whether the fact is stated. So
 * every fact of every case is left out in turn and the rule is asked again: the examples and those on the pages for all rules, and
 * those in the test of a rule for that rule. The latter are learnt by running the tests.
 */
class FactsReadTest {

    private static final Map<String, SortedSet<String>> READ = new ConcurrentHashMap<>();

    private static synchronized Map<String, SortedSet<String>> read() throws IOException {
        if (READ.isEmpty()) {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectPackage("dev.sailplan.rule"))
                            .filters(includeClassNamePatterns("dev[.]sailplan[.]rule[.].*[.].*Test"))
                            .build());
            List<Ablation> ablations = Stream.concat(
                            Cases.all().stream().map(it -> new Ablation(it, Rules.engine())),
                            RuleTester.cases().entrySet().stream().flatMap(FactsReadTest::ofItsTest))
                    .toList();
            ablations.parallelStream().map(Ablation::read).forEach(FactsReadTest::note);
        }
        return READ;
    }

    private static Stream<Ablation> ofItsTest(Map.Entry<Rule, ? extends Iterable<String>> cases) {
        return Cases.of(cases.getValue()).stream().map(it -> new Ablation(it, Rules.engineFor(cases.getKey())));
    }

    private static void note(Map<String, ? extends SortedSet<String>> read) {
        read.forEach((rule, facts) -> READ.merge(rule, new TreeSet<>(facts), (some, others) -> {
            SortedSet<String> all = new TreeSet<>(some);
            all.addAll(others);
            return all;
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleReadsTheFactsItDeclaresAndNoOthers() {
        return Rules.all().stream()
                .filter(rule -> rule instanceof TopologyRule || rule instanceof ReachabilityRule)
                .map(RuleDescription::of)
                .map(rule -> dynamicTest(
                        rule.code(),
                        () -> assertThat(List.copyOf(read().getOrDefault(rule.code(), new TreeSet<>())))
                                .as("facts that %s reads", rule.code())
                                .isEqualTo(rule.reads())));
    }
}
