package dev.sailplan.benchmark;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.failure.Progress;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.report.failure.Simulation;
import dev.sailplan.report.failure.SimulationReport;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Every single failure, and every pair, of fleets that double in size; each run begins with nothing worked out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseParallelGC"})
public class SimulationBenchmark {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Param({"125", "250", "500"})
    private int clusters;

    private @Nullable Topology topology;

    @Setup(Level.Trial)
    public void prepare() {
        Reading<ReadDocument> reading = new TopologyReader(ReadingLimits.DEFAULT)
                .read(new Fleet(clusters, clusters * 20, 25).json(), Notation.JSON);
        ReadDocument document = ((Reading.Read<ReadDocument>) reading).document();
        topology = Topology.of(document.content(), DAY, Ruleset.CURRENT.newestIstio());
    }

    private Simulation simulation() {
        return new Simulation(Reachability.of(Objects.requireNonNull(topology)));
    }

    @Benchmark
    public SimulationReport singleFailures() {
        return simulation().ofEach(Progress.UNWATCHED);
    }

    @Benchmark
    public SimulationReport pairs() {
        return simulation().ofEachAndPairs(Progress.UNWATCHED);
    }
}
