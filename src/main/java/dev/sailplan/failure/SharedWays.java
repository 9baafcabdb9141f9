package dev.sailplan.failure;

import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ways of calls to one service while nothing has failed, worked out once for all consumers that are alike. To be used by one thread. */
final class SharedWays implements Demand.Source {

    /** The ways of consumers that are alike, certain and possible. */
    private static final class Both {

        private final Map<Certainty, Lifelines> ways = new HashMap<>(2);
    }

    /** Who asked last: the same is asked for what is certain and for what is possible. */
    private record Last(Consumer consumer, @Nullable ControlPlane watcher, Both both) {}

    private final Reachability reachability;
    private final Service service;
    private final Map<Object, Both> known = new HashMap<>();
    private @Nullable Last last;

    SharedWays(Reachability reachability, Service service) {
        this.reachability = reachability;
        this.service = service;
    }

    @Override
    public Lifelines of(Consumer consumer, @Nullable ControlPlane watcher, Certainty certainty) {
        return bothOf(consumer, watcher)
                .ways
                .computeIfAbsent(certainty, each -> reachability.lifelines(consumer, service, watcher, each));
    }

    private Both bothOf(Consumer consumer, @Nullable ControlPlane watcher) {
        if (last == null || !last.consumer().equals(consumer) || !Objects.equals(last.watcher(), watcher)) {
            Object standing = reachability.standingOf(consumer, service, watcher);
            last = new Last(consumer, watcher, known.computeIfAbsent(standing, key -> new Both()));
        }
        return last.both();
    }
}
