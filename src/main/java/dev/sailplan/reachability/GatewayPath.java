package dev.sailplan.reachability;

import dev.sailplan.topology.Judgement;
import java.util.Set;

/**
 * Whether calls to a service get through a gateway.
 *
 * @param problems why not, as a view takes it
 * @param works whether they do, as far as facts tell
 */
record GatewayPath(Set<Reason> problems, Judgement works) {}
