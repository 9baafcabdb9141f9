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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways of one caller's calls to the endpoints of one service, judged step by step as {@code docs/reachability.md} describes.
 */
final class Passages {

    /** The port on which ambient workloads accept HBONE. */
    private static final int HBONE_PORT = 15008;

    private final Terrain terrain;
    private final Caller caller;
    private final Offered offered;
    private final Service service;
    private final Optional<ClientTls> clientTls;
    private final QueriedPort port;
    private final boolean headless;
    private final boolean byExport;
    private final Offer.@Nullable Terms terms;
    private final @Nullable Network ownNetwork;
    private final Outage outage;
    private @Nullable Router router;
    private boolean routed;
    private final Map<NetworkGateway, GatewayPath> gatewayPaths = new HashMap<>();
    private final Set<Pointer> assumed = new HashSet<>();

    Passages(Terrain terrain, Caller caller, Offered offered, @Nullable Integer portNumber, Outage outage) {
        this.terrain = terrain;
        this.caller = caller;
        this.offered = offered;
        this.service = offered.service();
        this.clientTls = service.clientTls();
        this.outage = outage;
        Optional<Cluster> definition = terrain.definitionFor(caller, service);
        this.port = QueriedPort.of(service, definition, portNumber);
        this.headless = isResolvedToPods(caller.client(), service, definition);
        this.byExport = isExportedTo(caller.cluster(), service);
        this.ownNetwork = caller.client().network().orElse(null);
        this.terms = caller.watcher() == null
                ? null
                : terrain.offer().to(caller.cluster(), service, caller.watcher().mesh());
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

    Offered offered() {
        return offered;
    }

    Service service() {
        return service;
    }

    Links links() {
        return terrain.links();
    }

    /**
     * Equal for callers whose calls to the service have the same ways; the caller itself where its own cluster may make a
     * difference to them.
     */
    Object standing() {
        boolean alike = !headless
                && !byExport
                && !terrain.links().areDeclared()
                && terms != null
                && terms.hidesNothing()
                && !offered.isAnyClusterLocal();
        return alike ? Standing.of(caller, offered, port) : caller;
    }

    /** The same ties that other ways have, if there are such. */
    Ties shared(Ties ties) {
        return terrain.shared(ties);
    }

    boolean isHeadless() {
        return headless;
    }

    /** The routes, worked out when they are asked for: many questions are settled before. */
    @Nullable
    Router router() {
        if (router == null) {
            router = terrain.routerFor(caller, byExport ? service.mesh().orElse(null) : null);
        }
        return router;
    }

    /** The unknown facts that were read. */
    Set<Pointer> assumed() {
        return assumed;
    }

    /** Judges the way to endpoints of the service. */
    Passage to(Target target) {
        Steps steps = new Steps();
        Route route = null;
        Integer number = null;
        if (isFound(target, steps)) {
            number = port.numberIn(target.cluster());
            boolean asked = steps.pass(PORT_NAME_DIFFERS, !port.isMissingIn(target.cluster()))
                    && steps.pass(HOST_NAME_ADDRESS, target.endpoints().form() != Form.HOST_NAME)
                    && steps.pass(OUTSIDE_NETWORK_VIEW, isInView(target));
            if (asked) {
                route = headless ? toPod(target, steps) : acrossNetworks(target, steps);
            }
        }
        if (route != null && route.kind() != Route.Kind.NONE && steps.goesOn()) {
            judgeLink(target, route, number, steps);
            judgeTrust(target, route, steps);
            judgePolicy(target, steps);
            steps.pass(ELEMENT_FAILED, !outage.isDown(target.workload()));
        }
        boolean served = steps.dropped() == null;
        return new Passage(
                target,
                steps.dropped(),
                served ? route : null,
                number,
                steps.problems(),
                steps.works(),
                steps.certain());
    }

    /**
     * Whether endpoints are served as far as discovery, scope, ports and, for a headless name, networks decide it.
     */
    Judgement serves(Target target) {
        return upToNetworks(target, new Steps()).works();
    }

    /**
     * Whether a workload has endpoints that one reason withholds, one of those that keep endpoints inside their cluster or
     * network, and that would be served as far as everything before it decides.
     */
    Judgement withholds(Workload workload, Reason reason) {
        Judgement any = Judgement.of(false);
        for (Target target : offered.targetsOf(workload)) {
            any = any.or(() -> upToNetworks(target, new Steps(reason)).isStoppedByExcusedAlone());
        }
        return any;
    }

    /** Whether endpoints of a workload are served and, if a gateway is in between, can be called through it. */
    Judgement suits(Workload workload) {
        Judgement any = Judgement.of(false);
        for (Target target : offered.targetsOf(workload)) {
            any = any.or(() -> suits(target) ? serves(target) : Judgement.of(false));
        }
        return any;
    }

    private boolean suits(Target target) {
        if (isOnSameNetwork(target) || needsGateway(target).isNo()) {
            return true;
        }
        return caller.client().ambient()
                ? target.proxy() == ProxyKind.AMBIENT
                : isIstioMtls(target) && !isConflict(target, true);
    }

    private Steps upToNetworks(Target target, Steps steps) {
        if (isFound(target, steps)) {
            Form form = target.endpoints().form();
            steps.pass(PORT_NAME_DIFFERS, !port.isMissingIn(target.cluster()));
            steps.pass(HOST_NAME_ADDRESS, form != Form.HOST_NAME);
            steps.pass(NO_ADDRESS, form != Form.NONE || !(headless || isOnSameNetwork(target)));
            if (headless) {
                toPod(target, steps);
            }
        }
        return steps;
    }

    /**
     * Whether calls to a workload on another network need a gateway. They do not where sidecars are given raw addresses, because
     * its network has no gateway at all, and a declared link leads there.
     */
    Judgement needsGateway(Workload workload) {
        Judgement any = Judgement.of(false);
        for (Target target : offered.targetsOf(workload)) {
            any = any.or(() -> needsGateway(target));
        }
        return any;
    }

    private Judgement needsGateway(Target target) {
        if (!terrain.links().areDeclared() || byExport) {
            return Judgement.of(true);
        }
        Network network = target.network();
        Router known = router();
        if (network == null || known == null || known.profile().dropsWithoutGateway()) {
            return Judgement.of(true);
        }
        Fact<List<Gateway>> gateways = network.gateways();
        if (!gateways.orElse(List.of()).isEmpty()) {
            return Judgement.of(true);
        }
        Links.State state = terrain.links()
                .between(caller.place(), new Place(target.cluster(), network), port.numberIn(target.cluster()));
        return state != Links.State.OPEN
                ? Judgement.of(true)
                : gateways.isKnown() ? Judgement.of(false) : Judgement.unknown(gateways.at());
    }

    /** Whether any endpoint of a workload is served, as far as the same decides it. */
    Judgement serves(Workload workload) {
        Judgement any = Judgement.of(false);
        for (Target target : offered.targetsOf(workload)) {
            any = any.or(() -> serves(target));
        }
        return any;
    }

    /** Whether any endpoint of a workload is on the caller's network and served by its address. */
    Judgement servesDirectly(Workload workload) {
        Judgement any = Judgement.of(false);
        for (Target target : offered.targetsOf(workload)) {
            any = any.or(() -> servesDirectly(target));
        }
        return any;
    }

    private Judgement servesDirectly(Target target) {
        Sight sight = caller.sight();
        if (sight == null || !isOnSameNetwork(target)) {
            return Judgement.of(false);
        }
        return byExport ? sight.sees(target.cluster()).and(() -> serves(target)) : serves(target);
    }

    /** The port of a workload that is called directly, null if it is not known. */
    @Nullable
    Integer directPortOf(Workload workload) {
        return isHbone(workload.proxy()) ? Integer.valueOf(HBONE_PORT) : port.numberIn(workload.cluster());
    }

    private boolean isHbone(ProxyKind server) {
        return caller.client().ambient() && server == ProxyKind.AMBIENT;
    }

    /** Whether the steps up to the network matter: is the endpoint discovered, and does it leave its cluster? */
    private boolean isFound(Target target, Steps steps) {
        Sight sight = caller.sight();
        if (sight == null) {
            return steps.pass(CLIENT_HAS_NO_CONTROL_PLANE, false);
        }
        Cluster server = target.cluster();
        Judgement seen = byExport ? Judgement.of(true) : assuming(sight.sees(server), steps);
        boolean goesOn = steps.pass(NOT_DISCOVERED, seen, byExport || sight.takes(server));
        if (!goesOn || server.equals(caller.cluster())) {
            return goesOn;
        }
        Offer.Terms known = Objects.requireNonNull(terms);
        return steps.pass(CLUSTER_LOCAL, !known.hidesAll() && !target.clusterLocal())
                && steps.pass(NOT_EXPORTED, assuming(known.isExported(server), steps));
    }

    /** Whether nothing in a cluster, or for null in any, is ever served to the caller. */
    boolean isOutOfSight(@Nullable Cluster server) {
        Sight sight = caller.sight();
        return sight == null
                || (server != null && !byExport && sight.sees(server).isNo());
    }

    /** Notes what is taken for granted of an endpoint; nothing more is once it is dropped. */
    private Judgement assuming(Judgement judgement, Steps steps) {
        if (judgement.isUnknown() && steps.dropped() == null) {
            assumed.addAll(judgement.needs());
        }
        return judgement;
    }

    private boolean isInView(Target target) {
        Set<String> view = caller.client().networkView();
        Network network = target.network();
        return view == null || network == null || view.contains(network.name());
    }

    /** Networks are the same if they are equal or either is empty. */
    private boolean isOnSameNetwork(Target target) {
        return ownNetwork == null || target.network() == null || ownNetwork.equals(target.network());
    }

    /** What a headless name resolves to, never a gateway. */
    private @Nullable Route toPod(Target target, Steps steps) {
        boolean elsewhere = !target.cluster().equals(caller.cluster());
        boolean found = steps.pass(HEADLESS_ACROSS_NETWORKS, isOnSameNetwork(target))
                && steps.pass(HEADLESS_OTHER_CLUSTER, !elsewhere || isHeadlessMulticluster())
                && passByExport(target, Judgement.of(false), steps)
                && steps.pass(NO_ADDRESS, target.endpoints().form() != Form.NONE);
        return found ? Route.direct(SAME_NETWORK, List.of()) : null;
    }

    private boolean isHeadlessMulticluster() {
        ControlPlane watcher = caller.watcher();
        return caller.cluster().isDnsProxy() && watcher != null && watcher.isMulticlusterHeadless();
    }

    /**
     * Only the gateways of the exporting mesh are known by an export alone, and no endpoint.
     *
     * @param otherwise whether it could be reached through a gateway
     */
    private boolean passByExport(Target target, Judgement otherwise, Steps steps) {
        Sight sight = caller.sight();
        if (!byExport || sight == null) {
            return true;
        }
        Judgement read = assuming(sight.sees(target.cluster()), steps);
        return steps.pass(NO_USABLE_GATEWAY, read.isNo() ? otherwise : read, sight.takes(target.cluster()));
    }

    /** Whether the gateways were asked about any endpoint. */
    boolean isRouted() {
        return routed;
    }

    private Route acrossNetworks(Target target, Steps steps) {
        routed |= steps.dropped() == null;
        Route route = Objects.requireNonNull(router()).to(target.network(), target.cluster());
        Judgement settled = assuming(route.settled(), steps);
        switch (route.kind()) {
            case NONE -> steps.pass(route.reason(), settled.isUnknown() ? settled : Judgement.of(false), false);
            case DIRECT -> judgeDirect(target, settled, steps);
            case GATEWAY -> {
                steps.and(settled);
                steps.pass(CROSS_NETWORK_NEEDS_MTLS, caller.client().ambient() || isIstioMtls(target));
            }
        }
        return route;
    }

    private void judgeDirect(Target target, Judgement settled, Steps steps) {
        Judgement doubted = settled.isUnknown() ? settled : Judgement.of(false);
        passByExport(target, doubted, steps);
        boolean addressed = target.endpoints().form() != Form.NONE;
        steps.pass(NO_ADDRESS, addressed ? Judgement.of(true) : doubted, addressed);
        if (caller.client().proxy() == Proxy.EASTWEST) {
            steps.pass(PASSTHROUGH_NEEDS_MTLS, isIstioMtls(target));
        }
        steps.and(settled);
    }

    /** Whether a proxy that is not ambient has Istio mTLS to an endpoint, which gateways pass on. */
    private boolean isIstioMtls(Target target) {
        if (target.proxy() == ProxyKind.AMBIENT) {
            return false;
        }
        return clientTls
                .map(mode -> mode == ClientTls.ISTIO_MUTUAL)
                .orElse(target.proxy() == ProxyKind.SIDECAR && target.mtls() != MtlsMode.DISABLE);
    }

    private void judgeLink(Target target, Route route, @Nullable Integer number, Steps steps) {
        if (route.kind() == Route.Kind.DIRECT) {
            judgeDirectLink(target, route, number, steps);
            return;
        }
        Judgement any = Judgement.of(false);
        for (NetworkGateway gateway : route.gateways()) {
            Judgement works = pathThrough(gateway).works();
            any = any.isNo() ? works : any.or(() -> works);
        }
        if (any.isNo()) {
            route.gateways()
                    .forEach(gateway -> steps.alsoCertain(pathThrough(gateway).problems()));
        }
        steps.and(any);
    }

    private void judgeDirectLink(Target target, Route route, @Nullable Integer number, Steps steps) {
        boolean sameNetwork = isOnSameNetwork(target);
        if (sameNetwork
                && (target.cluster().equals(caller.cluster())
                        || !terrain.links().areDeclared())) {
            return;
        }
        Links.State state = terrain.links()
                .between(
                        caller.place(),
                        new Place(target.cluster(), target.network()),
                        isHbone(target.proxy()) ? Integer.valueOf(HBONE_PORT) : number);
        boolean routable = state == Links.State.UNDECLARED ? sameNetwork : state != Links.State.NOT_ROUTABLE;
        boolean open = state != Links.State.PORT_CLOSED;
        Judgement settled = route.settled();
        Judgement doubted = settled.isUnknown() ? settled : Judgement.of(false);
        steps.pass(NOT_ROUTABLE, routable ? Judgement.of(true) : doubted, routable);
        steps.pass(PORT_CLOSED, open ? Judgement.of(true) : doubted, open);
    }

    /** Whether calls to the service get through a gateway that is served. */
    GatewayPath through(NetworkGateway gateway) {
        GatewayPath path = pathThrough(gateway);
        assumed.addAll(path.unknown());
        return path;
    }

    /** Whether calls get through what one declaration of a gateway declares. */
    GatewayPath pathThrough(Gateway declaration, NetworkGateway gateway) {
        return gateway.declarations().size() == 1 ? pathThrough(gateway) : judgeDeclaration(declaration, gateway);
    }

    /** The same, judged once for all endpoints behind it. */
    private GatewayPath pathThrough(NetworkGateway gateway) {
        boolean alike = outage == Outage.NONE && !terrain.links().areDeclared() && gateway.exposesEveryHost();
        Map<NetworkGateway, GatewayPath> known =
                alike ? terrain.openPaths(caller.client().ambient()) : gatewayPaths;
        GatewayPath path = known.get(gateway);
        if (path == null) {
            path = judgeGateway(gateway);
            known.put(gateway, path);
        }
        return path;
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
        steps.and(addresses.isKnown() ? Judgement.of(true) : Judgement.unknown(addresses.at()));
        Links.State state = terrain.links().between(caller.place(), Place.of(declared), gateway.portFor(ambient));
        steps.pass(NOT_ROUTABLE, state != Links.State.NOT_ROUTABLE);
        steps.pass(PORT_CLOSED, state != Links.State.PORT_CLOSED);
        steps.pass(
                GATEWAY_DOES_NOT_EXPOSE_SERVICES,
                declared.exposes(Exposure.SERVICES) && declared.coversHost(service.host()));
        steps.pass(GATEWAY_TLS_MODE, ambient || declared.tlsMode() == TlsMode.AUTO_PASSTHROUGH);
        Fact<Layer> layer = declared.loadBalancerLayer();
        steps.pass(
                GATEWAY_BEHIND_L7,
                layer.isKnown() ? Judgement.of(layer.get() != Layer.L7) : Judgement.unknown(layer.at()));
        steps.pass(ELEMENT_FAILED, !outage.isDown(declared));
        List<Pointer> unknown = Stream.of(addresses, layer)
                .filter(fact -> !fact.isKnown())
                .map(Fact::at)
                .toList();
        return new GatewayPath(steps.problems(), steps.works(), unknown);
    }

    private void judgeTrust(Target target, Route route, Steps steps) {
        boolean mutual = speaksMtls(target);
        if (isConflict(target, mutual)) {
            steps.pass(TLS_MODE_CONFLICT, false);
        } else if (mutual) {
            Identity server = target.identity();
            steps.pass(
                    ROOT_NOT_TRUSTED,
                    !outage.hasExpired(caller.identity().root()) && !outage.hasExpired(server.root()));
            steps.pass(ROOT_NOT_TRUSTED, assuming(Trust.haveKnownRoots(caller.identity(), server), steps));
            steps.pass(TRUST_DOMAIN_NOT_ACCEPTED, assuming(Trust.acceptTrustDomains(caller.identity(), server), steps));
        }
        boolean mixes =
                route.kind() == Route.Kind.GATEWAY && caller.client().ambient() && target.proxy() != ProxyKind.AMBIENT;
        steps.pass(DATA_PLANE_MIX, !mixes);
    }

    /** Whether calls show certificates, and both sides agree on that. */
    boolean isMutual(Target target) {
        boolean mutual = speaksMtls(target);
        return mutual && !isConflict(target, true);
    }

    private boolean speaksMtls(Target target) {
        if (caller.client().ambient()) {
            return target.isProxied();
        }
        return clientTls
                .map(mode -> mode == ClientTls.ISTIO_MUTUAL)
                .orElse(target.isProxied() && target.mtls() != MtlsMode.DISABLE);
    }

    /** Nobody enforces STRICT where there is no proxy, and HBONE is mTLS whatever a policy says. */
    private boolean isConflict(Target target, boolean mutual) {
        if (caller.client().ambient()) {
            return false;
        }
        return mutual
                ? !target.isProxied() || target.mtls() == MtlsMode.DISABLE
                : target.isProxied() && target.mtls() == MtlsMode.STRICT;
    }

    private void judgePolicy(Target target, Steps steps) {
        boolean anonymous = caller.client().namespace() == null;
        Judgement allowed = terrain.policy().allows(caller.tenants(), anonymous, service, target.cluster());
        steps.pass(DENIED_BY_POLICY, assuming(allowed, steps));
    }
}
