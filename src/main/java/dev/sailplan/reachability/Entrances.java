package dev.sailplan.reachability;

import dev.sailplan.address.IpFamily;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Router.Profile;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gateways among which Istio chooses for a client's calls to endpoints of one cluster on another network, as far as facts
 * tell. A view settles what is not known; here it is kept apart.
 *
 * <p>Gateways that are meant for control planes or API servers alone are left out: they have rules of their own.
 */
public final class Entrances {

    /**
     * An address of the network's gateways.
     *
     * @param gateways the gateways that declare it; those that agree in place, address and ports are one
     * @param isUsed whether a share of the calls is sent there, yes or unknown
     */
    public record Entrance(List<Gateway> gateways, Judgement isUsed) {}

    /** A gateway of the group that stands for the cluster of the endpoints, whatever its ports. */
    private record Member(NetworkGateway gateway, Judgement isIn) {}

    private final @Nullable Profile client;
    private final List<Member> members;
    private final List<Member> candidates;

    private Entrances(@Nullable Profile client, List<Member> members) {
        this.client = client;
        this.members = members;
        this.candidates = members.stream().filter(this::hasPort).toList();
    }

    /** The addresses of a network's gateways, whoever discovers them. */
    static List<NetworkGateway> addressesOf(Network network) {
        return List.copyOf(GatewayDirectory.distinct(network, gateway -> !gateway.isForControlAlone()));
    }

    /**
     * Finds those for calls to endpoints of a cluster.
     *
     * @param all the addresses of the network's gateways
     * @param exporting a mesh whose gateways exist for the caller too, null for none
     */
    static Entrances of(List<NetworkGateway> all, Caller caller, @Nullable Mesh exporting, Cluster server) {
        Router router = caller.router();
        Sight sight = caller.sight();
        if (router == null || sight == null) {
            return new Entrances(null, List.of());
        }
        boolean alone = all.size() == 1;
        List<Member> own = new ArrayList<>();
        List<Member> others = new ArrayList<>();
        for (NetworkGateway gateway : all) {
            Judgement exists = exists(gateway, sight, exporting, alone);
            boolean isOwn = gateway.cluster().filter(server::equals).isPresent();
            (isOwn ? own : others).add(new Member(gateway, exists));
        }
        Judgement noOwn = any(own, member -> true).not();
        others.replaceAll(other -> new Member(other.gateway(), noOwn.and(other::isIn)));
        own.addAll(others);
        own.removeIf(member -> member.isIn().isNo());
        return new Entrances(router.profile(), List.copyOf(own));
    }

    /**
     * Whether a control plane knows a gateway. One without known address may have none, which only matters where another one
     * would take its place.
     */
    private static Judgement exists(NetworkGateway gateway, Sight sight, @Nullable Mesh exporting, boolean alone) {
        Judgement discovered = gateway.cluster()
                .filter(cluster -> exporting == null
                        || cluster.mesh().filter(exporting::equals).isEmpty())
                .map(sight::sees)
                .orElse(Judgement.of(true));
        return discovered.and(() -> alone ? Judgement.of(true) : isAddressed(gateway));
    }

    private static Judgement isAddressed(NetworkGateway gateway) {
        return gateway.addressText().isPresent() ? Judgement.of(true) : Judgement.unknown(addressOf(gateway));
    }

    private static Pointer addressOf(NetworkGateway gateway) {
        return gateway.declarations().get(0).addresses().at();
    }

    private static Judgement any(List<Member> members, Predicate<Member> which) {
        Judgement any = Judgement.of(false);
        for (Member member : members) {
            any = which.test(member) ? any.or(member::isIn) : any;
        }
        return any;
    }

    private boolean hasPort(Member member) {
        return client != null && member.gateway().portFor(client.ambient()) != 0;
    }

    /** Those that the calls are, or may be, shared between. */
    public List<Entrance> used() {
        return candidates.stream()
                .map(member -> new Entrance(
                        member.gateway().declarations(), member.isIn().and(() -> isOfferedToFamilies(member))))
                .filter(entrance -> !entrance.isUsed().isNo())
                .toList();
    }

    /** Whether there are gateways and none has a port for clients of this kind. */
    public Judgement haveNoPort() {
        return any(members, member -> true)
                .and(() -> any(candidates, member -> true).not());
    }

    /** Whether the client has addresses of this family only, and no gateway it could use has one. */
    public Judgement lack(IpFamily family) {
        if (client == null || !client.choosesByFamily()) {
            return Judgement.of(false);
        }
        Judgement lacking =
                any(candidates, member -> true).and(() -> has(family).not());
        Set<IpFamily> families = client.families();
        if (families != null) {
            return families.equals(Set.of(family)) ? lacking : Judgement.of(false);
        }
        return lacking.and(this::areFamiliesKnown);
    }

    /** All gateways that these calls could be sent to if they had the right ports and addresses. */
    public Set<Gateway> gateways() {
        Set<Gateway> gateways = new LinkedHashSet<>();
        members.forEach(member -> gateways.addAll(member.gateway().declarations()));
        return gateways;
    }

    private Judgement areFamiliesKnown() {
        Pointer unknown = client == null ? null : client.unknownFamilies();
        return unknown == null ? Judgement.of(true) : Judgement.unknown(unknown);
    }

    private Judgement has(IpFamily family) {
        Judgement has = Judgement.of(false);
        for (Member member : candidates) {
            has = has.or(() -> member.isIn().and(() -> isOf(member.gateway(), family)));
        }
        return has;
    }

    private static Judgement isOf(NetworkGateway gateway, IpFamily family) {
        return isAddressed(gateway).and(() -> Judgement.of(gateway.isOf(family)));
    }

    /**
     * Whether the client's families leave a gateway to it. If they leave none, all are as needed as before: that they have the
     * wrong family is another matter.
     */
    private Judgement isOfferedToFamilies(Member member) {
        if (client == null || !client.choosesByFamily() || candidates.size() == 1) {
            return Judgement.of(true);
        }
        Set<IpFamily> families = client.families();
        if (families != null) {
            return families.size() == 1 ? suits(member, families.iterator().next()) : Judgement.of(true);
        }
        Judgement suitsEach = Judgement.of(true);
        for (IpFamily family : IpFamily.values()) {
            suitsEach = suitsEach.and(() -> suitsAnyOfItsGateway(member, family).or(this::areFamiliesKnown));
        }
        return suitsEach;
    }

    /** Of a gateway with addresses of both families, one or the other is used by every client. */
    private Judgement suitsAnyOfItsGateway(Member member, IpFamily family) {
        Judgement suits = suits(member, family);
        for (Member other : candidates) {
            if (!Collections.disjoint(
                    other.gateway().declarations(), member.gateway().declarations())) {
                suits = suits.or(() -> other.isIn().and(() -> isOf(other.gateway(), family)));
            }
        }
        return suits;
    }

    private Judgement suits(Member member, IpFamily family) {
        return isOf(member.gateway(), family).or(() -> has(family).not());
    }
}
