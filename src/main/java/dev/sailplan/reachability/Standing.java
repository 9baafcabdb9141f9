package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.PortDocument;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the ways of calls to one service depend on, where nothing of it is hidden and no links are declared: for callers that
 * are equal in it, it makes no difference in which cluster they are.
 *
 * @param router stands for the network filter and for what the control plane reads, null if there is none
 * @param port the port that is called, as the definition has it that counts
 * @param anyPort whether ports are known at all
 * @param unresolved the facts for want of which it is not known whether its name resolves
 * @param resolves whether it certainly does
 * @param taken whether it does as a view takes it
 */
record Standing(
        @Nullable Router router,
        Optional<Mesh> mesh,
        Identity identity,
        Set<Tenant> tenants,
        boolean ambient,
        Optional<PortDocument> port,
        boolean anyPort,
        List<Pointer> unresolved,
        boolean resolves,
        boolean taken) {

    static Standing of(Caller caller, Offered offered, QueriedPort port) {
        Naming naming = new Naming(caller, offered);
        Judgement resolves = naming.resolves();
        return new Standing(
                caller.router(),
                caller.mesh(),
                caller.identity().essential(),
                caller.tenants(),
                caller.client().ambient(),
                port.found(),
                port.isKnown(),
                List.copyOf(resolves.needs()),
                resolves.isYes(),
                naming.isTaken());
    }
}
