package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Judgement;
import java.util.Map;

/**
 * Whether a call works, as far as facts tell.
 *
 * @param works whether the name resolves and some endpoint is reached
 * @param causes what certainly keeps endpoints from being reached, with the number of endpoints, in the order of the steps; if the
 *     name does not resolve, that alone
 * @param endpoints how many endpoints the service has for the call, 0 if it has none or they are not known
 */
public record Answer(Judgement works, Map<Reason, Long> causes, long endpoints) {

    /** The facts that would settle it; empty if it is settled. */
    public java.util.List<Pointer> needs() {
        return works.needs();
    }
}
