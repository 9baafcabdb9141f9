package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Layer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY004",
        name = "gateway-behind-l7",
        severity = ERROR,
        summary = "The load balancer in front of a gateway that takes calls from other networks does not end TLS",
        message =
                "Gateway {gateway} of network {network} is behind an L7 load balancer, which ends the mutual TLS of calls"
                        + " from {clients} to {services}; they fail although its health checks pass",
        remedy = "Put a load balancer of layer 4 in front of the gateway, one that passes TCP connections on unread.",
        source = "Istio, Install Multicluster: Install the east-west gateway",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.hbonePort",
            "networks.gateways.loadBalancer.layer",
            "networks.gateways.port",
            "services",
            "services.definedIn",
            "services.scope",
            "services.workloads",
            "services.workloads.proxy",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class GatewayBehindL7 implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        EndedTls endedTls = new EndedTls(reachability);
        return reachability.topology().networks().stream()
                .filter(network -> GatewayDefect.gatewaysOf(
                        network,
                        gateway -> endedTls.concerns(gateway)
                                && !isBehindL7(gateway).isNo()))
                .flatMap(network -> endedTls.of(network, gateway -> violation(network, gateway)));
    }

    private static Judgement isBehindL7(Gateway gateway) {
        Fact<Layer> layer = gateway.loadBalancerLayer();
        return layer.isKnown() ? Judgement.of(layer.get() == Layer.L7) : Judgement.unknown(layer.at());
    }

    private static final class EndedTls extends GatewayDefect {

        EndedTls(Reachability reachability) {
            super(reachability);
        }

        @Override
        boolean concerns(Gateway gateway) {
            return exposesServices(gateway);
        }

        @Override
        Judgement affects(Gateway gateway, Service service) {
            return isBehindL7(gateway);
        }
    }

    private static Violation violation(Network network, Gateway gateway) {
        return Violation.of(new Subject(gateway.loadBalancerLayer().at(), gateway.id()))
                .with("gateway", gateway.name())
                .with("network", network.name())
                .repairedBy(PatchOperation.add(gateway.loadBalancerLayer().at(), Layer.L4.name()));
    }
}
