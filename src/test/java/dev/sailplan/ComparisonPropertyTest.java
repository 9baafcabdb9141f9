package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.comparison.Change;
import dev.sailplan.comparison.ElementChange;
import dev.sailplan.comparison.FieldChange;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.report.comparison.Comparer;
import dev.sailplan.report.comparison.ComparisonMarkdown;
import dev.sailplan.report.comparison.ComparisonReport;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Dimensions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every comparison, on topologies that are made up. */
class ComparisonPropertyTest {

    private static final int SEEDS = 60;

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);
    private static final Comparer COMPARER = new Comparer(
            new RuleEngine(Rules.catalog(), Ruleset.CURRENT), Dimensions.scorer(), Rules.catalog(), Ruleset.CURRENT);

    /** A change of an element, without where it stands. */
    private record Told(
            String element,
            Change change,
            @Nullable String from,
            @Nullable String to) {

        static Told by(ElementChange change) {
            return new Told(change.element(), change.change(), change.from(), change.to());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    /** Every other document lacks facts. */
    private static Map<String, Object> document(long seed) {
        Map<String, Object> complete = Topologies.random(seed);
        return seed % 2 == 0 ? complete : Topologies.hiding((seed % 10) / 20.0, complete, seed);
    }

    /** The same with some facts left out, a service and clusters more, or other names: an edit as people make them. */
    private static Map<String, Object> edited(long seed) {
        return switch ((int) (seed % 3)) {
            case 0 -> Topologies.hiding(0.1, document(seed), seed + 1);
            case 1 -> Topologies.extended(document(seed));
            default -> Topologies.renamed(document(seed));
        };
    }

    private static ReadDocument read(Map<String, Object> document) {
        Reading<ReadDocument> reading = READER.read(Topologies.json(document), Notation.JSON);
        return ((Reading.Read<ReadDocument>) reading).document();
    }

    private static ComparisonReport compare(Map<String, Object> base, Map<String, Object> head) {
        return COMPARER.compare(read(base), read(head), Terms.on(RuleTester.AS_OF));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDocumentComparedWithItselfGivesNothing(long seed) {
        assertSame(compare(document(seed), document(seed)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anotherOrderChangesNothingAndFindsNothingNew(long seed) {
        assertSame(compare(document(seed), Topologies.shuffled(document(seed), seed)));
    }

    private static void assertSame(ComparisonReport report) {
        assertThat(report.changes()).isEmpty();
        assertThat(report.findings().added()).isEmpty();
        assertThat(report.findings().worsened()).isEmpty();
        assertThat(report.findings().resolved()).isEmpty();
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.summary().elements()).isEqualTo(new ComparisonReport.ElementCounts(0, 0, 0, 0));
        assertThat(report.base()).isEqualTo(report.head());
        assertThat(report.unlistedChanges()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theWayBackIsTheMirrorImage(long seed) {
        ComparisonReport there = compare(document(seed), edited(seed));
        ComparisonReport back = compare(edited(seed), document(seed));
        assertThat(fingerprints(there.findings().added()))
                .isEqualTo(fingerprints(back.findings().resolved()));
        assertThat(fingerprints(there.findings().resolved()))
                .isEqualTo(fingerprints(back.findings().added()));
        assertThat(Stream.of(there).flatMap(it -> it.changes().stream()).map(Told::by))
                .containsExactlyInAnyOrderElementsOf(back.changes().stream()
                        .map(ComparisonPropertyTest::mirrored)
                        .map(Told::by)
                        .toList());
        assertThat(fieldsIn(there.changes()))
                .containsExactlyInAnyOrderElementsOf(fieldsIn(back.changes().stream()
                        .map(ComparisonPropertyTest::mirrored)
                        .toList()));
        assertThat(there.base()).isEqualTo(back.head());
    }

    /** What is wrong with the way itself is not wrong with the way back. */
    private static List<String> fingerprints(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.rule().equals("NET006"))
                .map(Finding::fingerprint)
                .sorted()
                .toList();
    }

    private static ElementChange mirrored(ElementChange change) {
        String to = change.from();
        return new ElementChange(
                to == null ? change.element() : to,
                mirrored(change.change()),
                change.to(),
                to,
                /* basePointer= */ change.headPointer(),
                /* headPointer= */ change.basePointer(),
                change.fields().stream()
                        .map(field -> new FieldChange(
                                field.field(),
                                field.path(),
                                mirrored(field.change()),
                                /* base= */ field.head(),
                                /* head= */ field.base()))
                        .toList(),
                change.unlistedFields());
    }

    private static Change mirrored(Change change) {
        return switch (change) {
            case ADDED -> Change.REMOVED;
            case REMOVED -> Change.ADDED;
            default -> change;
        };
    }

    private static List<String> fieldsIn(List<ElementChange> changes) {
        return changes.stream()
                .flatMap(change -> change.fields().stream()
                        .map(field -> "%s %s %s → %s"
                                .formatted(change.element(), field.change(), field.base(), field.head())))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfBothDocumentsChangesNoAnswer(long seed) {
        ComparisonReport straight = compare(document(seed), edited(seed));
        ComparisonReport shuffled =
                compare(Topologies.shuffled(document(seed), seed), Topologies.shuffled(edited(seed), seed + 1));
        assertThat(shuffled.summary()).isEqualTo(straight.summary());
        assertThat(shuffled.changes().stream().map(Told::by))
                .containsExactlyElementsOf(
                        straight.changes().stream().map(Told::by).toList());
        assertThat(fingerprints(shuffled.findings().added()))
                .isEqualTo(fingerprints(straight.findings().added()));
        assertThat(shuffled.verdict()).isEqualTo(straight.verdict());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameDocumentsGiveTheSameBytes(long seed) {
        ComparisonReport first = compare(document(seed), edited(seed));
        ComparisonReport second = compare(document(seed), edited(seed));
        assertThat(second).isEqualTo(first);
        assertThat(ComparisonMarkdown.write(second)).isEqualTo(ComparisonMarkdown.write(first));
    }

    /** Without this the tests above could pass because there is nothing to compare. */
    @Test
    void theEditsChangeMuch() {
        Map<Change, Integer> changes = new TreeMap<>();
        int[] findings = new int[2];
        seeds().forEach(seed -> {
            ComparisonReport report = compare(document(seed), edited(seed));
            report.changes().forEach(change -> changes.merge(change.change(), 1, Integer::sum));
            findings[0] += report.findings().added().size();
            findings[1] += report.findings().resolved().size();
        });
        assertThat(changes.keySet()).containsExactly(Change.ADDED, Change.REMOVED, Change.CHANGED, Change.RENAMED);
        assertThat(changes.values()).allMatch(number -> number > 10);
        assertThat(findings[0]).isGreaterThan(50);
        assertThat(findings[1]).isGreaterThan(50);
    }
}
