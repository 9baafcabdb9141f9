package dev.sailplan.benchmark;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Fixes;
import dev.sailplan.fix.Source;
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

/** All rules on fleets that double in size: the time may grow as the document does, and not faster. */
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

    private final Validator validator = new Validator(
            ENGINE, new Fixes(new TopologyReader(ReadingLimits.DEFAULT), ENGINE, 0), Rules.catalog(), Ruleset.CURRENT);
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
    public ValidationReport rulesAlone() {
        return validator.validate(parsed(), new Source(document, Notation.JSON), Terms.on(DAY), Set.of());
    }
}
