package dev.sailplan.reachability;

import dev.sailplan.document.LocalityDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Service;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ways of one consumer's calls to one service, in document order, each worked out when it is asked for: most questions are
 * settled by the first few. To be used by one thread.
 */
public final class Lifelines implements Iterable<Lifeline> {

    private final Passages passages;
    private final BlockedCalls blocked;
    private final Consumer consumer;
    private final Iterator<Target> targets;
    private final List<Lifeline> known = new ArrayList<>();
    private final Map<Route, List<Gateway>> openGateways = new HashMap<>();
    private final Set<Pointer> doubts = new LinkedHashSet<>();
    private final Certainty certainty;
    private final TieFinder ties;
    private @Nullable List<Integer> priorities;

    Lifelines(Passages passages, BlockedCalls blocked, Consumer consumer, Certainty certainty) {
        this.passages = passages;
        this.blocked = blocked;
        this.consumer = consumer;
        this.certainty = certainty;
        this.ties = new TieFinder(passages, certainty);
        boolean resolves = resolves(new Naming(passages.caller(), passages.offered()));
        this.targets = resolves
                ? passages.offered().targets().iterator()
                : List.<Target>of().iterator();
    }

    private boolean resolves(Naming naming) {
        doubts.addAll(naming.resolves().needs());
        return switch (certainty) {
            case CERTAIN -> naming.resolves().isYes();
            case TAKEN -> naming.isTaken();
            case POSSIBLE -> !naming.resolves().isNo();
        };
    }

    /** The first that passes a test. */
    public Optional<Lifeline> first(Predicate<Lifeline> test) {
        for (Lifeline each : this) {
            if (test.test(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    @Override
    public Iterator<Lifeline> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                while (next >= known.size() && targets.hasNext()) {
                    look(targets.next());
                }
                return next < known.size();
            }

            @Override
            public Lifeline next() {
                return known.get(next++);
            }
        };
    }

    /** All of them. */
    public List<Lifeline> all() {
        targets.forEachRemaining(this::look);
        return known;
    }

    private void look(Target target) {
        if (!isAskedFor(target.cluster())) {
            return;
        }
        Passage passage = passages.to(target);
        doubts.addAll(passage.works().needs());
        if (arrives(passage)) {
            List<Gateway> gateways = mayNeedNone(passage) ? List.of() : gatewaysOf(passage);
            if (!passage.isThroughGateway() || mayNeedNone(passage) || !gateways.isEmpty()) {
                known.add(new Lifeline(
                        target.workload(), target.endpoints().count(), gateways, ties.of(passage, gateways)));
            }
        }
    }

    private boolean arrives(Passage passage) {
        return switch (certainty) {
            case CERTAIN -> passage.works().isYes();
            case TAKEN -> passage.dropped() == null && passage.problems().isEmpty();
            case POSSIBLE -> !passage.works().isNo();
        };
    }

    /** What is merely possible may be possible on another way than the one that is known. */
    private boolean mayNeedNone(Passage passage) {
        return certainty == Certainty.POSSIBLE && passage.works().isUnknown();
    }

    private List<Gateway> gatewaysOf(Passage passage) {
        Route route = passage.route();
        return route == null || !passage.isThroughGateway()
                ? List.of()
                : openGateways.computeIfAbsent(route, this::open);
    }

    private boolean isAskedFor(Cluster server) {
        return consumer.asksFor(server)
                && (consumer.cluster().equals(server)
                        || !blocked.isBlocked(passages.caller().client(), server));
    }

    private List<Gateway> open(Route route) {
        Set<Gateway> open = new LinkedHashSet<>();
        for (NetworkGateway gateway : route.gateways()) {
            gateway.declarations().stream()
                    .filter(declaration -> isOpen(passages.pathThrough(declaration, gateway)))
                    .forEach(open::add);
        }
        return List.copyOf(open);
    }

    private boolean isOpen(GatewayPath path) {
        return switch (certainty) {
            case CERTAIN -> path.works().isYes();
            case TAKEN -> path.problems().isEmpty();
            case POSSIBLE -> !path.works().isNo();
        };
    }

    /** The facts for want of which there may be more or fewer ways; to be asked after {@link #all}. */
    public Set<Pointer> doubts() {
        return doubts;
    }

    public Consumer consumer() {
        return consumer;
    }

    public Service service() {
        return passages.service();
    }

    /** Whether calls fail over between localities; without outlier detection they never do. */
    public boolean failOver() {
        return passages.caller().watcher() != null
                && !passages.isHeadless()
                && passages.service().locality().filter(Priorities::apply).isPresent();
    }

    /** In which order localities are called, for each of {@link #all}: 0 first; 0 for all without failover. */
    public List<Integer> priorities() {
        if (priorities == null) {
            priorities = computePriorities();
        }
        return priorities;
    }

    private List<Integer> computePriorities() {
        List<Lifeline> all = all();
        if (!failOver() || all.size() < 2) {
            return all.stream().map(each -> 0).toList();
        }
        LocalityDocument settings = passages.service().locality().orElseThrow();
        Priorities order = new Priorities(
                passages.caller().client(),
                settings,
                Objects.requireNonNull(passages.caller().watcher()).version());
        return order.of(all.stream().map(Lifelines::entryOf).toList());
    }

    /** What the control plane compares of it: an endpoint that is reached through gateways has the labels of the first. */
    private static EndpointView.ServedEndpoint entryOf(Lifeline line) {
        @Nullable Gateway gateway = line.gateways().stream().findFirst().orElse(null);
        return new EndpointView.ServedEndpoint(
                null,
                null,
                BigInteger.ONE,
                !line.direct(),
                gateway == null ? line.workload().network().orElse(null) : gateway.network(),
                gateway == null ? line.workload().cluster() : gateway.cluster().orElse(null),
                Locality.of(line.workload()),
                0,
                line.endpoints(),
                0,
                List.of());
    }
}
