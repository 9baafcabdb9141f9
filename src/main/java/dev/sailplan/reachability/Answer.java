package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call works, as far as facts tell.
 *
 * @param works whether the name resolves and some endpoint is reached
 * @param causes what certainly keeps endpoints from being reached, with the number of endpoints, in the order of the steps; if the
 *     name does not resolve, that alone
 * @param obstacles the same, workload by workload; empty if the name does not resolve
 * @param endpoints how many endpoints the service has for the call, 0 if it has none or they are not known
 */
public record Answer(Judgement works, Map<Reason, Long> causes, List<Obstacle> obstacles, long endpoints) {

    /**
     * Endpoints of a workload that are certainly not reached.
     *
     * @param workload where they are declared
     * @param path how they are served, null if they are not
     * @param reasons why they are not reached, at least one
     * @param endpoints how many they are
     */
    public record Obstacle(Workload workload, @Nullable Reason path, Set<Reason> reasons, long endpoints) {}

    /** The facts that would settle it; empty if it is settled. */
    public List<Pointer> needs() {
        return works.needs();
    }
}
