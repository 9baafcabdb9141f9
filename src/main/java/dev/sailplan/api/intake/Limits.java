package dev.sailplan.api.intake;

import dev.sailplan.reading.ReadingLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much one request may ask for, {@code sailplan.limits.*}.
 *
 * @param documentSize bytes of a document, uncompressed
 * @param codePoints characters of a document
 * @param depth objects and lists inside each other
 * @param values objects, lists, texts and numbers in a document
 * @param aliasedValues values that the YAML aliases of a document may stand for
 * @param trials bytes of documents that are evaluated to try repairs and improvements for one report
 * @param queries questions in one document
 * @param candidates topologies in one ranking
 * @param ranking clusters, services and workloads of all topologies that are ranked while the sender waits
 * @param jobs that may wait for those before them
 * @param streams of events that clients listen to at the same time
 * @param simulation ways of calls, of each consumer of a service to each of its workloads, of which pairs of failures are
 *     simulated while the sender waits; without pairs twenty times as many
 * @param endpoints what all questions in one document may ask about: endpoints, each times the gateways of its network
 */
@Validated
@ConfigurationProperties("sailplan.limits")
public record Limits(
        @NotNull @DefaultValue("64MB") DataSize documentSize,
        @Min(1) @DefaultValue("67108864") int codePoints,
        @Min(8) @Max(500) @DefaultValue("64") int depth,
        @Min(1) @DefaultValue("8000000") int values,
        @Min(0) @DefaultValue("100000") int aliasedValues,
        @NotNull @DefaultValue("16MB") DataSize trials,
        @Min(1) @DefaultValue("1000") int queries,
        @Min(1) @DefaultValue("200000") long endpoints,
        @Min(2) @Max(100) @DefaultValue("20") int candidates,
        @Min(0) @DefaultValue("20000") long ranking,
        @Min(1) @Max(1000) @DefaultValue("8") int jobs,
        @Min(1) @Max(10000) @DefaultValue("100") int streams,
        @Min(0) @DefaultValue("500000") long simulation) {

    /** The part of them that the reader enforces. */
    public ReadingLimits reading() {
        return new ReadingLimits(codePoints, depth, values, aliasedValues, ReadingLimits.DEFAULT.faults());
    }
}
