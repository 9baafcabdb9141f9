package dev.sailplan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Topologies;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Cases;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every fix that is offered, applied as a user would, removes its finding and adds none of its severity. */
class OfferedFixesTest {

    private static final int SEEDS = 150;
    private static final Terms TERMS = Terms.on(RuleTester.AS_OF);
    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);
    private static final Fixes FIXES = new Fixes(READER, ENGINE, 1_000_000);

    private final SortedSet<String> proposing = new ConcurrentSkipListSet<>();
    private final SortedMap<String, Integer> offered = new ConcurrentSkipListMap<>();

    @Test
    void removesItsFindingAndAddsNoneOfItsSeverity() throws IOException {
        Stream<String> cases = Cases.all().stream().map(Object::toString);
        Stream<String> random = LongStream.range(0, SEEDS)
                .mapToObj(seed -> new String(Topologies.json(Topologies.random(seed)), StandardCharsets.UTF_8));
        Stream.concat(cases, random).toList().parallelStream().forEach(this::check);
        assertThat(offered.keySet())
                .as("rules that propose repairs, and of which one was offered in some case")
                .containsExactlyElementsOf(proposing);
        assertThat(offered.values()).as("%s", offered).anyMatch(count -> count > 10);
    }

    private void check(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ReadDocument document = read(bytes);
        Evaluation before = ENGINE.evaluate(document, TERMS);
        before.found().stream()
                .filter(found -> !found.repairs().isEmpty())
                .forEach(found -> proposing.add(found.finding().rule()));
        for (Finding finding : FIXES.offer(new Source(bytes, Notation.JSON), document, before, TERMS)
                .findings()) {
            if (!finding.fix().isEmpty()) {
                offered.merge(finding.rule(), 1, Integer::sum);
                Evaluation after = ENGINE.evaluate(read(patched(json, finding.fix())), TERMS);
                assertThat(count(after).getOrDefault(finding.fingerprint(), 0))
                        .as("%s of %s", finding.message(), json)
                        .isLessThan(count(before).getOrDefault(finding.fingerprint(), 0));
                assertThat(without(before, after, finding))
                        .as("new after %s in %s", finding.fix(), json)
                        .isEmpty();
            }
        }
    }

    private static ReadDocument read(byte[] json) {
        return ((Read<ReadDocument>) READER.read(json, Notation.JSON)).document();
    }

    private static byte[] patched(String json, List<PatchOperation> fix) {
        JsonArray patch = Json.createReader(new StringReader(JsonMapper.shared().writeValueAsString(fix)))
                .readArray();
        return Json.createPatch(patch)
                .apply(Json.createReader(new StringReader(json)).readObject())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Integer> count(Evaluation evaluation) {
        Map<String, Integer> count = new HashMap<>();
        evaluation.findings().forEach(finding -> count.merge(finding.fingerprint(), 1, Integer::sum));
        return count;
    }

    /** What is as severe as a finding, and was not found before. */
    private static SortedSet<String> without(Evaluation before, Evaluation after, Finding repaired) {
        SortedMap<String, Integer> known = new TreeMap<>(count(before));
        SortedSet<String> added = new TreeSet<>();
        for (Finding finding : after.findings()) {
            boolean matters = finding.severity().compareTo(repaired.severity()) <= 0;
            if (known.merge(finding.fingerprint(), -1, Integer::sum) < 0 && matters) {
                added.add(finding.rule() + ": " + finding.message());
            }
        }
        return added;
    }
}
