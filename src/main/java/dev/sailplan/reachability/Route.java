package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Judgement;
import java.util.List;

/**
 * How a client gets to the endpoints of one network and cluster.
 *
 * @param kind directly, through gateways, or not at all
 * @param reason why
 * @param gateways the gateways that share the calls; empty unless it leads through gateways
 * @param settled yes, or unknown for want of facts with which it could be another route
 */
record Route(Kind kind, Reason reason, List<NetworkGateway> gateways, Judgement settled) {

    Route(Kind kind, Reason reason, List<NetworkGateway> gateways, List<Pointer> doubts) {
        this(
                kind,
                reason,
                gateways,
                doubts.isEmpty() ? Judgement.of(true) : Judgement.unknown(doubts.toArray(Pointer[]::new)));
    }

    enum Kind {
        DIRECT,
        GATEWAY,
        NONE
    }

    static Route direct(Reason reason, List<Pointer> doubts) {
        return new Route(Kind.DIRECT, reason, List.of(), doubts);
    }

    static Route none(Reason reason, List<Pointer> doubts) {
        return new Route(Kind.NONE, reason, List.of(), doubts);
    }
}
