package dev.sailplan.benchmark;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.reachability.Matrix;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
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

/**
 * The whole matrix of services and client clusters, on fleets that double in size. With DNS proxying a service can be called from
 * every cluster, without it only from those that define it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 3, time = 4)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx4g", "-XX:+UseParallelGC"})
public class ReachabilityBenchmark {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Param({"125", "250", "500"})
    private int clusters;

    @Param({"false", "true"})
    private boolean dnsProxy;

    private Reading<ReadDocument> reading = read(new byte[] {});

    private static Reading<ReadDocument> read(byte[] document) {
        return new TopologyReader(ReadingLimits.DEFAULT).read(document, Notation.JSON);
    }

    @Setup(Level.Trial)
    public void prepare() {
        reading = read(new Fleet(clusters, clusters * 20, 25, dnsProxy).json());
    }

    private Topology topology() {
        ReadDocument document = ((Reading.Read<ReadDocument>) reading).document();
        return Topology.of(document.content(), DAY, Ruleset.CURRENT.newestIstio());
    }

    @Benchmark
    public Topology topologyAlone() {
        return topology();
    }

    @Benchmark
    public Matrix matrix() {
        return Reachability.of(topology()).matrix();
    }
}
