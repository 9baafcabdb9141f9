package dev.sailplan.reachability;

import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Workload;

/** A consumer's calls to a service that go to workloads of its own network, with no gateway in between. */
public final class DirectCalls {

    private final Reachability reachability;
    private final Consumer consumer;
    private final Passages passages;

    DirectCalls(Reachability reachability, Consumer consumer, Passages passages) {
        this.reachability = reachability;
        this.consumer = consumer;
        this.passages = passages;
    }

    /** Whether there are calls to a workload: its control plane serves the consumer endpoints of it by their addresses. */
    public Judgement to(Workload workload) {
        return reachability.asks(consumer, passages, workload)
                ? passages.servesDirectly(workload)
                : Judgement.of(false);
    }

    /** The port at which calls arrive at a workload. */
    public Fact<Integer> portAt(Workload workload) {
        return new Fact<>(passages.service().at().field("ports"), passages.directPortOf(workload));
    }
}
