package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Exposure;
import dev.sailplan.document.Pointer;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.rule.gateway.CrossNetworkUse.Use;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topology;
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
        since = "0.1")
final class GatewayAddressMissing implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        CrossNetworkUse use = new CrossNetworkUse(topology);
        return topology.networks().stream()
                .filter(GatewayAddressMissing::mayHaveNoAddress)
                .flatMap(network -> judge(network, use.of(network)));
    }

    /** A gateway is needed as long as no other one of the network has an address. */
    private static boolean mayHaveNoAddress(Network network) {
        List<Gateway> gateways = servingServices(network);
        return !gateways.isEmpty()
                && gateways.stream()
                        .map(Gateway::addresses)
                        .allMatch(addresses -> addresses.orElse(List.of()).isEmpty());
    }

    private static Stream<Outcome> judge(Network network, Use use) {
        if (use.used().isNo()) {
            return Stream.empty();
        }
        List<Gateway> gateways = servingServices(network);
        boolean pending = gateways.stream().map(Gateway::addresses).allMatch(Fact::isKnown);
        return Stream.of(pending && use.used().isYes() ? violation(network, gateways, use) : missing(gateways, use));
    }

    private static Outcome violation(Network network, List<Gateway> gateways, Use use) {
        return Violation.of(gateways.stream()
                        .sorted(Comparator.comparing(Gateway::name))
                        .map(gateway -> gateway.subject("addresses"))
                        .toList())
                .with("gateways", Phrase.of("gateway", gateways))
                .with("network", network.name())
                .with("clients", Phrase.of("cluster", use.clients()))
                .with("services", Phrase.of(use.services()));
    }

    private static Outcome missing(List<Gateway> gateways, Use use) {
        List<Pointer> needs = new ArrayList<>(use.used().needs());
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
