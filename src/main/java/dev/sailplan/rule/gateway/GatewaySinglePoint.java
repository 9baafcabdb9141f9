package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Need;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY009",
        name = "gateway-single-point",
        severity = WARNING,
        summary = "A network that is used from others has more than one gateway replica",
        message =
                "Calls from {clients} to {services} on network {network} all pass {gateways}, which {replicas}; when its pod or"
                        + " node stops they fail, and istiod keeps sending them there",
        remedy =
                "Run at least two replicas of the gateway, in different zones. Ambient clients use the first of several"
                        + " gateways only, so that a second gateway does not help them.",
        source = "Istio, Install Multicluster: Install the east-west gateway; the chart's default is one replica",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.port",
            "networks.gateways.replicas",
            "networks.gateways.resolvable",
            "services",
            "services.definedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.proxy",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class GatewaySinglePoint implements ReachabilityRule {

    private static final int ENOUGH = 2;

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().networks().stream().flatMap(network -> judge(network, reachability));
    }

    /**
     * What carries the calls of clients of one data plane, all of it together.
     *
     * @param gateways the gateways, at least one
     * @param single whether they are no more than one replica
     */
    private record Carriers(Set<Gateway> gateways, Judgement single) {}

    private static Stream<Outcome> judge(Network network, Reachability reachability) {
        Map<DataPlane, Carriers> suspects = new EnumMap<>(DataPlane.class);
        for (DataPlane plane : DataPlane.values()) {
            if (GatewayDefect.isElsewhere(reachability, network, client -> client.dataPlane() == plane)) {
                Carriers carriers =
                        plane == DataPlane.AMBIENT ? forAmbient(network, reachability) : forSidecars(network);
                if (!carriers.single().isNo()) {
                    suspects.put(plane, carriers);
                }
            }
        }
        return suspects.isEmpty() ? Stream.empty() : judge(network, suspects, reachability);
    }

    private static Stream<Outcome> judge(
            Network network, Map<DataPlane, Carriers> suspects, Reachability reachability) {
        Map<Set<Gateway>, Need> needs = new LinkedHashMap<>();
        Set<DataPlane> unsettled = EnumSet.copyOf(suspects.keySet());
        Iterator<Crossing> crossings = reachability
                .crossingsInto(network, client -> suspects.containsKey(client.dataPlane()))
                .iterator();
        while (!unsettled.isEmpty() && crossings.hasNext()) {
            Crossing crossing = crossings.next();
            crossing.calls().filter(Call::isWithinDataPlane).forEach(call -> {
                DataPlane plane = call.consumer().cluster().dataPlane();
                Carriers carriers = suspects.get(plane);
                if (carriers != null) {
                    needs.computeIfAbsent(carriers.gateways(), key -> new Need())
                            .add(call, call.exists(), carriers.single());
                    // A call that waits for replicas alone says all there is to say of its data plane.
                    if (call.exists().isYes() && carriers.single().isUnknown()) {
                        unsettled.remove(plane);
                    }
                }
            });
            if (!crossing.needsOfOtherCalls().isEmpty()) {
                suspects.values().forEach(carriers -> {
                    Need need = needs.computeIfAbsent(carriers.gateways(), key -> new Need());
                    need.lack(crossing.needsOfOtherCalls());
                    need.lack(carriers.single().needs());
                });
            }
        }
        return needs.entrySet().stream()
                .flatMap(entry -> entry.getValue().outcome(() -> violation(network, entry.getKey())));
    }

    /** All gateways of a network that sidecars are sent to share their calls. */
    private static Carriers forSidecars(Network network) {
        return together(exposing(network).filter(gateway -> gateway.port() != 0).toList());
    }

    private static Stream<Gateway> exposing(Network network) {
        return network.gateways().orElse(List.of()).stream()
                .filter(GatewayDefect::exposesServices)
                .filter(GatewaySinglePoint::mayExist);
    }

    /** One without address, or with host names alone that istiod cannot resolve, does not exist. */
    private static boolean mayExist(Gateway gateway) {
        return gateway.addresses()
                .asOptional()
                .map(addresses -> addresses.stream()
                        .anyMatch(address -> gateway.isResolvable() || AddressRange.isAddress(address)))
                .orElse(true);
    }

    /**
     * Judges gateways that share calls. One of them is taken to run if nobody says how many replicas it has, and some are taken to
     * be there where no address is known.
     */
    private static Carriers together(List<Gateway> gateways) {
        Set<Gateway> all = new LinkedHashSet<>(gateways);
        List<Gateway> addressed = gateways.stream()
                .filter(gateway -> gateway.addresses().isKnown())
                .toList();
        long least = addressed.isEmpty()
                ? gateways.stream()
                        .mapToLong(GatewaySinglePoint::leastReplicasOf)
                        .min()
                        .orElse(ENOUGH)
                : addressed.stream()
                        .mapToLong(GatewaySinglePoint::leastReplicasOf)
                        .sum();
        long most = gateways.stream()
                .mapToLong(gateway -> gateway.replicas().orElse(ENOUGH))
                .sum();
        if (least >= ENOUGH || most < ENOUGH) {
            return new Carriers(all, Judgement.of(least < ENOUGH));
        }
        return new Carriers(all, Judgement.unknown(decisiveOf(gateways).toArray(Pointer[]::new)));
    }

    private static long leastReplicasOf(Gateway gateway) {
        return gateway.replicas().orElse(1);
    }

    private static Set<Pointer> decisiveOf(List<Gateway> gateways) {
        Set<Pointer> decisive = new LinkedHashSet<>();
        for (Gateway gateway : gateways) {
            if (!gateway.replicas().isKnown()) {
                decisive.add(gateway.replicas().at());
            }
            if (!gateway.addresses().isKnown() && gateways.size() > 1) {
                decisive.add(gateway.addresses().at());
            }
        }
        return decisive;
    }

    /** Ambient clients use one gateway of a network. Where an address is not known, it may be any that has none. */
    private static Carriers forAmbient(Network network, Reachability reachability) {
        List<Gateway> hidden = exposing(network)
                .filter(gateway ->
                        gateway.hbonePort() != 0 && !gateway.addresses().isKnown())
                .toList();
        List<Gateway> first = reachability.firstForAmbient(network).stream()
                .filter(GatewayDefect::exposesServices)
                .toList();
        if (hidden.isEmpty()) {
            return together(first);
        }
        List<Carriers> candidates = new ArrayList<>();
        hidden.forEach(gateway -> candidates.add(together(List.of(gateway))));
        if (!first.isEmpty()) {
            candidates.add(together(first));
        }
        return anyOf(candidates, hidden);
    }

    private static Carriers anyOf(List<Carriers> candidates, List<Gateway> hidden) {
        Set<Gateway> all = new LinkedHashSet<>();
        Set<Pointer> decisive = new LinkedHashSet<>();
        candidates.forEach(each -> {
            all.addAll(each.gateways());
            decisive.addAll(each.single().needs());
        });
        boolean alike = candidates.stream().allMatch(each -> each.single().isYes())
                || candidates.stream().allMatch(each -> each.single().isNo());
        if (alike) {
            return new Carriers(all, candidates.get(0).single());
        }
        if (candidates.size() > 1) {
            hidden.forEach(gateway -> decisive.add(gateway.addresses().at()));
        }
        return new Carriers(all, Judgement.unknown(decisive.toArray(Pointer[]::new)));
    }

    private static Violation violation(Network network, Collection<Gateway> gateways) {
        return Violation.of(Uses.subjects(gateways, "replicas"))
                .with("gateways", Phrase.of("gateway", gateways))
                .with("network", network.name())
                .with("replicas", replicas(gateways));
    }

    private static String replicas(Collection<Gateway> gateways) {
        long running = gateways.stream()
                .mapToLong(gateway -> gateway.replicas().orElse(1))
                .sum();
        if (gateways.size() > 1) {
            return running == 0 ? "have no replica" : "have one replica together";
        }
        return running == 0 ? "has no replica" : "has one replica";
    }
}
