package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Judgement;
import java.util.List;
import java.util.Set;

/**
 * Whether calls to a service get through a gateway.
 *
 * @param problems why not, as a view takes it
 * @param works whether they do, as far as facts tell
 * @param unknown the facts that were taken for granted, whatever else stands in the way
 */
record GatewayPath(Set<Reason> problems, Judgement works, List<Pointer> unknown) {}
