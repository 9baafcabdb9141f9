package dev.sailplan.reachability;

import static dev.sailplan.reachability.Reason.CLIENT_HAS_NO_CONTROL_PLANE;
import static dev.sailplan.reachability.Reason.CLUSTER_LOCAL;
import static dev.sailplan.reachability.Reason.CROSS_NETWORK_NEEDS_MTLS;
import static dev.sailplan.reachability.Reason.DATA_PLANE_MIX;
import static dev.sailplan.reachability.Reason.DENIED_BY_POLICY;
import static dev.sailplan.reachability.Reason.ELEMENT_FAILED;
import static dev.sailplan.reachability.Reason.GATEWAY_BEHIND_L7;
import static dev.sailplan.reachability.Reason.GATEWAY_DOES_NOT_EXPOSE_SERVICES;
import static dev.sailplan.reachability.Reason.GATEWAY_TLS_MODE;
import static dev.sailplan.reachability.Reason.HEADLESS_ACROSS_NETWORKS;
import static dev.sailplan.reachability.Reason.HEADLESS_OTHER_CLUSTER;
import static dev.sailplan.reachability.Reason.HOST_NAME_ADDRESS;
import static dev.sailplan.reachability.Reason.NOT_DISCOVERED;
import static dev.sailplan.reachability.Reason.NOT_EXPORTED;
import static dev.sailplan.reachability.Reason.NOT_ROUTABLE;
import static dev.sailplan.reachability.Reason.NO_ADDRESS;
import static dev.sailplan.reachability.Reason.NO_USABLE_GATEWAY;
import static dev.sailplan.reachability.Reason.OUTSIDE_NETWORK_VIEW;
import static dev.sailplan.reachability.Reason.PASSTHROUGH_NEEDS_MTLS;
import static dev.sailplan.reachability.Reason.PORT_CLOSED;
import static dev.sailplan.reachability.Reason.PORT_NAME_DIFFERS;
import static dev.sailplan.reachability.Reason.ROOT_NOT_TRUSTED;
import static dev.sailplan.reachability.Reason.SAME_NETWORK;
import static dev.sailplan.reachability.Reason.TLS_MODE_CONFLICT;
import static dev.sailplan.reachability.Reason.TRUST_DOMAIN_NOT_ACCEPTED;

import dev.sailplan.document.ClientTls;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.Layer;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.TlsMode;
import dev.sailplan.reachability.Client.Proxy;
import dev.sailplan.reachability.Endpoints.Form;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways of one caller's calls to the endpoints of one service, judged step by step as {@code docs/reachability.md} describes.
 */
final class Passages {

    /** The port on which ambient workloads accept HBONE. */
    private static final int HBONE_PORT = 15008;

    private final Terrain terrain;
    private final Caller caller;
    private final Service service;
    private final QueriedPort port;
    private final boolean headless;
    private final boolean byExport;
    private final @Nullable Router router;
    private final Offer.@Nullable Terms terms;
    private final Outage outage;
    private final Map<NetworkGateway, GatewayPath> gatewayPaths = new HashMap<>();
    private final Set<Pointer> assumed = new HashSet<>();

    Passages(Terrain terrain, Caller caller, Service service, @Nullable Integer portNumber, Outage outage) {
        this.terrain = terrain;
        this.caller = caller;
        this.service = service;
        this.outage = outage;
        Optional<Cluster> definition = terrain.definitionFor(caller, service);
        this.port = QueriedPort.of(service, definition, portNumber);
        this.headless = isResolvedToPods(caller.client(), service, definition);
        this.byExport = isExportedTo(caller.cluster(), service);
        this.terms = caller.watcher() == null
                ? null
                : terrain.offer().to(caller.cluster(), service, caller.watcher().mesh());
        this.router = terrain.routerFor(caller, byExport ? service.mesh().orElse(null) : null);
    }

    /** Only proxies beside workloads are called with the addresses of the pods. */
    private static boolean isResolvedToPods(Client client, Service service, Optional<Cluster> definition) {
        boolean beside = client.proxy() == Proxy.SIDECAR || client.proxy() == Proxy.ZTUNNEL;
        return beside
                && (service.statedObjects().containsKey(client.cluster())
                        ? service.isHeadlessIn(client.cluster())
                        : definition.map(service::isHeadlessIn).orElseGet(service::isHeadless));
    }

    /** Whether a client in another mesh reaches the service through an export and a ServiceEntry of its own. */
    static boolean isExportedTo(Cluster client, Service service) {
        if (client.mesh().isEmpty()
                || client.mesh().equals(service.mesh())
                || !service.serviceEntries().contains(client)) {
            return false;
        }
        Mesh mesh = client.mesh().get();
        String name = service.namespace() + "/" + service.shortName();
        return service.mesh().stream()
                .flatMap(owner -> owner.federations().stream())
                .anyMatch(federation ->
                        federation.mesh().equals(mesh) && federation.exports().contains(name));
    }

    Caller caller() {
        return caller;
    }

    Service service() {
        return service;
    }

    boolean isHeadless() {
        return headless;
    }

    @Nullable
    Router router() {
        return router;
    }

    /** The unknown facts that were read. */
    Set<Pointer> assumed() {
        return assumed;
    }

    /** Judges the way to endpoints of a workload of the service. */
    Passage to(Workload workload, Endpoints endpoints) {
        Steps steps = new Steps();
        Route route = null;
        Integer number = null;
        if (isFound(workload, steps)) {
            number = port.numberIn(workload.cluster());
            boolean asked = steps.pass(PORT_NAME_DIFFERS, !port.isMissingIn(workload.cluster()))
                    && steps.pass(HOST_NAME_ADDRESS, endpoints.form() != Form.HOST_NAME)
                    && steps.pass(OUTSIDE_NETWORK_VIEW, isInView(workload));
            if (asked) {
                route = headless ? toPod(workload, endpoints, steps) : acrossNetworks(workload, endpoints, steps);
            }
        }
        if (route != null && route.kind() != Route.Kind.NONE && steps.goesOn()) {
            judgeLink(workload, route, number, steps);
            judgeTrust(workload, route, steps);
            judgePolicy(workload, steps);
            steps.pass(ELEMENT_FAILED, !outage.isDown(workload));
        }
        boolean served = steps.dropped() == null;
        return new Passage(
                workload,
                endpoints,
                steps.dropped(),
                served ? route : null,
                number,
                steps.problems(),
                steps.works(),
                steps.certain());
    }

    /**
     * Whether endpoints of a workload are served as far as discovery, scope, ports and, for a headless name, networks decide it.
     */
    Judgement serves(Workload workload) {
        Judgement any = Judgement.of(false);
        for (Endpoints endpoints : Endpoints.of(workload)) {
            any = any.or(() -> serves(workload, endpoints));
        }
        return any;
    }

    private Judgement serves(Workload workload, Endpoints endpoints) {
        Steps steps = new Steps();
        if (isFound(workload, steps)) {
            steps.pass(PORT_NAME_DIFFERS, !port.isMissingIn(workload.cluster()));
            steps.pass(HOST_NAME_ADDRESS, endpoints.form() != Form.HOST_NAME);
            steps.pass(NO_ADDRESS, endpoints.form() != Form.NONE || !(headless || isOnSameNetwork(workload)));
            if (headless) {
                toPod(workload, endpoints, steps);
            }
        }
        return steps.works();
    }

    /** Whether the steps up to the network matter: is the endpoint discovered, and does it leave its cluster? */
    private boolean isFound(Workload workload, Steps steps) {
        Sight sight = caller.sight();
        if (sight == null) {
            return steps.pass(CLIENT_HAS_NO_CONTROL_PLANE, false);
        }
        Cluster server = workload.cluster();
        Judgement seen = byExport ? Judgement.of(true) : sight.sees(server);
        assumed.addAll(seen.needs());
        boolean goesOn = steps.pass(NOT_DISCOVERED, seen, byExport || sight.takes(server));
        if (!goesOn || server.equals(caller.cluster())) {
            return goesOn;
        }
        Offer.Terms offered = Objects.requireNonNull(terms);
        return steps.pass(CLUSTER_LOCAL, !offered.isClusterLocal(server))
                && steps.pass(NOT_EXPORTED, assuming(offered.isExported(server)));
    }

    private Judgement assuming(Judgement judgement) {
        assumed.addAll(judgement.needs());
        return judgement;
    }

    private boolean isInView(Workload workload) {
        Set<String> view = caller.client().networkView();
        Network network = networkOf(workload);
        return view == null || network == null || view.contains(network.name());
    }

    private static @Nullable Network networkOf(Workload workload) {
        return workload.network().filter(network -> !network.isImplicit()).orElse(null);
    }

    private boolean isOnSameNetwork(Workload workload) {
        return Objects.requireNonNull(router).isSameNetwork(networkOf(workload));
    }

    /** What a headless name resolves to, never a gateway. */
    private @Nullable Route toPod(Workload workload, Endpoints endpoints, Steps steps) {
        boolean elsewhere = !workload.cluster().equals(caller.cluster());
        boolean found = steps.pass(HEADLESS_ACROSS_NETWORKS, isOnSameNetwork(workload))
                && steps.pass(HEADLESS_OTHER_CLUSTER, !elsewhere || isHeadlessMulticluster())
                && steps.pass(NO_USABLE_GATEWAY, !isKnownByExportAlone(workload.cluster()))
                && steps.pass(NO_ADDRESS, endpoints.form() != Form.NONE);
        return found ? Route.direct(SAME_NETWORK, List.of()) : null;
    }

    private boolean isHeadlessMulticluster() {
        ControlPlane watcher = caller.watcher();
        return caller.cluster().isDnsProxy() && watcher != null && watcher.isMulticlusterHeadless();
    }

    private boolean isKnownByExportAlone(Cluster server) {
        Sight sight = caller.sight();
        return byExport && sight != null && !sight.takes(server);
    }

    private Route acrossNetworks(Workload workload, Endpoints endpoints, Steps steps) {
        Route route = Objects.requireNonNull(router).to(networkOf(workload), workload.cluster());
        assumed.addAll(route.doubts());
        Judgement settled = route.doubts().isEmpty()
                ? Judgement.of(true)
                : Judgement.unknown(route.doubts().toArray(Pointer[]::new));
        switch (route.kind()) {
            case NONE -> steps.pass(route.reason(), settled.isUnknown() ? settled : Judgement.of(false), false);
            case DIRECT -> judgeDirect(workload, endpoints, settled, steps);
            case GATEWAY -> {
                steps.and(settled);
                steps.pass(CROSS_NETWORK_NEEDS_MTLS, caller.client().ambient() || isIstioMtls(workload));
            }
        }
        return route;
    }

    private void judgeDirect(Workload workload, Endpoints endpoints, Judgement settled, Steps steps) {
        boolean addressed = endpoints.form() != Form.NONE;
        boolean alone = isKnownByExportAlone(workload.cluster());
        Judgement unlessAlone = settled.isUnknown() ? settled : Judgement.of(false);
        steps.pass(NO_USABLE_GATEWAY, alone ? unlessAlone : Judgement.of(true), !alone);
        steps.pass(NO_ADDRESS, addressed || settled.isUnknown() ? settled : Judgement.of(false), addressed);
        if (caller.client().proxy() == Proxy.EASTWEST) {
            steps.pass(PASSTHROUGH_NEEDS_MTLS, isIstioMtls(workload));
        }
    }

    /** Whether a proxy that is not ambient has Istio mTLS to an endpoint, which gateways pass on. */
    private boolean isIstioMtls(Workload workload) {
        if (workload.proxy() == ProxyKind.AMBIENT) {
            return false;
        }
        return service.clientTls()
                .map(mode -> mode == ClientTls.ISTIO_MUTUAL)
                .orElse(workload.proxy() == ProxyKind.SIDECAR && workload.mtls() != MtlsMode.DISABLE);
    }

    private void judgeLink(Workload workload, Route route, @Nullable Integer number, Steps steps) {
        if (route.kind() == Route.Kind.DIRECT) {
            judgeDirectLink(workload, route, number, steps);
            return;
        }
        Judgement any = Judgement.of(false);
        Set<Reason> problems = EnumSet.noneOf(Reason.class);
        for (NetworkGateway gateway : route.gateways()) {
            GatewayPath path = through(gateway);
            problems.addAll(path.problems());
            any = any.or(path::works);
        }
        if (any.isNo()) {
            steps.alsoCertain(problems);
        }
        steps.and(any);
    }

    private void judgeDirectLink(Workload workload, Route route, @Nullable Integer number, Steps steps) {
        boolean sameNetwork = isOnSameNetwork(workload);
        if (sameNetwork
                && (workload.cluster().equals(caller.cluster())
                        || !terrain.links().areDeclared())) {
            return;
        }
        boolean hbone = caller.client().ambient() && workload.proxy() == ProxyKind.AMBIENT;
        Links.State state = terrain.links()
                .between(caller.place(), Place.of(workload), hbone ? Integer.valueOf(HBONE_PORT) : number);
        boolean routable = sameNetwork
                ? state != Links.State.NOT_ROUTABLE
                : state == Links.State.OPEN || state == Links.State.PORT_CLOSED;
        Judgement doubted = route.doubts().isEmpty()
                ? Judgement.of(false)
                : Judgement.unknown(route.doubts().toArray(Pointer[]::new));
        steps.pass(NOT_ROUTABLE, routable ? Judgement.of(true) : doubted, routable);
        boolean open = state != Links.State.PORT_CLOSED;
        steps.pass(PORT_CLOSED, open ? Judgement.of(true) : doubted, open);
    }

    /** Whether calls to the service get through a gateway, judged once for all endpoints behind it. */
    GatewayPath through(NetworkGateway gateway) {
        return gatewayPaths.computeIfAbsent(gateway, this::judgeGateway);
    }

    /** Of several declarations of one gateway, one that works is enough. */
    private GatewayPath judgeGateway(NetworkGateway gateway) {
        GatewayPath best = null;
        for (Gateway declaration : gateway.declarations()) {
            GatewayPath path = judgeDeclaration(declaration, gateway);
            if (best == null || (!best.problems().isEmpty() && path.problems().isEmpty())) {
                best = path;
            }
        }
        return Objects.requireNonNull(best);
    }

    private GatewayPath judgeDeclaration(Gateway declared, NetworkGateway gateway) {
        boolean ambient = caller.client().ambient();
        Steps steps = new Steps();
        Fact<List<String>> addresses = declared.addresses();
        steps.and(assuming(addresses.isKnown() ? Judgement.of(true) : Judgement.unknown(addresses.at())));
        Links.State state = terrain.links().between(caller.place(), Place.of(declared), gateway.portFor(ambient));
        steps.pass(NOT_ROUTABLE, state != Links.State.NOT_ROUTABLE);
        steps.pass(PORT_CLOSED, state != Links.State.PORT_CLOSED);
        steps.pass(
                GATEWAY_DOES_NOT_EXPOSE_SERVICES,
                declared.exposes(Exposure.SERVICES) && declared.coversHost(service.namespace(), service.host()));
        steps.pass(GATEWAY_TLS_MODE, ambient || declared.tlsMode() == TlsMode.AUTO_PASSTHROUGH);
        Fact<Layer> layer = declared.loadBalancerLayer();
        steps.pass(
                GATEWAY_BEHIND_L7,
                assuming(layer.isKnown() ? Judgement.of(layer.get() != Layer.L7) : Judgement.unknown(layer.at())));
        steps.pass(ELEMENT_FAILED, !outage.isDown(declared));
        return new GatewayPath(steps.problems(), steps.works());
    }

    private void judgeTrust(Workload workload, Route route, Steps steps) {
        boolean mutual = speaksMtls(workload);
        if (isConflict(workload, mutual)) {
            steps.pass(TLS_MODE_CONFLICT, false);
        } else if (mutual) {
            Identity server = terrain.identityOf(workload.cluster());
            steps.pass(ROOT_NOT_TRUSTED, assuming(Trust.haveKnownRoots(caller.identity(), server)));
            steps.pass(TRUST_DOMAIN_NOT_ACCEPTED, assuming(Trust.acceptTrustDomains(caller.identity(), server)));
        }
        boolean mixes = route.kind() == Route.Kind.GATEWAY
                && caller.client().ambient()
                && workload.proxy() != ProxyKind.AMBIENT;
        steps.pass(DATA_PLANE_MIX, !mixes);
    }

    private boolean speaksMtls(Workload workload) {
        boolean proxied = workload.proxy() != ProxyKind.NONE;
        if (caller.client().ambient()) {
            return proxied;
        }
        return service.clientTls()
                .map(mode -> mode == ClientTls.ISTIO_MUTUAL)
                .orElse(proxied && workload.mtls() != MtlsMode.DISABLE);
    }

    /** Nobody enforces STRICT where there is no proxy, and HBONE is mTLS whatever a policy says. */
    private boolean isConflict(Workload workload, boolean mutual) {
        boolean proxied = workload.proxy() != ProxyKind.NONE;
        if (caller.client().ambient()) {
            return false;
        }
        return mutual ? !proxied || workload.mtls() == MtlsMode.DISABLE : proxied && workload.mtls() == MtlsMode.STRICT;
    }

    private void judgePolicy(Workload workload, Steps steps) {
        boolean anonymous = caller.client().namespace() == null;
        Judgement allowed = terrain.policy().allows(caller.tenants(), anonymous, service, workload.cluster());
        steps.pass(DENIED_BY_POLICY, assuming(allowed));
    }
}
