package dev.sailplan.rule.gateway;

import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Service;
import java.util.Collection;
import java.util.Comparator;
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

    /** A field of each gateway, in the order of their names. */
    static List<Subject> subjects(Collection<Gateway> gateways, String field) {
        return gateways.stream()
                .sorted(Comparator.comparing(Gateway::name))
                .map(gateway -> gateway.subject(field))
                .toList();
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
