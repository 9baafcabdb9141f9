package dev.sailplan.reachability;

import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the consumers of a service lose for one reason.
 *
 * @param certain the losses that are certain
 * @param occur whether there are any
 * @param strand whether any of them leaves a consumer without an endpoint
 */
public record Losses(List<Loss> certain, Judgement occur, Judgement strand) {

    /**
     * What one consumer loses.
     *
     * @param workloads whose endpoints it certainly is not given
     * @param occurs whether there are any
     * @param strands whether it is left without an endpoint: of those it asks for, and of its own cluster
     */
    public record Loss(Consumer consumer, Set<Workload> workloads, Judgement occurs, Judgement strands) {

        public Cluster client() {
            return consumer.cluster();
        }
    }

    /** The clusters of those that lose anything. */
    public Set<Cluster> clients() {
        return certain.stream().map(Loss::client).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The clusters of those that are certainly left without an endpoint. */
    public Set<Cluster> stranded() {
        return certain.stream()
                .filter(loss -> loss.strands().isYes())
                .map(Loss::client)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
