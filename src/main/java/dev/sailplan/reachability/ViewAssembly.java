package dev.sailplan.reachability;

import dev.sailplan.document.LocalityDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.EndpointView.DroppedEndpoints;
import dev.sailplan.reachability.EndpointView.ServedEndpoint;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the passages of one client's calls to one service together, with weights and priorities. */
final class ViewAssembly {

    private static final Comparator<ServedEndpoint> BY_CLUSTER = Comparator.comparing(ViewAssembly::clusterName);

    /** Where the calls through a gateway are counted: each gateway once in every locality. */
    private record Share(Locality locality, NetworkGateway gateway) {}

    /** The endpoints behind a gateway in one locality. */
    private static final class Behind {

        private BigInteger weight = BigInteger.ZERO;
        private long replicas;
        private long unreachable;
        private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

        void add(BigInteger each, long count, boolean reachable) {
            weight = weight.add(each.multiply(BigInteger.valueOf(count)));
            replicas += count;
            unreachable += reachable ? 0 : count;
        }
    }

    private final Passages passages;
    private final BlockedCalls blocked;
    private final Tally tally = new Tally();
    private final List<ServedEndpoint> direct = new ArrayList<>();
    private final Map<Share, Behind> shares = new LinkedHashMap<>();
    private final Set<Workload> served = new LinkedHashSet<>();
    private final List<DroppedEndpoints> dropped = new ArrayList<>();
    private final Set<Pointer> assumed = new TreeSet<>();

    ViewAssembly(Passages passages, BlockedCalls blocked) {
        this.passages = passages;
        this.blocked = blocked;
    }

    EndpointView assemble() {
        Service service = passages.service();
        if (!service.workloads().isKnown()) {
            assumed.add(service.workloads().at());
        }
        for (Target target : passages.offered().targets()) {
            if (target.endpoints().form() == Endpoints.Form.UNKNOWN) {
                assumed.add(target.workload().addresses().at());
            }
            add(passages.to(target));
        }
        assumeGateways();
        boolean resolves = resolves();
        List<ServedEndpoint> endpoints = prioritised(ordered());
        assumed.addAll(passages.assumed());
        return new EndpointView(resolves, endpoints, dropped, tally.verdict(resolves), List.copyOf(assumed));
    }

    private boolean resolves() {
        Service service = passages.service();
        Naming naming = new Naming(passages.caller(), passages.offered());
        assumed.addAll(naming.resolves().needs());
        if (!service.statesWhereDefined().isKnown()) {
            assumed.add(service.statesWhereDefined().at());
        }
        if (!service.allPorts().isKnown() || lacksPorts(service)) {
            assumed.add(service.ports().at());
        }
        return naming.isTaken();
    }

    /** Whether the ports of a cluster with endpoints are not known, though those of others are. */
    private boolean lacksPorts(Service service) {
        return passages.offered().targets().stream()
                .anyMatch(target -> !service.portsIn(target.cluster()).isKnown());
    }

    /** How many gateways there are decides the weight of every endpoint, whichever way it is reached. */
    private void assumeGateways() {
        Router router = passages.isRouted() ? passages.router() : null;
        if (router != null) {
            assumed.addAll(router.unknownGateways());
        }
    }

    private void add(Passage passage) {
        Reason reason = passage.dropped();
        if (reason != null) {
            drop(passage, reason);
        } else {
            served.add(passage.target().workload());
            if (passage.isThroughGateway()) {
                addToGateways(passage);
            } else {
                addDirect(passage);
            }
        }
        tally(passage, passages, blocked, tally);
    }

    /** Counts a passage for the verdict. */
    static void tally(Passage passage, Passages passages, BlockedCalls blocked, Tally tally) {
        Reason reason = passage.dropped();
        if (reason != null) {
            boolean lost = reason.kind() == Reason.Kind.DROP
                    && !blocked.isBlocked(
                            passages.caller().client(), passage.target().cluster());
            tally.dropped(reason, lost);
            return;
        }
        Route route = Objects.requireNonNull(passage.route());
        Set<Reason> problems = passage.problems();
        if (!passage.isThroughGateway()) {
            tally.served(route.reason(), problems.isEmpty(), problems, Set.of());
            return;
        }
        for (NetworkGateway gateway : route.gateways()) {
            Set<Reason> onThePath = passages.through(gateway).problems();
            tally.served(route.reason(), problems.isEmpty() && onThePath.isEmpty(), problems, onThePath);
        }
    }

    /** Endpoints of one workload that are dropped for one reason are told together. */
    private void drop(Passage passage, Reason reason) {
        Endpoints endpoints = passage.target().endpoints();
        String address = endpoints.count() == 1 && endpoints.addresses().size() == 1
                ? endpoints.addresses().get(0)
                : null;
        var each = new DroppedEndpoints(passage.target().workload(), address, reason, endpoints.count());
        for (int i = dropped.size() - 1;
                i >= 0 && dropped.get(i).workload() == passage.target().workload();
                i--) {
            if (dropped.get(i).reason() == reason) {
                dropped.set(i, dropped.get(i).and(each));
                return;
            }
        }
        dropped.add(each);
    }

    private void addDirect(Passage passage) {
        Endpoints endpoints = passage.target().endpoints();
        if (endpoints.addresses().isEmpty()) {
            direct.add(directEntry(passage, null, endpoints.count()));
        } else {
            endpoints.addresses().forEach(address -> direct.add(directEntry(passage, address, 1)));
        }
    }

    private ServedEndpoint directEntry(Passage passage, @Nullable String address, long count) {
        Workload workload = passage.target().workload();
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Objects.requireNonNull(passage.route()).reason());
        reasons.addAll(passage.problems());
        return new ServedEndpoint(
                address,
                passage.port(),
                count == 1 ? scale() : scale().multiply(BigInteger.valueOf(count)),
                false,
                passage.target().network(),
                passage.target().cluster(),
                Locality.of(workload),
                0,
                count,
                passage.problems().isEmpty() ? 0 : count,
                reasons);
    }

    /** What names resolve to has no weights. */
    private BigInteger scale() {
        Router router = passages.router();
        return passages.isHeadless() || router == null
                ? BigInteger.ONE
                : router.directory().scale();
    }

    private void addToGateways(Passage passage) {
        Route route = Objects.requireNonNull(passage.route());
        BigInteger each = scale().divide(BigInteger.valueOf(route.gateways().size()));
        Locality locality = Locality.of(passage.target().workload());
        Optional.ofNullable(passages.router())
                .flatMap(router -> router.unknownFamiliesFor(route))
                .ifPresent(assumed::add);
        for (NetworkGateway gateway : route.gateways()) {
            Set<Reason> onThePath = passages.through(gateway).problems();
            Behind behind = shares.computeIfAbsent(new Share(locality, gateway), share -> new Behind());
            boolean reachable = passage.problems().isEmpty() && onThePath.isEmpty();
            behind.add(each, passage.target().endpoints().count(), reachable);
            behind.reasons.add(route.reason());
            behind.reasons.addAll(passage.problems());
            behind.reasons.addAll(onThePath);
        }
    }

    private List<ServedEndpoint> ordered() {
        Map<String, List<ServedEndpoint>> byLocality = new TreeMap<>();
        direct.stream()
                .sorted(BY_CLUSTER)
                .forEach(endpoint -> listOf(byLocality, endpoint.locality()).add(endpoint));
        shares.keySet().stream()
                .sorted(Comparator.comparing(
                        Share::gateway,
                        NetworkGateway.order(passages.caller().client().ambient())))
                .forEach(share -> listOf(byLocality, share.locality()).add(gatewayEntry(share)));
        return byLocality.values().stream().flatMap(Collection::stream).toList();
    }

    private static List<ServedEndpoint> listOf(Map<String, List<ServedEndpoint>> byLocality, Locality locality) {
        return byLocality.computeIfAbsent(locality.toString(), key -> new ArrayList<>());
    }

    private ServedEndpoint gatewayEntry(Share share) {
        NetworkGateway gateway = share.gateway();
        Behind behind = Objects.requireNonNull(shares.get(share));
        return new ServedEndpoint(
                gateway.addressText().orElse(null),
                gateway.portFor(passages.caller().client().ambient()),
                behind.weight,
                true,
                gateway.network(),
                gateway.cluster().orElse(null),
                share.locality(),
                0,
                behind.replicas,
                behind.unreachable,
                List.copyOf(behind.reasons));
    }

    private List<ServedEndpoint> prioritised(List<ServedEndpoint> endpoints) {
        Optional<LocalityDocument> settings = passages.service().locality();
        ControlPlane watcher = passages.caller().watcher();
        if (settings.isEmpty() || watcher == null || passages.isHeadless()) {
            return endpoints;
        }
        if (settings.get().outlierDetection() == null && Priorities.failsOver(settings.get())) {
            assumed.add(passages.service().at().field("locality").field("outlierDetection"));
        }
        if (!Priorities.apply(settings.get())) {
            return endpoints;
        }
        assumeLocalities(settings.get(), endpoints.size());
        List<Integer> priorities =
                new Priorities(passages.caller().client(), settings.get(), watcher.version()).of(endpoints);
        List<ServedEndpoint> prioritised = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++) {
            prioritised.add(endpoints.get(i).withPriority(priorities.get(i)));
        }
        return prioritised;
    }

    /** Where localities are compared, those that are not known are taken for empty ones. */
    private void assumeLocalities(LocalityDocument settings, int entries) {
        if (entries < 2) {
            return;
        }
        Client client = passages.caller().client();
        if (Priorities.asksRegions(settings)) {
            assume(client.cluster().region());
            served.stream()
                    .filter(each -> each.region().isEmpty())
                    .forEach(each -> assume(each.cluster().region()));
        }
        if (Priorities.asksZones(settings)) {
            if (client.ownZone() == null) {
                assume(client.cluster().zones());
            }
            served.stream()
                    .filter(each -> each.zone().isEmpty())
                    .forEach(each -> assume(each.cluster().zones()));
        }
    }

    private void assume(Fact<?> fact) {
        if (!fact.isKnown()) {
            assumed.add(fact.at());
        }
    }

    private static String clusterName(ServedEndpoint endpoint) {
        return endpoint.cluster() == null ? "" : endpoint.cluster().name();
    }
}
