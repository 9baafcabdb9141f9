package dev.sailplan.benchmark;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
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
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reading a document, with every check of its structure and every position, against Jackson's parse of the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx4g", "-XX:+UseParallelGC"})
public class ReadingBenchmark {

    @Param({"JSON", "YAML"})
    private Notation notation = Notation.JSON;

    private final TopologyReader reader = new TopologyReader(ReadingLimits.DEFAULT);
    private byte[] document = {};
    private ObjectMapper jackson = JsonMapper.shared();

    @Setup(Level.Trial)
    public void prepare() {
        Fleet fleet = new Fleet(100, 4_000, 20);
        document = notation == Notation.JSON ? fleet.json() : fleet.yaml();
        jackson = notation == Notation.JSON ? JsonMapper.shared() : yaml();
    }

    private static YAMLMapper yaml() {
        var settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        return YAMLMapper.builder(YAMLFactory.builder().loadSettings(settings).build())
                .build();
    }

    @Benchmark
    public JsonNode jacksonTree() {
        return jackson.readTree(document);
    }

    @Benchmark
    public Reading<ReadDocument> sailplan() {
        return reader.read(document, notation);
    }
}
