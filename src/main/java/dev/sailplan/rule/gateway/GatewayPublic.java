package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.BalancerScope;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY008",
        name = "gateway-public",
        severity = WARNING,
        summary = "A gateway that exposes services is not on the public internet",
        message =
                "Gateway {gateway} of network {network} exposes {exposed} behind a public load balancer; whoever is on the internet"
                        + " can connect, and only the workloads' own mutual TLS turns them away",
        remedy =
                "Use an internal load balancer of the provider if the other networks can reach one; otherwise restrict the"
                        + " sources it accepts, and waive this.",
        source = "Istio, Deployment Models: Multiple networks",
        reads = {
            "networks.gateways",
            "networks.gateways.exposes",
            "networks.gateways.hosts",
            "networks.gateways.loadBalancer.scope"
        },
        since = "0.1")
final class GatewayPublic implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.networks().stream()
                .flatMap(network -> network.gateways().orElse(List.of()).stream())
                .filter(GatewayDefect::exposesServices)
                .filter(gateway -> gateway.hosts().filter(List::isEmpty).isEmpty())
                .flatMap(GatewayPublic::judge);
    }

    private static Stream<Outcome> judge(Gateway gateway) {
        Fact<BalancerScope> scope = gateway.loadBalancerScope();
        if (!scope.isKnown()) {
            return Stream.of(Missing.of(scope.at()));
        }
        return scope.get() == BalancerScope.PUBLIC ? Stream.of(violation(gateway)) : Stream.empty();
    }

    private static Violation violation(Gateway gateway) {
        return Violation.of(new Subject(gateway.loadBalancerScope().at(), gateway.id()))
                .with("gateway", gateway.name())
                .with("network", gateway.network().name())
                .with("exposed", gateway.hosts().map(Phrase::names).orElse("every service"));
    }
}
