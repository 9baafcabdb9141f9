package dev.sailplan.rule.network;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.ControlPlaneAccess;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links.Barrier;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A declared link, and what needs ports that it closes: for certain, or as far as facts are not known. */
final class ClosedLink {

    private static final String TIMEOUT = "Istio sends requests there all the same, and they time out";

    private final Barrier barrier;
    private final Set<Integer> ports = new TreeSet<>();
    private final Set<Pointer> unknown = new LinkedHashSet<>();

    private final Set<Cluster> clients = new LinkedHashSet<>();
    private final Set<Service> services = new LinkedHashSet<>();
    private final Set<Gateway> gateways = new LinkedHashSet<>();

    private final Set<Cluster> neighbours = new LinkedHashSet<>();
    private final Set<Service> servicesBeside = new LinkedHashSet<>();

    private final Set<Cluster> remotes = new LinkedHashSet<>();
    private final Set<ControlPlane> controlPlanes = new LinkedHashSet<>();
    private final Set<Integer> controlPorts = new TreeSet<>();

    private final Set<ControlPlane> readers = new LinkedHashSet<>();
    private final Set<Cluster> readClusters = new LinkedHashSet<>();

    ClosedLink(Barrier barrier) {
        this.barrier = barrier;
    }

    /** Whether it needs the port for certain; if that is not known, what is missing is noted. */
    private boolean isCertain(Judgement needs) {
        unknown.addAll(needs.needs());
        return needs.isYes();
    }

    /** A call that is sent to a gateway. */
    void addCall(Call call, Collection<Gateway> entrance, int port, Judgement isSent) {
        if (isCertain(isSent)) {
            clients.add(call.consumer().cluster());
            services.add(call.service());
            gateways.addAll(entrance);
            ports.add(port);
        }
    }

    /** Calls of a cluster to workloads of a service in another one, on their network; the port is null if all are closed. */
    void addDirectCalls(Cluster client, Service service, @Nullable Integer port, Judgement exist) {
        if (isCertain(exist)) {
            neighbours.add(client);
            servicesBeside.add(service);
            addPort(port);
        }
    }

    /** A remote cluster that a control plane elsewhere serves. */
    void addRemote(Cluster remote, ControlPlane server, int port, Judgement isClosed) {
        if (isCertain(isClosed)) {
            remotes.add(remote);
            controlPlanes.add(server);
            controlPorts.add(port);
            ports.add(port);
        }
    }

    /** An external control plane that reads its config cluster; the port is null if all are closed. */
    void addReader(ControlPlane reader, Cluster config, @Nullable Integer port) {
        readers.add(reader);
        readClusters.add(config);
        addPort(port);
    }

    private void addPort(@Nullable Integer port) {
        if (port != null) {
            ports.add(port);
        }
    }

    /** Whether anything certainly needs what it closes. */
    boolean isNeeded() {
        return !(clients.isEmpty() && neighbours.isEmpty() && remotes.isEmpty() && readers.isEmpty());
    }

    Stream<Outcome> outcome() {
        if (isNeeded()) {
            return Stream.of(violation());
        }
        return unknown.isEmpty() ? Stream.empty() : Stream.of(new Missing(List.copyOf(unknown)));
    }

    private Violation violation() {
        List<Subject> links =
                barrier.at().stream().map(link -> new Subject(link, null)).toList();
        Violation violation = Violation.of(links)
                .with("from", barrier.from())
                .with("to", barrier.to())
                .with("closes", closes())
                .with("ports", portList())
                .with("use", use())
                .with("consequence", consequence());
        if (barrier.routable() && !ports.isEmpty()) {
            for (Pointer link : barrier.at()) {
                violation = violation.repairedBy(ports.stream()
                        .map(port -> PatchOperation.add(link.field("ports").field("-"), port))
                        .toList());
            }
        }
        violation = with("clients", "cluster", clients, violation);
        violation = with("gateways", "gateway", gateways, violation);
        violation = with("remotes", "cluster", remotes, violation);
        return with("controlPlanes", "control plane", remotes.isEmpty() ? readers : controlPlanes, violation);
    }

    private static Violation with(String fact, String noun, Set<? extends Element> elements, Violation violation) {
        return elements.isEmpty() ? violation : violation.with(fact, Phrase.of(noun, elements));
    }

    private String closes() {
        if (ports.isEmpty()) {
            return barrier.routable() ? "leaves no port open" : "is not routable";
        }
        String closed = (ports.size() == 1 ? "port " : "ports ") + portList();
        return barrier.routable() ? "leaves " + closed + " closed" : "is not routable, which closes " + closed;
    }

    private String portList() {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** One use is told in full, several in short. */
    private String use() {
        List<String> uses = new ArrayList<>();
        if (!clients.isEmpty()) {
            uses.add("for calls from " + Phrase.of("cluster", clients) + " to " + Phrase.of(services) + " through "
                    + Phrase.of("gateway", gateways));
        }
        if (!neighbours.isEmpty()) {
            uses.add("for calls from " + Phrase.of("cluster", neighbours) + " to " + Phrase.of(servicesBeside));
        }
        if (!remotes.isEmpty()) {
            uses.add("by remote " + Phrase.of("cluster", remotes) + " to reach "
                    + Phrase.of("control plane", controlPlanes));
        }
        if (!readers.isEmpty()) {
            uses.add("by " + Phrase.of("control plane", readers) + " to read config "
                    + Phrase.of("cluster", readClusters));
        }
        int others = uses.size() - 1;
        return others == 0
                ? uses.get(0)
                : uses.get(0) + " and " + others + (others == 1 ? " other use" : " other uses");
    }

    private String consequence() {
        if (!clients.isEmpty() || !neighbours.isEmpty()) {
            return TIMEOUT;
        }
        if (remotes.isEmpty()) {
            return "it never becomes ready";
        }
        return controlPorts.contains(ControlPlaneAccess.XDS_PORT)
                ? "proxies there get neither configuration nor certificates from it"
                : "pods that are to get a sidecar are not created there";
    }
}
