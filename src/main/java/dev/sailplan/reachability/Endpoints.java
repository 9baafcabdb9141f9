package dev.sailplan.reachability;

import dev.sailplan.address.AddressRange;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The endpoints of a workload that are alike.
 *
 * @param form what is known of their addresses
 * @param addresses their addresses; empty unless they are known
 * @param count how many they are, at least 1
 */
record Endpoints(Form form, List<String> addresses, long count) {

    /** What is known of an address. */
    enum Form {
        /** An IP; the first, where an endpoint has several. */
        IP,
        /** A host name, which is never served. */
        HOST_NAME,
        /** It is known to have none. */
        NONE,
        /** It is not known, and taken to be an IP. */
        UNKNOWN
    }

    /** All endpoints of a workload, by form. */
    static List<Endpoints> of(Workload workload) {
        List<String> written = workload.addresses().value();
        int replicas = workload.replicas();
        if (replicas == 0) {
            return List.of();
        }
        if (written == null || written.isEmpty()) {
            return List.of(new Endpoints(written == null ? Form.UNKNOWN : Form.NONE, List.of(), replicas));
        }
        return split(written, replicas);
    }

    /** By form, in the order in which the forms first occur. */
    private static List<Endpoints> split(List<String> written, int replicas) {
        if (written.size() == replicas && written.stream().allMatch(AddressRange::isAddress)) {
            return List.of(new Endpoints(Form.IP, written, replicas));
        }
        Map<Form, List<String>> byForm = new LinkedHashMap<>();
        for (String entry : written) {
            int space = entry.indexOf(' ');
            String first = space < 0 ? entry : entry.substring(0, space);
            Form form = AddressRange.isAddress(first) ? Form.IP : Form.HOST_NAME;
            byForm.computeIfAbsent(form, key -> new ArrayList<>()).add(first);
        }
        List<Endpoints> endpoints = new ArrayList<>(byForm.size() + 1);
        byForm.forEach((form, addresses) -> endpoints.add(new Endpoints(form, addresses, addresses.size())));
        if (replicas > written.size()) {
            endpoints.add(new Endpoints(Form.UNKNOWN, List.of(), (long) replicas - written.size()));
        }
        return endpoints;
    }
}
