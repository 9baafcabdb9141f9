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

    /** What keeps a control plane from the API server of a cluster. */
    public enum Obstacle {
        /** The server of the secret is an address of the machine that asks. */
        LOOPBACK,
        /** The API server is not reachable from where the control plane runs. */
        NOT_REACHABLE_FROM,
        /** A declared link does not let it through. */
        LINK
    }

    /**
     * The server of a kubeconfig, as Kubernetes clients read it: without a scheme it is a host with a port.
     *
     * @param loopback whether it is only reached from the machine itself
     */
    private record Server(boolean loopback, int port) {

        private static final int HTTPS = 443;

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
    private final Map<String, Server> servers;
    private final Map<Cluster, Judgement> unknownServers;
    private final Map<ControlPlane, Map<Cluster, RemoteSecret>> secrets;

    private Discovery(Topology topology) {
        this.links = topology.links();
        this.servers = new ConcurrentHashMap<>();
        this.unknownServers = new ConcurrentHashMap<>();
        this.secrets = new HashMap<>();
        topology.controlPlanes().forEach(each -> secrets.put(each, countingSecretsOf(each)));
    }

    private Discovery(Discovery before, Links links) {
        this.links = links;
        this.servers = before.servers;
        this.unknownServers = before.unknownServers;
        this.secrets = before.secrets;
    }

    /** The same with other links. */
    Discovery with(Links others) {
        return new Discovery(this, others);
    }

    public static Discovery of(Topology topology) {
        return new Discovery(topology);
    }

    /** The secrets a control plane acts on, in reading order; none if its secrets are unknown. */
    public static List<RemoteSecret> actingSecretsOf(ControlPlane controlPlane) {
        Set<String> names = new HashSet<>();
        controlPlane.ownCluster().asOptional().ifPresent(own -> names.add(own.name()));
        return controlPlane.remoteSecrets().orElse(List.of()).stream()
                .filter(secret -> names.add(secret.clusterName()))
                .toList();
    }

    /** The secrets a control plane acts on, by the cluster they give access to; none if its secrets are unknown. */
    public static Map<Cluster, RemoteSecret> countingSecretsOf(ControlPlane controlPlane) {
        Map<Cluster, RemoteSecret> counting = new LinkedHashMap<>();
        actingSecretsOf(controlPlane).forEach(secret -> counting.merge(secret.cluster(), secret, Discovery::preferred));
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

    /** Whether a control plane reaches the API server to which a secret gives access. */
    public Judgement reaches(ControlPlane watcher, RemoteSecret secret) {
        Optional<Server> server = serverOf(secret);
        Cluster target = secret.cluster();
        if (server.filter(Server::loopback).isPresent()) {
            return Judgement.of(false);
        }
        return passesLinks(watcher, secret, server).and(() -> isReachableFrom(watcher, target));
    }

    /** What keeps a control plane from the API server it does not reach; empty if it may reach it. */
    public Optional<Obstacle> obstacle(ControlPlane watcher, RemoteSecret secret) {
        if (!reaches(watcher, secret).isNo()) {
            return Optional.empty();
        }
        if (serverOf(secret).filter(Server::loopback).isPresent()) {
            return Optional.of(Obstacle.LOOPBACK);
        }
        return isReachableFrom(watcher, secret.cluster()).isNo()
                ? Optional.of(Obstacle.NOT_REACHABLE_FROM)
                : Optional.of(Obstacle.LINK);
    }

    private Optional<Server> serverOf(RemoteSecret secret) {
        return secret.server().asOptional().map(this::serverAt);
    }

    private Server serverAt(String url) {
        return servers.computeIfAbsent(url, Server::of);
    }

    /** The port of a cluster's API server; unknown if its address is. */
    public Fact<Integer> apiServerPort(Cluster cluster) {
        Fact<String> address = cluster.apiServerAddress();
        return new Fact<>(
                address.at(),
                address.asOptional().map(url -> serverAt(url).port()).orElse(null));
    }

    private Judgement passesLinks(ControlPlane watcher, RemoteSecret secret, Optional<Server> server) {
        Cluster target = secret.cluster();
        Optional<Cluster> place = watcher.cluster();
        if (place.isEmpty()) {
            return Judgement.of(true);
        }
        if (server.isEmpty() && links.dependsOnPort(place.get(), target)) {
            return Judgement.unknown(secret.server().at());
        }
        int port = server.map(Server::port).orElse(Server.HTTPS);
        return Judgement.of(!links.between(place.get(), target, port).isClosed());
    }

    private Judgement isReachableFrom(ControlPlane watcher, Cluster target) {
        Fact<List<String>> from = target.apiServerReachableFrom();
        return from.isKnown()
                ? Judgement.of(isAmong(watcher, from.get()))
                : unknownServers.computeIfAbsent(target, each -> Judgement.unknown(from.at()));
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
