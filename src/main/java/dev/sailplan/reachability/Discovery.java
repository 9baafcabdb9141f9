package dev.sailplan.reachability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which clusters a control plane watches: its own (an external one: its config cluster), and those for which it holds a remote
 * secret that counts, under the cluster's own name, and whose API server it reaches.
 *
 * <p>After Istio's secret controller: of two secrets with one cluster name the first counts, and one with the name of the control
 * plane's own cluster is ignored.
 */
public final class Discovery {

    /**
     * The server of a kubeconfig, as Kubernetes clients read it: without a scheme it is a host with a port.
     *
     * @param loopback whether it is only reached from the machine itself
     */
    private record Server(boolean loopback, int port) {

        private static final int HTTPS = 443;

        static final Server UNKNOWN = new Server(false, HTTPS);

        static Server of(String text) {
            try {
                URI uri = URI.create(text.contains("://") ? text : "https://" + text);
                String host = uri.getHost() == null ? text : uri.getHost();
                return new Server(isLoopback(host), uri.getPort() < 0 ? HTTPS : uri.getPort());
            } catch (IllegalArgumentException notAUri) {
                return new Server(isLoopback(text), HTTPS);
            }
        }

        private static boolean isLoopback(String host) {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
        }
    }

    private final Links links;
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private final Map<ControlPlane, Map<Cluster, RemoteSecret>> secrets = new HashMap<>();

    private Discovery(Topology topology) {
        this.links = topology.links();
        topology.controlPlanes().forEach(each -> secrets.put(each, countingSecretsOf(each)));
    }

    public static Discovery of(Topology topology) {
        return new Discovery(topology);
    }

    /** The secrets a control plane acts on, by the cluster they give access to; none if its secrets are unknown. */
    public static Map<Cluster, RemoteSecret> countingSecretsOf(ControlPlane controlPlane) {
        Map<Cluster, RemoteSecret> counting = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        controlPlane.ownCluster().asOptional().ifPresent(own -> names.add(own.name()));
        for (RemoteSecret secret : controlPlane.remoteSecrets().orElse(List.of())) {
            if (names.add(secret.clusterName())) {
                counting.merge(secret.cluster(), secret, Discovery::preferred);
            }
        }
        return counting;
    }

    /** Secrets with different names that give access to one cluster all count; it is known by its name through the right one. */
    private static RemoteSecret preferred(RemoteSecret first, RemoteSecret later) {
        return first.isNamedRight() || !later.isNamedRight() ? first : later;
    }

    /** Whether a control plane sees the services and endpoints of a cluster. */
    public Judgement sees(ControlPlane watcher, Cluster cluster) {
        Fact<Cluster> own = watcher.ownCluster();
        if (own.isKnown() && own.get().equals(cluster)) {
            return Judgement.of(true);
        }
        Judgement bySecret = seesBySecret(watcher, cluster);
        return own.isKnown() ? bySecret : bySecret.or(() -> Judgement.unknown(own.at()));
    }

    /** Whether a control plane sees a cluster by a remote secret it holds. */
    Judgement seesBySecret(ControlPlane watcher, Cluster cluster) {
        RemoteSecret secret = secrets.getOrDefault(watcher, Map.of()).get(cluster);
        if (secret != null) {
            return Judgement.of(secret.isNamedRight()).and(() -> reaches(watcher, secret));
        }
        return watcher.remoteSecrets().isKnown()
                ? Judgement.of(false)
                : Judgement.unknown(watcher.remoteSecrets().at());
    }

    private Judgement reaches(ControlPlane watcher, RemoteSecret secret) {
        Cluster target = secret.cluster();
        Server server = secret.server()
                .asOptional()
                .map(text -> servers.computeIfAbsent(text, Server::of))
                .orElse(Server.UNKNOWN);
        if (server.loopback() || isLinkClosed(watcher, target, server.port())) {
            return Judgement.of(false);
        }
        Fact<List<String>> from = target.apiServerReachableFrom();
        return from.isKnown() ? Judgement.of(isAmong(watcher, from.get())) : Judgement.unknown(from.at());
    }

    private boolean isLinkClosed(ControlPlane watcher, Cluster target, int port) {
        return watcher.cluster()
                .filter(place -> links.between(place, target, port).isClosed())
                .isPresent();
    }

    private static boolean isAmong(ControlPlane watcher, List<String> names) {
        Optional<Cluster> place = watcher.cluster();
        return names.contains("*")
                || place.map(Cluster::name).filter(names::contains).isPresent()
                || place.flatMap(Cluster::network)
                        .map(Network::name)
                        .filter(names::contains)
                        .isPresent();
    }
}
