package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a service survives, between what is certain and what is possible.
 *
 * <p>Certain is what holds whatever the unknown facts are: only ways that certainly work count, and of those only the ones of which
 * it is known where they are and, if certificate authorities fail, to which roots their certificates chain. Possible is the most that some values of the unknown facts allow.
 */
public final class Endurance {

    /** A consumer with its ways, certain and possible. */
    private record Pair(Demand certain, Demand possible) {}

    /**
     * A loss.
     *
     * @param failures what fails; empty if nothing has to
     * @param client whose consumer is left without an endpoint, null if nothing of the service is left
     */
    public record Loss(List<Failure> failures, @Nullable Cluster client) {

        static Loss of(Set<Failure> failures, @Nullable Cluster client) {
            return new Loss(FailureOrder.ordered(failures), client);
        }
    }

    private static final Comparator<Consumer> BY_NAME = Comparator.comparing(
                    (Consumer consumer) -> consumer.cluster().name())
            .thenComparing(
                    consumer -> consumer.only() == null ? "" : consumer.only().name());

    private final Service service;
    private final List<Pointer> unknownConsumers;
    private final List<Workload> workloads;
    private final List<Pair> consumers = new ArrayList<>();
    private final boolean consumed;
    private final Map<Lifeline, Set<Failure>> hazards = new HashMap<>();

    public Endurance(Reachability reachability, Service service) {
        this.service = service;
        this.unknownConsumers = reachability.consumption().unknownConsumersOf(service);
        this.workloads = CutSets.workloadsOf(service);
        Set<Consumer> all = reachability.consumption().consumersOf(service);
        this.consumed = !all.isEmpty() || !unknownConsumers.isEmpty();
        SharedWays ways = new SharedWays(reachability, service);
        for (Consumer consumer : all.stream().sorted(BY_NAME).toList()) {
            Demand possible = new Demand(reachability, consumer, service, Certainty.POSSIBLE, ways);
            if (possible.worksAtAll()) {
                Demand certain = new Demand(reachability, consumer, service, Certainty.CERTAIN, ways);
                consumers.add(new Pair(certain, possible));
            }
        }
    }

    /** Whether anybody consumes it, or may. */
    public boolean isConsumed() {
        return consumed;
    }

    /** Whether calls of any consumer may work while nothing has failed. */
    public boolean mayWork() {
        return !consumers.isEmpty() || isOpen();
    }

    private boolean isOpen() {
        return !unknownConsumers.isEmpty() || !service.workloads().isKnown();
    }

    /**
     * A loss that cannot be excluded; none if it certainly survives.
     *
     * @param kinds what fails
     * @param size how many of them fail at the same time at most
     */
    public Optional<Loss> threat(Set<FailureKind> kinds, int size) {
        if (isOpen() || consumers.isEmpty()) {
            return Optional.of(new Loss(List.of(), null));
        }
        Map<Lifeline, Boolean> known = new HashMap<>();
        Predicate<Lifeline> placed = line -> known.computeIfAbsent(line, each -> isPlaced(each, kinds));
        LossSearch search = new LossSearch(placed, this::hazardsOf, kinds, size);
        for (Pair consumer : consumers) {
            Optional<Set<Failure>> cut = search.firstCutOf(consumer.certain());
            if (cut.isPresent()) {
                return cut.map(failures -> Loss.of(failures, consumer.certain().client()));
            }
        }
        List<Workload> placedOnes =
                workloads.stream().filter(workload -> isPlaced(workload, kinds)).toList();
        return CutSearch.firstCutOf(placedOnes, kinds, size).map(failures -> Loss.of(failures, null));
    }

    /** Consumers have most of their ways in common. */
    private Set<Failure> hazardsOf(Lifeline line) {
        return hazards.computeIfAbsent(line, Hazards::of);
    }

    /** A loss that is certain; none if it may survive. */
    public Optional<Loss> loss(Set<FailureKind> kinds, int size) {
        if (isOpen()) {
            return Optional.empty();
        }
        LossSearch search = new LossSearch(line -> true, this::hazardsOf, kinds, size);
        for (Pair consumer : consumers) {
            Optional<Set<Failure>> cut =
                    consumer.certain().worksAtAll() ? search.firstCutOf(consumer.possible()) : Optional.empty();
            if (cut.isPresent()) {
                return cut.map(failures -> Loss.of(failures, consumer.possible().client()));
            }
        }
        boolean worksForSomebody =
                consumers.stream().anyMatch(each -> each.certain().worksAtAll());
        return worksForSomebody
                ? CutSearch.firstCutOf(workloads, kinds, size).map(failures -> Loss.of(failures, null))
                : Optional.empty();
    }

    /** The facts for want of which the two may differ. */
    public Set<Pointer> doubts() {
        Set<Pointer> doubts = new LinkedHashSet<>(unknownConsumers);
        if (!service.workloads().isKnown()) {
            doubts.add(service.workloads().at());
        }
        for (Pair consumer : consumers) {
            List<Lifeline> ways = consumer.possible().ordinary().all();
            doubts.addAll(consumer.possible().ordinary().doubts());
            doubts.addAll(consumer.possible().doubtsOfControl());
            ways.forEach(line -> line.gateways().forEach(gateway -> addPlace(gateway, doubts)));
        }
        workloads.forEach(workload -> addPlace(workload, doubts));
        return doubts;
    }

    private static void addPlace(Workload workload, Set<Pointer> doubts) {
        if (!workload.cluster().region().isKnown()) {
            doubts.add(workload.cluster().region().at());
        }
        if (!workload.cluster().zones().isKnown()) {
            doubts.add(workload.cluster().zones().at());
        } else if (workload.zone().isEmpty()) {
            doubts.add(workload.at().field("zone"));
        }
    }

    private static void addPlace(Gateway gateway, Set<Pointer> doubts) {
        if (!isInKnownZones(gateway)) {
            doubts.add(gateway.zones().at());
        }
        gateway.cluster().ifPresent(cluster -> {
            if (!cluster.region().isKnown()) {
                doubts.add(cluster.region().at());
            }
            if (!cluster.zones().isKnown()) {
                doubts.add(cluster.zones().at());
            }
        });
    }

    static boolean isPlaced(Lifeline line, Set<FailureKind> kinds) {
        boolean rooted = !kinds.contains(FailureKind.CERTIFICATE_AUTHORITY)
                || line.ties().unknownRoots().isEmpty();
        return rooted
                && isPlaced(line.workload(), kinds)
                && line.gateways().stream().allMatch(gateway -> isPlaced(gateway, kinds));
    }

    /** Whether it is known which of the failures take it down. */
    private static boolean isPlaced(Workload workload, Set<FailureKind> kinds) {
        boolean region = !kinds.contains(FailureKind.REGION)
                || (workload.region().isPresent() && workload.cluster().region().isKnown());
        boolean zone = !kinds.contains(FailureKind.ZONE)
                || (workload.zone().isPresent() && workload.cluster().zones().isKnown());
        return region && zone;
    }

    private static boolean isPlaced(Gateway gateway, Set<FailureKind> kinds) {
        boolean region = !kinds.contains(FailureKind.REGION)
                || gateway.cluster()
                        .filter(cluster -> !cluster.region().isKnown())
                        .isEmpty();
        boolean zone = !kinds.contains(FailureKind.ZONE)
                || (isInKnownZones(gateway)
                        && gateway.cluster()
                                .filter(cluster -> !cluster.zones().isKnown())
                                .isEmpty());
        return region && zone;
    }

    private static boolean isInKnownZones(Gateway gateway) {
        return gateway.zones().isKnown()
                || gateway.cluster()
                        .flatMap(cluster -> cluster.zones().asOptional())
                        .filter(zones -> zones.size() == 1)
                        .isPresent();
    }
}
