package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY011",
        name = "exposes-everything",
        severity = WARNING,
        summary = "Where tenants or isolation are declared, no gateway exposes every service",
        message =
                "Gateway {gateway} of network {network} exposes every service ({hosts}) although {reason}; what one tenant runs"
                        + " there can be called from all other networks unless a policy denies it",
        remedy = "List the hosts that other networks use, in the hosts of the Gateway that exposes services and here.",
        source = "Istio, Install Multicluster: Expose services",
        reads = {
            "networks.gateways",
            "networks.gateways.exposes",
            "networks.gateways.hosts",
            "requirements.isolation",
            "tenants"
        },
        since = "0.1")
final class ExposesEverything implements TopologyRule {

    /** What the host name of every service ends with. */
    private static final String DOMAIN = ".svc.cluster.local";

    @Override
    public Stream<Outcome> check(Topology topology) {
        return reasonIn(topology).stream()
                .flatMap(reason -> topology.networks().stream()
                        .flatMap(network -> network.gateways().orElse(List.of()).stream())
                        .filter(GatewayDefect::exposesServices)
                        .flatMap(gateway ->
                                everythingOf(gateway).stream().map(hosts -> violation(gateway, hosts, reason))));
    }

    /** Why services are to be kept apart; none if nobody asked for it. */
    private static Optional<String> reasonIn(Topology topology) {
        if (!topology.tenants().isEmpty()) {
            int tenants = topology.tenants().size();
            return Optional.of(
                    Phrase.of("tenant", topology.tenants()) + (tenants == 1 ? " is declared" : " are declared"));
        }
        return topology.requirements()
                .map(RequirementsDocument::isolation)
                .map(isolation -> "isolation by " + isolation + " is required");
    }

    /** The pattern with which a gateway exposes every service; none if there is none. */
    private static Optional<String> everythingOf(Gateway gateway) {
        return gateway.hosts()
                .map(patterns -> patterns.stream()
                        .filter(ExposesEverything::coversEverything)
                        .min(String::compareTo))
                .orElse(Optional.of("no hosts are stated"));
    }

    private static boolean coversEverything(String pattern) {
        String name = Gateway.withoutNamespace(pattern);
        return name.startsWith("*") && DOMAIN.endsWith(name.substring(1));
    }

    private static Outcome violation(Gateway gateway, String hosts, String reason) {
        return Violation.of(gateway.subject("hosts"))
                .with("gateway", gateway.name())
                .with("network", gateway.network().name())
                .with("hosts", hosts)
                .with("reason", reason);
    }
}
