package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Links;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which sets of failures may make a difference to a service, found without looking at each. */
final class Tallies {

    private final Map<Failure, List<ImpactTally>> byFailure = new HashMap<>();
    private final Map<String, Map<String, List<ImpactTally>>> byLink = new HashMap<>();

    Tallies(Collection<ImpactTally> tallies) {
        for (ImpactTally tally : tallies) {
            tally.failures().forEach(failure -> add(failure, tally));
        }
    }

    private void add(Failure failure, ImpactTally tally) {
        if (failure.kind() != FailureKind.LINK) {
            byFailure.computeIfAbsent(failure, key -> new ArrayList<>()).add(tally);
            return;
        }
        for (String start : Links.startsOf(failure.name())) {
            byLink.computeIfAbsent(start, key -> new HashMap<>())
                    .computeIfAbsent(Links.endOf(failure.name(), start), key -> new ArrayList<>())
                    .add(tally);
        }
    }

    /** Those that may make a difference. */
    Set<ImpactTally> touching(ServiceState state) {
        Set<ImpactTally> touching = new LinkedHashSet<>();
        for (Failure hazard : state.hazards()) {
            touching.addAll(byFailure.getOrDefault(hazard, List.of()));
        }
        if (!byLink.isEmpty()) {
            addLinks(state.linkSources(), state.linkTargets(), touching);
        }
        return touching;
    }

    private void addLinks(Set<String> sources, Set<String> targets, Set<ImpactTally> touching) {
        for (String source : sources) {
            Map<String, List<ImpactTally>> known = byLink.getOrDefault(source, Map.of());
            Set<String> fewer = known.size() < targets.size() ? known.keySet() : targets;
            fewer.stream()
                    .filter(targets::contains)
                    .forEach(target -> touching.addAll(known.getOrDefault(target, List.of())));
        }
    }
}
