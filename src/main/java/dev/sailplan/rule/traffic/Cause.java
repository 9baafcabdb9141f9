package dev.sailplan.rule.traffic;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.CaType;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.reachability.Answer;
import dev.sailplan.reachability.Answer.Obstacle;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.TrustRoot;
import dev.sailplan.topology.Workload;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rule is about what stops a call. Where a reason can have several causes, the topology tells them apart; where no rule is
 * about it, the word of the reason stands for the code.
 */
final class Cause {

    private final Reachability reachability;
    private final Map<Network, List<Gateway>> serving = new HashMap<>();

    Cause(Reachability reachability) {
        this.reachability = reachability;
    }

    /**
     * The reason that stops most endpoints of a call, of several the first in the order of the steps; null if there are none.
     * Endpoints that somebody withholds are not what is wrong as long as there are others.
     */
    static @Nullable Reason mainReason(Map<Reason, Long> causes) {
        boolean onlyWithheld = causes.keySet().stream().allMatch(Cause::withholds);
        return causes.entrySet().stream()
                .filter(entry -> onlyWithheld || !withholds(entry.getKey()))
                .max(Map.Entry.<Reason, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static boolean withholds(Reason reason) {
        return reason.kind() == Reason.Kind.LIMIT;
    }

    /** The code, or the word, for a call that certainly fails for a reason: of several, that of most endpoints. */
    String of(Client client, Service service, Answer answer, Reason reason) {
        if (reason == Reason.NAME_DOES_NOT_RESOLVE) {
            return nameCause(client, service);
        }
        Map<String, Long> codes = new HashMap<>();
        for (Obstacle obstacle : answer.obstacles()) {
            if (obstacle.reasons().contains(reason)) {
                codes.merge(of(client, service, obstacle, reason), obstacle.endpoints(), Long::sum);
            }
        }
        return codes.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(reason.toString());
    }

    private String of(Client client, Service service, Obstacle obstacle, Reason reason) {
        Workload workload = obstacle.workload();
        return switch (reason) {
            case NAME_DOES_NOT_RESOLVE -> nameCause(client, service);
            case CLIENT_HAS_NO_CONTROL_PLANE -> client.cluster().mesh().isPresent() ? "CPL002" : reason.toString();
            case NOT_DISCOVERED -> discoveryCause(client.cluster(), workload.cluster());
            case CLUSTER_LOCAL -> service.isGlobalInPart() ? "AMB003" : "SVC006";
            case NOT_EXPORTED -> "SVC008";
            case PORT_NAME_DIFFERS -> "SVC004";
            case HEADLESS_ACROSS_NETWORKS, HEADLESS_OTHER_CLUSTER ->
                isOnOtherNetwork(client, workload) ? "SVC003" : reason.toString();
            // Behind a gateway an endpoint needs no address, so on another network it is the gateway that is missing.
            case NO_ADDRESS, NO_USABLE_GATEWAY, REMOTE_NETWORK_HAS_NO_GATEWAY, MULTI_NETWORK_NOT_ENABLED ->
                gatewayCause(client, workload).orElse(reason.toString());
            case NO_GATEWAY_OF_CLIENT_IP_FAMILY -> crossing("GWY006", client, workload, reason);
            case CROSS_NETWORK_NEEDS_MTLS, PASSTHROUGH_NEEDS_MTLS ->
                crossing(mtlsCause(workload), client, workload, reason);
            case NOT_ROUTABLE, PORT_CLOSED -> linkCause(client, obstacle, reason);
            case GATEWAY_DOES_NOT_EXPOSE_SERVICES -> crossing("GWY005", client, workload, reason);
            case GATEWAY_TLS_MODE -> crossing("GWY003", client, workload, reason);
            case GATEWAY_BEHIND_L7 -> crossing("GWY004", client, workload, reason);
            // On one network no rule compares a DestinationRule with a PeerAuthentication.
            case TLS_MODE_CONFLICT ->
                isThroughGateway(obstacle)
                        ? crossing(mtlsCause(workload), client, workload, reason)
                        : isOnOtherNetwork(client, workload) ? mtlsCause(workload) : reason.toString();
            case ROOT_NOT_TRUSTED -> rootCause(client.cluster(), workload.cluster());
            case TRUST_DOMAIN_NOT_ACCEPTED -> "IDN004";
            case DATA_PLANE_MIX -> crossing("SVC009", client, workload, reason);
            case HOST_NAME_ADDRESS,
                    OUTSIDE_NETWORK_VIEW,
                    REMOTE_NETWORK_DISABLED_FOR_PROXY,
                    DENIED_BY_POLICY,
                    ELEMENT_FAILED,
                    SAME_NETWORK,
                    REMOTE_NETWORK,
                    NO_CLIENT_NETWORK_FORCES_GATEWAY -> reason.toString();
        };
    }

    /** The code of a rule on calls between networks. A client sent through a gateway for want of a network makes none. */
    private static String crossing(String code, Client client, Workload workload, Reason reason) {
        if (isOnOtherNetwork(client, workload)) {
            return isBetweenDataPlanes(client, workload) ? "SVC009" : code;
        }
        return client.cluster().network().isEmpty() ? "NET002" : reason.toString();
    }

    /** No gateway helps such calls, whatever else is wrong with it. */
    private static boolean isBetweenDataPlanes(Client client, Workload workload) {
        return client.ambient() != (workload.proxy() == ProxyKind.AMBIENT);
    }

    private static boolean isThroughGateway(Obstacle obstacle) {
        return obstacle.path() == Reason.REMOTE_NETWORK || obstacle.path() == Reason.NO_CLIENT_NETWORK_FORCES_GATEWAY;
    }

    private String nameCause(Client client, Service service) {
        boolean entered =
                reachability.hasServiceEntry(client.cluster(), service).isYes();
        return entered && !client.cluster().isDnsProxy() ? "DNS002" : "DNS001";
    }

    /** Why a client's control plane does not read a cluster. */
    private String discoveryCause(Cluster client, Cluster unseen) {
        Optional<ControlPlane> watcher = client.firstControlPlane();
        if (watcher.isEmpty() || !unseen.mesh().equals(Optional.of(watcher.get().mesh()))) {
            return Reason.NOT_DISCOVERED.toString();
        }
        RemoteSecret counting = Discovery.countingSecretsOf(watcher.get()).get(unseen);
        if (counting != null && counting.isNamedRight()) {
            return "DSC003";
        }
        return secretCause(watcher.get(), unseen);
    }

    /** A secret that is held and does not count has a wrong name, or one that another secret has taken. */
    private static String secretCause(ControlPlane watcher, Cluster unseen) {
        boolean held = watcher.remoteSecrets().orElse(List.of()).stream()
                .anyMatch(secret -> secret.cluster().equals(unseen));
        if (!held) {
            return "DSC001";
        }
        boolean takenByOwn = Discovery.actingSecretsOf(watcher).stream()
                .filter(secret -> secret.clusterName().equals(unseen.name()))
                .anyMatch(secret -> watcher.ownCluster().asOptional().equals(Optional.of(secret.cluster())));
        return takenByOwn ? "DSC004" : "DSC002";
    }

    private static String mtlsCause(Workload workload) {
        return switch (workload.proxy()) {
            case NONE -> "SVC001";
            case AMBIENT -> "SVC009";
            case SIDECAR -> "SVC002";
        };
    }

    /** What is wrong with the link, or with sending the call over it. */
    private String linkCause(Client client, Obstacle obstacle, Reason reason) {
        Workload workload = obstacle.workload();
        if (client.cluster().network().isEmpty() || workload.network().isEmpty()) {
            return "NET002";
        }
        if (isThroughGateway(obstacle)) {
            return crossing("NET005", client, workload, reason);
        }
        if (isOnOtherNetwork(client, workload)) {
            return gatewayCause(client, workload).orElse(reason.toString());
        }
        if (reason == Reason.PORT_CLOSED) {
            return "NET005";
        }
        // A machine may be on a network that its cluster is not on, and that no link to the cluster is about.
        boolean shared = workload.network().equals(workload.cluster().network());
        return shared ? "NET003" : reason.toString();
    }

    private static boolean isOnOtherNetwork(Client client, Workload workload) {
        return client.network().isPresent()
                && workload.network()
                        .filter(network -> !network.isSameAs(client.network().get()))
                        .isPresent();
    }

    /** Why no gateway leads to a workload on another network; empty if one could. */
    private Optional<String> gatewayCause(Client client, Workload workload) {
        if (!isOnOtherNetwork(client, workload)) {
            return Optional.empty();
        }
        Network network = workload.network().orElseThrow();
        if (network.gateways().orElse(List.of()).isEmpty()) {
            return Optional.of("GWY001");
        }
        List<Gateway> gateways = serving.computeIfAbsent(network, Cause::servingServices);
        if (gateways.isEmpty()) {
            return Optional.of("GWY005");
        }
        List<Gateway> addressed =
                gateways.stream().filter(Cause::mayHaveAddress).toList();
        if (addressed.isEmpty()) {
            return Optional.of("GWY002");
        }
        List<Gateway> real =
                addressed.stream().filter(gateway -> !isUnresolvable(gateway)).toList();
        if (real.isEmpty()) {
            return Optional.of("GWY010");
        }
        List<Gateway> seen =
                real.stream().filter(gateway -> maySee(client, gateway)).toList();
        if (seen.isEmpty()) {
            return real.stream()
                    .flatMap(gateway -> gateway.cluster().stream())
                    .map(home -> discoveryCause(client.cluster(), home))
                    .min(Comparator.naturalOrder());
        }
        boolean portless = nearest(seen, workload.cluster()).stream()
                .allMatch(gateway -> (client.ambient() ? gateway.hbonePort() : gateway.port()) == 0);
        return portless ? Optional.of(portCause(client, workload)) : Optional.empty();
    }

    private static String portCause(Client client, Workload workload) {
        if (isBetweenDataPlanes(client, workload)) {
            return "SVC009";
        }
        return client.ambient() ? "AMB004" : "GWY007";
    }

    private static List<Gateway> servingServices(Network network) {
        return network.gateways().orElse(List.of()).stream()
                .filter(gateway -> gateway.exposes(Exposure.SERVICES))
                .toList();
    }

    private static boolean mayHaveAddress(Gateway gateway) {
        return !gateway.addresses().isKnown() || !gateway.addresses().get().isEmpty();
    }

    private static boolean isUnresolvable(Gateway gateway) {
        return !gateway.isResolvable()
                && gateway.addresses().isKnown()
                && gateway.addresses().get().stream().noneMatch(AddressRange::isAddress);
    }

    private boolean maySee(Client client, Gateway gateway) {
        return client.cluster()
                .firstControlPlane()
                .filter(watcher -> gateway.cluster()
                        .filter(home ->
                                reachability.discovery().sees(watcher, home).isNo())
                        .isEmpty())
                .isPresent();
    }

    /** Istio prefers the gateways of the endpoint's own cluster. */
    private static List<Gateway> nearest(List<Gateway> gateways, Cluster server) {
        List<Gateway> own = gateways.stream()
                .filter(gateway -> gateway.cluster().filter(server::equals).isPresent())
                .toList();
        return own.isEmpty() ? gateways : own;
    }

    private static String rootCause(Cluster client, Cluster server) {
        Optional<Mesh> mesh = client.mesh();
        if (mesh.isEmpty() || server.mesh().isEmpty()) {
            return Reason.ROOT_NOT_TRUSTED.toString();
        }
        if (mesh.equals(server.mesh())) {
            return signsItself(mesh.get()) ? "IDN003" : "IDN002";
        }
        return mesh.get().peers().contains(server.mesh().get()) ? "IDN001" : Reason.ROOT_NOT_TRUSTED.toString();
    }

    /** Whether several control planes of a mesh have each made a root for themselves. */
    private static boolean signsItself(Mesh mesh) {
        Set<TrustRoot> roots = mesh.clusters().stream()
                .flatMap(cluster -> cluster.firstControlPlane().stream())
                .distinct()
                .filter(signer -> mesh.authorityOf(signer)
                        .asOptional()
                        .filter(authority -> authority.type().value() == CaType.SELF_SIGNED)
                        .isPresent())
                .map(mesh::rootSignedBy)
                .collect(Collectors.toSet());
        return roots.size() > 1;
    }
}
