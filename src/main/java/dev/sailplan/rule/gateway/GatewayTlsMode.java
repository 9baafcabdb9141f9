package dev.sailplan.rule.gateway;

import static dev.sailplan.document.TlsMode.AUTO_PASSTHROUGH;
import static dev.sailplan.document.TlsMode.TERMINATE;
import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY003",
        name = "gateway-tls-mode",
        severity = ERROR,
        summary = "A gateway that takes calls of sidecars from other networks has TLS mode AUTO_PASSTHROUGH",
        message =
                "Gateway {gateway} of network {network} has TLS mode {mode}, not AUTO_PASSTHROUGH; calls from {clients} to"
                        + " {services} fail there, as it {reason}",
        remedy = "Set the TLS mode of the port for sidecars, 15443 by default, to AUTO_PASSTHROUGH.",
        source = "Istio, Install Multicluster: Expose services; Gateway: ServerTLSSettings.TLSmode",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "meshes.dataPlane",
            "meshes.federatesWith",
            "meshes.federatesWith.exports",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.port",
            "networks.gateways.resolvable",
            "networks.gateways.tlsMode",
            "services",
            "services.definedIn",
            "services.serviceEntryIn",
            "services.workloads",
            "services.workloads.proxy",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class GatewayTlsMode implements ReachabilityRule {

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        OtherMode otherMode = new OtherMode(reachability);
        return reachability.topology().networks().stream()
                .filter(network ->
                        GatewayDefect.gatewaysOf(network, gateway -> otherMode.concerns(gateway) && isOther(gateway)))
                .filter(network -> GatewayDefect.isElsewhere(reachability, network, GatewayDefect::isSidecar))
                .flatMap(network -> otherMode.of(network, gateway -> violation(network, gateway)));
    }

    private static boolean isOther(Gateway gateway) {
        return gateway.tlsMode() != AUTO_PASSTHROUGH;
    }

    /** Listeners for HBONE end it by design. */
    private static final class OtherMode extends GatewayDefect {

        OtherMode(Reachability reachability) {
            super(reachability);
        }

        @Override
        boolean concerns(Gateway gateway) {
            return exposesServices(gateway) && gateway.port() != 0;
        }

        @Override
        boolean concerns(Call call) {
            return isSidecar(call.consumer().cluster());
        }

        @Override
        Judgement affects(Gateway gateway, Service service) {
            return Judgement.of(isOther(gateway));
        }
    }

    private static Violation violation(Network network, Gateway gateway) {
        String reason = gateway.tlsMode() == TERMINATE
                ? "ends their mutual TLS with a certificate of its own"
                : "has no route for the server names that sidecars send";
        return Violation.of(gateway.subject("tlsMode"))
                .with("gateway", gateway.name())
                .with("network", network.name())
                .with("mode", gateway.tlsMode())
                .with("reason", reason)
                .repairedBy(PatchOperation.add(gateway.at().field("tlsMode"), AUTO_PASSTHROUGH.toString()));
    }
}
