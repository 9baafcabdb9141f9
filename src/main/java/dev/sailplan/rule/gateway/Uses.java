package dev.sailplan.rule.gateway;

import dev.sailplan.reachability.Crossing;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What messages say of the calls that cross into a network. */
final class Uses {

    private Uses() {}

    /** Those that certainly exist. */
    static List<Crossing> certain(Collection<Crossing> crossings) {
        return crossings.stream().filter(crossing -> crossing.exists().isYes()).toList();
    }

    static Set<Service> services(Collection<Crossing> crossings) {
        return crossings.stream().map(Crossing::service).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Set<Cluster> clients(Collection<Crossing> crossings) {
        return crossings.stream()
                .flatMap(crossing -> crossing.clients().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
