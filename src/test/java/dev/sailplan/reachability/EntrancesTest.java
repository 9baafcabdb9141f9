package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Topologies;
import dev.sailplan.address.IpFamily;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Crossing.Call;
import dev.sailplan.reachability.Entrances.Entrance;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntrancesTest {

    /** What a client in the north finds before endpoints in the south; it reads the west only if the API server allows it. */
    private static Entrances before(String gateways, String reachableFrom) {
        Reachability reachability =
                Reachability.of(dev.sailplan.topology.Topologies.of("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: north, mesh: m, network: n}
                  - {name: south, mesh: m, network: s, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: s, apiServer: {%s}}
                controlPlanes: [{name: istiod, cluster: north, remoteSecrets: [{cluster: south}, {cluster: west}]}]
                networks: [{name: n}, {name: s, gateways: [%s]}]
                services: [{name: web, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}]
                """.formatted(reachableFrom, gateways)));
        Network south = named(reachability.topology().networks(), "s");
        return reachability.entrancesInto(south).apply(onlyCall(reachability, south));
    }

    private static Entrances before(String gateways) {
        return before(gateways, "reachableFrom: [\"*\"]");
    }

    private static Call onlyCall(Reachability reachability, Network network) {
        List<Call> calls = reachability.crossingsInto(network).stream()
                .flatMap(Crossing::calls)
                .toList();
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private static List<String> used(Entrances entrances) {
        return entrances.used().stream()
                .map(entrance -> entrance.gateways().get(0).name() + " " + entrance.isUsed())
                .toList();
    }

    @Test
    void gatewaysOfTheEndpointsClusterStandBeforeThoseOfTheNetwork() {
        String plain = "{name: plain, addresses: [192.0.2.1]}, {name: west, cluster: west, addresses: [192.0.2.2]}";

        assertThat(used(before(plain))).containsExactlyInAnyOrder("plain yes", "west yes");
        assertThat(used(before(plain + ", {name: south, cluster: south, addresses: [192.0.2.3]}")))
                .containsExactly("south yes");
    }

    @Test
    void gatewaysOfClustersThatAreNotReadDoNotExist() {
        String gateways = "{name: plain, addresses: [192.0.2.1]}, {name: west, cluster: west, addresses: [192.0.2.2]}";

        assertThat(used(before(gateways, "reachableFrom: [s]"))).containsExactly("plain yes");
        assertThat(used(before(gateways, "")))
                .containsExactlyInAnyOrder("plain yes", "west unknown [/clusters/2/apiServer/reachableFrom]");
    }

    @Test
    void anUnknownAddressMattersBesideOtherGateways() {
        assertThat(used(before("{name: gw}"))).containsExactly("gw yes");
        assertThat(used(before("{name: south, cluster: south}, {name: plain, addresses: [192.0.2.1]}")))
                .containsExactlyInAnyOrder(
                        "south unknown [/networks/1/gateways/0/addresses, /clusters/0/podCidrs]",
                        "plain unknown [/networks/1/gateways/0/addresses, /clusters/0/podCidrs]");
    }

    @Test
    void gatewaysForControlPlanesAloneAreLeftOut() {
        Entrances entrances = before("""
                {name: control, cluster: south, exposes: [controlPlane, apiServer], addresses: [192.0.2.1]},
                {name: nothing, exposes: [], addresses: [192.0.2.2]},
                {name: all, exposes: [controlPlane, services], addresses: [192.0.2.3]}
                """);

        assertThat(used(entrances)).containsExactlyInAnyOrder("nothing yes", "all yes");
    }

    @Test
    void declarationsThatAgreeAreOne() {
        Entrances entrances = before(
                "{name: one, addresses: [\"2001:db8::1\"]},"
                        + " {name: two, addresses: [\"2001:db8:0::1\"]}, {name: three, port: 444, addresses: [\"2001:db8::1\"]}");

        assertThat(entrances.used())
                .extracting(entrance -> entrance.gateways().size())
                .containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void gatewaysWithoutThePortAreThereAndNotUsed() {
        Entrances entrances = before("{name: gw, port: 0, hbonePort: 15008, addresses: [192.0.2.1]}");

        assertThat(entrances.used()).isEmpty();
        assertThat(entrances.gateways()).extracting(Gateway::name).containsExactly("gw");
        assertThat(entrances.haveNoPort().isYes()).isTrue();
        assertThat(before("").haveNoPort().isNo()).isTrue();
    }

    @Test
    void aDualStackGatewayIsUsedByClientsOfAnyFamily() {
        String dual = "{name: dual, addresses: [192.0.2.1, \"2001:db8::1\"]}";

        assertThat(used(before(dual))).containsExactly("dual yes", "dual yes");
        assertThat(used(before(dual + ", {name: v4, addresses: [192.0.2.2]}")))
                .contains("v4 unknown [/clusters/0/podCidrs]");
        assertThat(before("{name: v4, addresses: [192.0.2.2]}")
                        .lack(IpFamily.IPV6)
                        .needs())
                .containsExactly(new Pointer("/clusters/0/podCidrs"));
    }

    /** What is certain here is what views say, in documents that hold no gateways for control planes alone. */
    @Test
    void whatIsCertainIsWhatViewsSay() {
        Set<String> compared = new TreeSet<>();
        for (long seed = 0; seed < 400; seed++) {
            String json = new String(Topologies.json(Topologies.random(seed)), StandardCharsets.UTF_8)
                    .replace("\"controlPlane\"", "\"services\"")
                    .replace("\"apiServer\"]", "\"services\"]")
                    .replace("[\"apiServer\"", "[\"services\"");
            compare(Reachability.of(dev.sailplan.topology.Topologies.of(json)), "seed " + seed, compared);
        }
        assertThat(compared).containsExactly("DIRECT", "GATEWAY", "NONE", "no family", "no port");
    }

    private static void compare(Reachability reachability, String seed, Set<String> compared) {
        Topology topology = reachability.topology();
        for (Network network : topology.networks()) {
            reachability.crossingsInto(network).stream()
                    .flatMap(Crossing::calls)
                    .filter(call -> call.exists().isYes())
                    .forEach(call -> compare(reachability, network, call, seed, compared));
        }
    }

    private static void compare(
            Reachability reachability, Network network, Call call, String seed, Set<String> compared) {
        Passages passages = reachability.passagesOf(call.consumer(), call.service());
        if (passages.isHeadless()) {
            return;
        }
        Route route = Objects.requireNonNull(passages.router())
                .to(network, call.workload().cluster());
        Entrances entrances = reachability.entrancesInto(network).apply(call);
        assertThat(entrances.haveNoPort().isYes())
                .as("no port, %s: %s", seed, route)
                .isEqualTo(isStranded(route) && !entrances.gateways().isEmpty());
        assertThat(Stream.of(IpFamily.values())
                        .anyMatch(family -> entrances.lack(family).isYes()))
                .as("no family, %s: %s", seed, route)
                .isEqualTo(route.reason() == Reason.NO_GATEWAY_OF_CLIENT_IP_FAMILY);
        if (route.kind() == Route.Kind.GATEWAY) {
            assertThat(certain(entrances)).as("used, %s", seed).isEqualTo(declaredBy(route));
        }
        compared.add(route.kind().name());
        if (entrances.haveNoPort().isYes()) {
            compared.add("no port");
        }
        if (route.reason() == Reason.NO_GATEWAY_OF_CLIENT_IP_FAMILY) {
            compared.add("no family");
        }
    }

    private static boolean isStranded(Route route) {
        return route.kind() == Route.Kind.DIRECT || route.reason() == Reason.NO_USABLE_GATEWAY;
    }

    private static Set<Set<Gateway>> certain(Entrances entrances) {
        return entrances.used().stream()
                .filter(entrance -> entrance.isUsed().isYes())
                .map(Entrance::gateways)
                .map(Set::copyOf)
                .collect(Collectors.toSet());
    }

    private static Set<Set<Gateway>> declaredBy(Route route) {
        return route.gateways().stream()
                .map(NetworkGateway::declarations)
                .map(Set::copyOf)
                .collect(Collectors.toSet());
    }

    /** The gateway of network s that ambient clients use. */
    private static String firstForAmbient(String gateways) {
        Reachability reachability = Reachability.of(dev.sailplan.topology.Topologies.of("""
                name: t
                clusters: [{name: south, network: s}, {name: west, network: s}]
                networks: [{name: s, gateways: [%s]}]
                """.formatted(gateways)));
        return reachability.firstForAmbient(reachability.topology().networks().get(0)).stream()
                .map(Gateway::name)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Test
    void ambientClientsUseTheGatewayWhoseAddressIsFirstAsText() {
        String nine = "{name: nine, addresses: [192.0.2.9], hbonePort: 15008}";
        String ten = "{name: ten, addresses: [192.0.2.10], hbonePort: 15008}";

        assertThat(firstForAmbient(nine + ", " + ten)).isEqualTo("ten");
        assertThat(firstForAmbient(ten + ", " + nine)).isEqualTo("ten");
        assertThat(firstForAmbient(ten.replace(", hbonePort: 15008", "") + ", " + nine))
                .isEqualTo("nine");
        assertThat(firstForAmbient(ten.replace("addresses: [192.0.2.10], ", "") + ", " + nine))
                .isEqualTo("nine");
        assertThat(firstForAmbient(nine.replace("[192.0.2.9]", "[192.0.2.9, 192.0.2.1]") + ", " + ten))
                .isEqualTo("nine");
    }

    @Test
    void gatewaysThatDeclareTheFirstAddressAreAllFirst() {
        String south = "{name: first, cluster: south, addresses: [192.0.2.1], hbonePort: 15008}";

        assertThat(firstForAmbient(south + ", " + south.replace("first", "second")))
                .isEqualTo("first second");
        assertThat(firstForAmbient(
                        south + ", " + south.replace("first", "second").replace("south", "west")))
                .isEqualTo("first second");
        assertThat(firstForAmbient(
                        south + ", " + south.replace("first", "second").replace("15008", "15009")))
                .isEqualTo("first");
        assertThat(firstForAmbient("{name: none, addresses: [], hbonePort: 15008}"))
                .isEmpty();
    }
}
