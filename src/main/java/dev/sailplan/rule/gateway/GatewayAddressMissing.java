package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Exposure;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY002",
        name = "gateway-address-missing",
        severity = ERROR,
        summary = "A gateway through which services are used from another network has an address",
        message =
                "Network {network} has no address at {gateways} for calls from {clients} to {services}; a gateway without"
                        + " an address does not exist for Istio",
        remedy =
                "Give the gateway's Service a load balancer that assigns an address, externalIPs, or a node port that is"
                        + " announced, and write the address down.",
        source = "Istio, Deployment Models: Multiple networks; gateway addresses come from the load balancer's status",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.exposes",
            "services",
            "services.definedIn",
            "services.scope",
            "services.serviceEntryIn",
            "services.workloads",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class GatewayAddressMissing implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return reachability.topology().networks().stream()
                .filter(GatewayAddressMissing::mayHaveNoAddress)
                .flatMap(network -> judge(network, reachability));
    }

    /** A gateway is needed as long as no other one of the network has an address. */
    private static boolean mayHaveNoAddress(Network network) {
        List<Gateway> gateways = servingServices(network);
        return !gateways.isEmpty()
                && gateways.stream()
                        .map(Gateway::addresses)
                        .allMatch(addresses -> addresses.orElse(List.of()).isEmpty());
    }

    private static Stream<Outcome> judge(Network network, Reachability reachability) {
        Judgement used = reachability.isUsedFromElsewhere(network);
        if (used.isNo()) {
            return Stream.empty();
        }
        List<Gateway> gateways = servingServices(network);
        boolean pending = gateways.stream().map(Gateway::addresses).allMatch(Fact::isKnown);
        return Stream.of(
                pending && used.isYes() ? violation(network, gateways, reachability) : missing(gateways, used));
    }

    private static Outcome violation(Network network, List<Gateway> gateways, Reachability reachability) {
        List<Crossing> certain = Uses.certain(reachability.crossingsInto(network));
        return Violation.of(gateways.stream()
                        .sorted(Comparator.comparing(Gateway::name))
                        .map(gateway -> gateway.subject("addresses"))
                        .toList())
                .with("gateways", Phrase.of("gateway", gateways))
                .with("network", network.name())
                .with("clients", Phrase.of("cluster", Uses.clients(certain)))
                .with("services", Phrase.of(Uses.services(certain)));
    }

    private static Outcome missing(List<Gateway> gateways, Judgement used) {
        List<Pointer> needs = new ArrayList<>(used.needs());
        gateways.stream()
                .map(Gateway::addresses)
                .filter(addresses -> !addresses.isKnown())
                .forEach(addresses -> needs.add(addresses.at()));
        return new Missing(needs);
    }

    private static List<Gateway> servingServices(Network network) {
        return network.gateways().orElse(List.of()).stream()
                .filter(gateway -> gateway.exposes(Exposure.SERVICES))
                .toList();
    }
}
