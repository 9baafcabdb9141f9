package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.address.AddressRange;
import dev.sailplan.address.IpFamily;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.Entrances;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Need;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY006",
        name = "gateway-ip-family",
        severity = ERROR,
        summary = "Clients that have one IP family find a gateway with an address of it",
        message =
                "Clients in {clients} have {family} addresses only and {gateways} of network {network} none; istiod leaves"
                        + " the endpoints of {services} behind it out of what it gives them",
        remedy = "Give the gateway an address of the clients' family too, or make the clients dual-stack.",
        source = "Istio 1.30 change notes: gateways are chosen by the IP family of the client",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.version",
            "meshes.dataPlane",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.port",
            "networks.gateways.resolvable",
            "services",
            "services.definedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.proxy",
            "traffic"
        },
        since = "0.1")
final class GatewayIpFamily implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return Stream.of(IpFamily.values()).flatMap(family -> {
            Set<Cluster> clients = clientsThatMayHaveOnly(family, reachability);
            return reachability.topology().networks().stream()
                    .filter(GatewayDefect::exposesServices)
                    .filter(network -> GatewayDefect.gatewaysOf(network, gateway -> mayLack(family, gateway)))
                    .filter(network -> GatewayDefect.isElsewhere(reachability, network, clients::contains))
                    .flatMap(network -> judge(network, family, clients, reachability));
        });
    }

    private static Set<Cluster> clientsThatMayHaveOnly(IpFamily family, Reachability reachability) {
        Set<Cluster> clients = new LinkedHashSet<>();
        for (Cluster cluster : reachability.topology().clusters()) {
            if (Client.of(cluster).families().map(Set.of(family)::equals).orElse(true)) {
                clients.add(cluster);
            }
        }
        return clients;
    }

    /** Host names count for either family. */
    private static boolean mayLack(IpFamily family, Gateway gateway) {
        return gateway.addresses()
                .asOptional()
                .map(addresses -> addresses.stream().noneMatch(address -> isOf(family, address, gateway)))
                .orElse(true);
    }

    private static boolean isOf(IpFamily family, String address, Gateway gateway) {
        return AddressRange.ofAddress(address)
                .map(ip -> IpFamily.of(ip) == family)
                .orElse(gateway.isResolvable());
    }

    private static Stream<Outcome> judge(
            Network network, IpFamily family, Set<Cluster> clients, Reachability reachability) {
        Need need = new Need();
        Set<Gateway> gateways = new LinkedHashSet<>();
        Function<Call, Entrances> entrances = reachability.entrancesInto(network);
        for (Crossing crossing : reachability.crossingsInto(network)) {
            crossing.calls()
                    .filter(call -> clients.contains(call.consumer().cluster()) && call.isWithinDataPlane())
                    .forEach(call -> meet(entrances.apply(call), call, family, need, gateways));
            need.lack(crossing.needsOfOtherCalls());
        }
        return need.outcome(() -> Violation.of(Uses.subjects(gateways, "addresses"))
                .with("family", family)
                .with("gateways", Phrase.of("gateway", gateways))
                .with("network", network.name()));
    }

    private static void meet(Entrances entrances, Call call, IpFamily family, Need need, Set<Gateway> gateways) {
        Judgement lacking = entrances.lack(family).and(call::exists);
        need.add(call, lacking);
        if (lacking.isYes()) {
            entrances.used().forEach(entrance -> gateways.addAll(entrance.gateways()));
        }
    }
}
