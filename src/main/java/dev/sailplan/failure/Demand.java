package dev.sailplan.failure;

import dev.sailplan.document.Exposure;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's need of one service, and what it depends on. When a control plane fails and another takes over, calls are served
 * as that one knows them. To be used by one thread.
 */
final class Demand {

    private final Reachability reachability;
    private final Consumer consumer;
    private final Service service;
    private final Certainty certainty;
    private final Source source;
    private final @Nullable ControlPlane watcher;
    private final Lifelines ordinary;
    private final Map<ControlPlane, Lifelines> byOthers = new HashMap<>();
    private @Nullable Severed severed;

    /** Where the ways come from while nothing has failed. */
    @FunctionalInterface
    interface Source {

        /**
         * The ways of a consumer's calls to the service.
         *
         * @param watcher the control plane that configures its proxies, null if none does
         */
        Lifelines of(Consumer consumer, @Nullable ControlPlane watcher, Certainty certainty);
    }

    /** What was asked about last while links had failed; the same is often asked again. */
    private record Severed(Reachability now, Map<ControlPlane, Lifelines> by) {}

    Demand(Reachability reachability, Consumer consumer, Service service) {
        this(reachability, consumer, service, Certainty.TAKEN);
    }

    Demand(Reachability reachability, Consumer consumer, Service service, Certainty certainty) {
        this(
                reachability,
                consumer,
                service,
                certainty,
                (caller, watcher, each) -> reachability.lifelines(caller, service, watcher, each));
    }

    Demand(Reachability reachability, Consumer consumer, Service service, Certainty certainty, Source source) {
        this.reachability = reachability;
        this.consumer = consumer;
        this.service = service;
        this.certainty = certainty;
        this.source = source;
        this.watcher = consumer.cluster().firstControlPlane().orElse(null);
        this.ordinary = source.of(consumer, watcher, certainty);
    }

    Cluster client() {
        return consumer.cluster();
    }

    /** The ways of its calls while nothing has failed. */
    Lifelines ordinary() {
        return ordinary;
    }

    /** Whether any call works while nothing has failed. */
    boolean worksAtAll() {
        return ordinary.iterator().hasNext();
    }

    /** The ways of its calls as the control plane knows them that configures it during an outage, failed ones among them. */
    Lifelines during(Outage outage) {
        ControlPlane takingOver =
                hasSeveral() ? reachability.controlPlaneOf(client(), outage).orElse(null) : watcher;
        return takingOver == null && !isSevered(outage) ? ordinary : servedBy(takingOver, outage);
    }

    /** Its cluster and network, where the links begin that matter to it. */
    List<String> sources() {
        return Place.of(client()).names();
    }

    private boolean isSevered(Outage outage) {
        return outage.links().stream()
                .flatMap(link -> Links.startsOf(link).stream())
                .anyMatch(sources()::contains);
    }

    private Lifelines servedBy(@Nullable ControlPlane controlPlane, Outage outage) {
        if (!isSevered(outage)) {
            return controlPlane == null ? ordinary : servedBy(controlPlane);
        }
        Reachability now = reachability.during(outage);
        if (severed == null || severed.now() != now) {
            severed = new Severed(now, new HashMap<>());
        }
        return severed.by().computeIfAbsent(controlPlane, each -> now.lifelines(consumer, service, each, certainty));
    }

    private Lifelines servedBy(ControlPlane controlPlane) {
        return controlPlane.equals(watcher)
                ? ordinary
                : byOthers.computeIfAbsent(controlPlane, each -> source.of(consumer, each, certainty));
    }

    /** The ways of its calls while nothing has failed, as each control plane knows them that may configure it. */
    List<Lifelines> everyView() {
        return hasSeveral()
                ? client().controlPlanes().stream().map(this::servedBy).toList()
                : List.of(ordinary);
    }

    /** Whether it is nobody's need any more, as its consumer is down: where that is not known, what is certain takes it for up. */
    boolean isMoot(Outage outage) {
        return certainty == Certainty.POSSIBLE ? outage.mayBeDown(client()) : outage.isDown(client());
    }

    /**
     * The failures one of which any larger loss has to hold: those that can stop a way that survives an outage, or change who
     * configures the consumer. None if no way survives.
     *
     * @param usable which ways count
     */
    Optional<Set<Failure>> hazardsOfSurvivor(Outage outage, Predicate<Lifeline> usable) {
        if (hasSeveral() && certainty != Certainty.TAKEN && !isControlPlaced()) {
            return hazardsOfSurvivors(outage, usable);
        }
        return survivorAmong(during(outage), outage, usable).map(line -> {
            Set<Failure> hazards = new LinkedHashSet<>(Hazards.next(line, outage));
            if (hasSeveral()) {
                reachability.controlPlaneOf(client(), outage).ifPresent(each -> {
                    hazards.addAll(Hazards.next(each, outage));
                    hazards.addAll(linksTo(each));
                });
            }
            return hazards;
        });
    }

    /** Where it is not known which failures take its control planes down, any of them may be the one that configures it. */
    private Optional<Set<Failure>> hazardsOfSurvivors(Outage outage, Predicate<Lifeline> usable) {
        Set<Failure> hazards = new LinkedHashSet<>();
        boolean all = true;
        for (ControlPlane each : client().controlPlanes()) {
            Optional<Lifeline> survivor = survivorAmong(servedBy(each, outage), outage, usable);
            survivor.ifPresent(line -> hazards.addAll(Hazards.next(line, outage)));
            all &= survivor.isPresent();
        }
        boolean survives = certainty == Certainty.CERTAIN ? all : !hazards.isEmpty();
        return survives ? Optional.of(hazards) : Optional.empty();
    }

    /** The declared links that may cut it off from a control plane. */
    private Set<Failure> linksTo(ControlPlane controlPlane) {
        Hazards hazards = new Hazards();
        Links links = reachability.topology().links();
        Place place = Place.of(client());
        placesOf(controlPlane).forEach(target -> hazards.addLinks(links.routable(place, target)));
        return hazards.found();
    }

    /** Where others get to a control plane: where it runs, and at gateways of that network. */
    static List<Place> placesOf(ControlPlane controlPlane) {
        List<Place> places = new ArrayList<>();
        controlPlane.cluster().map(Place::of).ifPresent(places::add);
        controlPlane.cluster().flatMap(Cluster::network).stream()
                .flatMap(network -> network.gateways().orElse(List.of()).stream())
                .filter(gateway -> gateway.exposes(Exposure.CONTROL_PLANE))
                .map(Place::of)
                .forEach(places::add);
        return places;
    }

    private static Optional<Lifeline> survivorAmong(Lifelines ways, Outage outage, Predicate<Lifeline> usable) {
        return ways.first(line -> usable.test(line) && isUp(line, outage));
    }

    private boolean isControlPlaced() {
        return client().controlPlanes().stream().allMatch(Demand::isPlaced);
    }

    private static boolean isPlaced(ControlPlane controlPlane) {
        boolean inOneZone = controlPlane
                .cluster()
                .flatMap(cluster -> cluster.zones().asOptional())
                .filter(zones -> zones.size() == 1)
                .isPresent();
        boolean regionKnown = controlPlane
                .cluster()
                .filter(cluster -> !cluster.region().isKnown())
                .isEmpty();
        return regionKnown && (inOneZone || controlPlane.zones().isKnown());
    }

    /** The facts for want of which it is not known what takes its control planes down. */
    Set<Pointer> doubtsOfControl() {
        Set<Pointer> doubts = new LinkedHashSet<>();
        if (hasSeveral()) {
            client().controlPlanes().stream().filter(each -> !isPlaced(each)).forEach(each -> {
                doubts.add(each.zones().at());
                each.cluster().ifPresent(cluster -> doubts.add(cluster.region().at()));
            });
        }
        return doubts;
    }

    boolean hasSeveral() {
        return client().controlPlanes().size() > 1;
    }

    static boolean isUp(Lifeline line, Outage outage) {
        return !outage.isDown(line);
    }
}
