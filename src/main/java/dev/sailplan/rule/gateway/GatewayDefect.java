package dev.sailplan.rule.gateway;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Exposure;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.Entrances;
import dev.sailplan.reachability.Entrances.Entrance;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Need;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What may be wrong with single gateways, and which calls meet it.
 *
 * <p>Istio shares calls between all gateways that stand for an endpoint, so that one with a defect matters beside others without.
 * Of gateways that agree in place, address and ports, and are therefore one, each has to have it.
 */
abstract class GatewayDefect {

    private final Reachability reachability;

    GatewayDefect(Reachability reachability) {
        this.reachability = reachability;
    }

    /** Whether this is asked of a gateway, whatever it is called for. */
    abstract boolean concerns(Gateway gateway);

    /** Whether a gateway has the defect for calls to a service. */
    abstract Judgement affects(Gateway gateway, Service service);

    /** Whether it matters to a call. */
    boolean concerns(Call call) {
        return true;
    }

    /** Reports it for each gateway of a network that has it and is needed. */
    Stream<Outcome> of(Network network, Function<Gateway, Violation> violation) {
        Map<Gateway, Need> needs = new LinkedHashMap<>();
        Function<Call, Entrances> entrances = reachability.entrancesInto(network);
        for (Crossing crossing : reachability.crossingsInto(network)) {
            if (isSuspect(network, crossing.service())) {
                crossing.calls()
                        .filter(call -> call.isWithinDataPlane() && concerns(call))
                        .forEach(call -> meet(entrances.apply(call), call, needs));
                lackOthers(network, crossing, needs);
            }
        }
        return needs.entrySet().stream()
                .flatMap(entry -> entry.getValue().outcome(() -> violation.apply(entry.getKey())));
    }

    private boolean isSuspect(Network network, Service service) {
        return suspects(network, service).findAny().isPresent();
    }

    private Stream<Gateway> suspects(Network network, Service service) {
        return network.gateways().orElse(List.of()).stream()
                .filter(gateway ->
                        concerns(gateway) && !affects(gateway, service).isNo());
    }

    private void meet(Entrances entrances, Call call, Map<Gateway, Need> needs) {
        for (Entrance entrance : entrances.used()) {
            Judgement affected = Judgement.of(true);
            List<Gateway> concerned =
                    entrance.gateways().stream().filter(this::concerns).toList();
            for (Gateway gateway : concerned) {
                affected = affected.and(() -> affects(gateway, call.service()));
            }
            Judgement has = affected;
            Judgement uses = entrance.isUsed().and(call::exists);
            concerned.forEach(
                    gateway -> needs.computeIfAbsent(gateway, key -> new Need()).add(call, uses, has));
        }
    }

    private void lackOthers(Network network, Crossing crossing, Map<Gateway, Need> needs) {
        if (!crossing.needsOfOtherCalls().isEmpty()) {
            suspects(network, crossing.service())
                    .filter(GatewayDefect::mayHaveAddress)
                    .forEach(gateway -> {
                        Need need = needs.computeIfAbsent(gateway, key -> new Need());
                        need.lack(crossing.needsOfOtherCalls());
                        need.lack(affects(gateway, crossing.service()).needs());
                    });
        }
    }

    private static boolean mayHaveAddress(Gateway gateway) {
        return !gateway.addresses().isKnown() || !gateway.addresses().get().isEmpty();
    }

    static boolean exposesServices(Gateway gateway) {
        return gateway.exposes(Exposure.SERVICES);
    }

    /** Whether any gateway of a network exposes services; if none does, that alone is what is wrong. */
    static boolean exposesServices(Network network) {
        return gatewaysOf(network, GatewayDefect::exposesServices);
    }

    static boolean gatewaysOf(Network network, Predicate<Gateway> which) {
        return network.gateways().orElse(List.of()).stream().anyMatch(which);
    }

    static boolean isSidecar(Cluster client) {
        return client.dataPlane() == DataPlane.SIDECAR;
    }

    /** Whether there are clusters on other networks in which calls could start. */
    static boolean isElsewhere(Reachability reachability, Network network, Predicate<Cluster> which) {
        return reachability.topology().clusters().stream()
                .anyMatch(cluster ->
                        cluster.network().filter(own -> !own.isSameAs(network)).isPresent() && which.test(cluster));
    }
}
