package dev.sailplan.rule.locality;

import dev.sailplan.document.FailoverDocument;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of a failover: the region that fails, and the one that takes over.
 *
 * @param at where it is written
 * @param from the region that fails
 * @param to the region that takes over
 */
record RegionPair(Pointer at, String from, String to) {

    /** All entries of a policy, as they are written. */
    static List<RegionPair> of(LocalityPolicy policy) {
        List<RegionPair> pairs = new ArrayList<>();
        for (FailoverDocument written : policy.failover()) {
            pairs.add(new RegionPair(
                    policy.at("failover").index(pairs.size()),
                    Objects.requireNonNull(written.from()),
                    Objects.requireNonNull(written.to())));
        }
        return pairs;
    }

    /** The entries of a policy that decide anything: of those that are legal, the first for each region that fails. */
    static List<RegionPair> deciding(LocalityPolicy policy) {
        Map<String, RegionPair> first = new LinkedHashMap<>();
        for (RegionPair pair : of(policy)) {
            first.putIfAbsent(pair.from, pair);
        }
        return first.values().stream().filter(pair -> pair.faults().isEmpty()).toList();
    }

    /** Why Istio refuses it, in words. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (from.equals(to)) {
            faults.add("a region cannot take over for itself");
        }
        if (holds("/")) {
            faults.add("it is between whole regions, without zones");
        }
        if (holds("*")) {
            faults.add("patterns are not allowed");
        }
        return faults;
    }

    private boolean holds(String part) {
        return from.contains(part) || to.contains(part);
    }
}
