package dev.sailplan.benchmark;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Fixes;
import dev.sailplan.fix.Levers;
import dev.sailplan.fix.Source;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Validator;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Rules;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.Dimensions;
import dev.sailplan.score.Scorecard;
import dev.sailplan.score.Scorer;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All rules and scores on fleets that double in size: the time may grow as the document does, and not faster. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx4g", "-XX:+UseParallelGC"})
public class ValidationBenchmark {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Param({"125", "250", "500"})
    private int clusters;

    private static final RuleEngine ENGINE = new RuleEngine(Rules.catalog(), Ruleset.CURRENT);

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);

    private final Scorer scorer = Dimensions.scorer();
    private final Validator validator = new Validator(
            ENGINE,
            new Fixes(READER, ENGINE, 0),
            new Levers(READER, ENGINE, scorer, 0),
            Rules.catalog(),
            Ruleset.CURRENT);
    private Reading<ReadDocument> reading = read(new byte[] {});
    private byte[] document = {};

    private static Reading<ReadDocument> read(byte[] document) {
        return new TopologyReader(ReadingLimits.DEFAULT).read(document, Notation.JSON);
    }

    @Setup(Level.Trial)
    public void prepare() {
        document = new Fleet(clusters, clusters * 20, 25).json();
        reading = read(document);
    }

    private ReadDocument parsed() {
        return ((Reading.Read<ReadDocument>) reading).document();
    }

    @Benchmark
    public Reading<ReadDocument> readingAlone() {
        return read(document);
    }

    @Benchmark
    public Scorecard scoresAlone() {
        ReadDocument document = parsed();
        Topology topology = Topology.of(document.content(), DAY, Ruleset.CURRENT.newestIstio());
        return scorer.score(new Deployment(Reachability.of(topology)));
    }

    @Benchmark
    public ValidationReport rulesAndScores() {
        return validator.validate(parsed(), new Source(document, Notation.JSON), Terms.on(DAY), Set.of());
    }
}
