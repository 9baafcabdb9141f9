package dev.sailplan.rule;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The calls that meet a defect: certain ones, and what is not known of others. */
public final class Need {

    private final Set<Cluster> clients = new LinkedHashSet<>();
    private final Set<Service> services = new LinkedHashSet<>();
    private final Set<Pointer> decisive = new LinkedHashSet<>();
    private final Set<Pointer> unknown = new LinkedHashSet<>();

    /** Counts a call for as much as it is known to meet the defect. */
    public void add(Call call, Judgement meets) {
        if (meets.isYes()) {
            clients.add(call.consumer().cluster());
            services.add(call.service());
        }
        unknown.addAll(meets.needs());
    }

    /** Counts a call for as much as it is known to use something that is known to have the defect. */
    public void add(Call call, Judgement uses, Judgement has) {
        if (uses.isYes()) {
            decisive.addAll(has.needs());
        }
        add(call, uses.and(() -> has));
    }

    /** Counts facts without which there may be further calls that meet it. */
    public void lack(Collection<Pointer> facts) {
        unknown.addAll(facts);
    }

    /** The clusters whose calls certainly meet it. */
    public Set<Cluster> clients() {
        return clients;
    }

    /** The services whose calls certainly meet it. */
    public Set<Service> services() {
        return services;
    }

    /**
     * A violation if some call certainly meets the defect, else what is not known. Where a certain call waits for a fact alone, no
     * other fact matters.
     */
    public Stream<Outcome> outcome(Supplier<Violation> violation) {
        if (!clients.isEmpty()) {
            return Stream.of(violation
                    .get()
                    .with("clients", Phrase.of("cluster", clients))
                    .with("services", Phrase.of(services)));
        }
        Set<Pointer> needs = decisive.isEmpty() ? unknown : decisive;
        return needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(List.copyOf(needs)));
    }
}
