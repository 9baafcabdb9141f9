package dev.sailplan.rule.gateway;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "GWY010",
        name = "hostname-gateway",
        severity = INFO,
        summary = "The host name of a gateway is resolvable by istiod, and its version resolves it",
        message =
                "Not resolved by {resolver}: {names}, given as address of {gateways}; for the clients it configures such a"
                        + " gateway does not exist",
        remedy =
                "Let istiod resolve the name, give the gateway an IP address, or run a version that resolves host names of"
                        + " gateways.",
        source = "Istio release notes 1.13, RESOLVE_HOSTNAME_GATEWAYS",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.version",
            "istioVersion",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.cluster",
            "networks.gateways.exposes",
            "networks.gateways.resolvable"
        },
        since = "0.1")
final class HostnameGateway implements TopologyRule {

    /** The first version that resolves host names of gateways by itself. */
    private static final MinorVersion RESOLVES = new MinorVersion(1, 13);

    @Override
    public Stream<Outcome> check(Topology topology) {
        Collected collected = new Collected(topology);
        for (Network network : topology.networks()) {
            network.gateways().orElse(List.of()).stream()
                    .filter(HostnameGateway::mayHaveHostName)
                    .forEach(collected::add);
        }
        return collected.outcomes();
    }

    /** Only gateways for services are addresses that istiod hands out. */
    private static boolean mayHaveHostName(Gateway gateway) {
        return gateway.exposes(Exposure.SERVICES)
                && (!gateway.addresses().isKnown() || !hostNamesOf(gateway).isEmpty());
    }

    private static List<String> hostNamesOf(Gateway gateway) {
        return gateway.addresses().get().stream()
                .filter(address -> !AddressRange.isAddress(address))
                .toList();
    }

    /** What has been seen of the gateways so far. */
    private static final class Collected {

        private final List<ControlPlane> old;
        private final Discovery discovery;
        private final List<Gateway> unresolvable = new ArrayList<>();
        private final Map<Set<ControlPlane>, List<Gateway>> byOldUsers = new LinkedHashMap<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Collected(Topology topology) {
            this.discovery = Discovery.of(topology);
            this.old = topology.controlPlanes().stream()
                    .filter(controlPlane -> controlPlane.version().compareTo(RESOLVES) < 0)
                    .toList();
        }

        void add(Gateway gateway) {
            Set<ControlPlane> users = gateway.isResolvable() ? oldUsersOf(gateway) : Set.of();
            if (gateway.isResolvable() && users.isEmpty()) {
                return;
            }
            if (!gateway.addresses().isKnown()) {
                needs.add(gateway.addresses().at());
            } else if (gateway.isResolvable()) {
                byOldUsers.computeIfAbsent(users, key -> new ArrayList<>()).add(gateway);
            } else {
                unresolvable.add(gateway);
            }
        }

        /** The control planes of an old version that know the gateway and have clients on another network. */
        private Set<ControlPlane> oldUsersOf(Gateway gateway) {
            Set<ControlPlane> users = new LinkedHashSet<>();
            for (ControlPlane controlPlane : old) {
                if (controlPlane.servedClusters().stream().anyMatch(client -> isElsewhere(client, gateway))) {
                    Judgement knows = gateway.cluster()
                            .map(cluster -> discovery.sees(controlPlane, cluster))
                            .orElse(Judgement.of(true));
                    needs.addAll(knows.needs());
                    if (knows.isYes()) {
                        users.add(controlPlane);
                    }
                }
            }
            return users;
        }

        private static boolean isElsewhere(Cluster client, Gateway gateway) {
            return client.network()
                    .filter(own -> !own.isSameAs(gateway.network()))
                    .isPresent();
        }

        Stream<Outcome> outcomes() {
            List<Outcome> outcomes = new ArrayList<>();
            unresolvable.forEach(gateway -> outcomes.add(violation(List.of(gateway), "istiod")));
            byOldUsers.forEach((users, gateways) -> outcomes.add(
                    violation(gateways, Phrase.of("control plane", users) + " (older than " + RESOLVES + ")")));
            if (!needs.isEmpty()) {
                outcomes.add(new Missing(List.copyOf(needs)));
            }
            return outcomes.stream();
        }
    }

    private static Violation violation(List<Gateway> gateways, String resolver) {
        List<Subject> subjects = gateways.stream()
                .sorted(Comparator.comparing(Gateway::name))
                .limit(Violation.MOST_SUBJECTS)
                .map(gateway -> gateway.subject("addresses"))
                .toList();
        List<String> names = gateways.stream()
                .flatMap(gateway -> hostNamesOf(gateway).stream())
                .toList();
        return Violation.of(subjects)
                .with("gateways", Phrase.of("gateway", gateways))
                .with("names", Phrase.names(names))
                .with("resolver", resolver);
    }
}
