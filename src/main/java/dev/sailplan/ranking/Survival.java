package dev.sailplan.ranking;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.Endurance;
import dev.sailplan.failure.Endurance.Loss;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a deployment survives any single failure of a kind: all consumed services, and control of all clusters. */
final class Survival {

    /** What takes away control, and not the calls that are going on. */
    private static final Set<FailureKind> OF_CONTROL = EnumSet.of(FailureKind.CONTROL_PLANE, FailureKind.API_SERVER);

    private static final Pointer SERVICES = Pointer.ROOT.field("services");
    private static final Pointer TRAFFIC = Pointer.ROOT.field("traffic");

    private static final Map<FailureKind, String> WORDS = Map.of(
            FailureKind.CONTROL_PLANE, "control plane",
            FailureKind.API_SERVER, "the API server of cluster");

    private final Reachability reachability;

    Survival(Reachability reachability) {
        this.reachability = reachability;
    }

    /** One result for each kind, in their order. */
    List<RequirementResult> judge(Set<FailureKind> kinds) {
        Set<FailureKind> ofServices = EnumSet.noneOf(FailureKind.class);
        ofServices.addAll(kinds);
        ofServices.removeAll(OF_CONTROL);
        Map<FailureKind, RequirementResult> results = judgeServices(ofServices);
        kinds.stream()
                .filter(OF_CONTROL::contains)
                .forEach(kind -> results.put(kind, new ControlSurvival(reachability).judge(kind)));
        return List.copyOf(results.values());
    }

    static String requirementOf(FailureKind kind) {
        return "survive " + kind;
    }

    private Map<FailureKind, RequirementResult> judgeServices(Set<FailureKind> kinds) {
        Tally tally = new Tally(kinds);
        List<Service> services = new ArrayList<>(reachability.topology().services());
        services.sort(Comparator.comparing(service -> service.id().toString()));
        for (Service service : services) {
            if (tally.undecided.isEmpty()) {
                break;
            }
            tally.add(service, new Endurance(reachability, service));
        }
        Map<FailureKind, RequirementResult> results = new EnumMap<>(FailureKind.class);
        kinds.forEach(kind -> results.put(kind, tally.resultOf(kind, services.isEmpty() ? SERVICES : TRAFFIC)));
        return results;
    }

    /** What is known so far: of each kind the first loss, and the first that cannot be excluded. */
    private static final class Tally {

        private final Set<FailureKind> undecided = EnumSet.noneOf(FailureKind.class);
        private final Map<FailureKind, RequirementResult> losses = new EnumMap<>(FailureKind.class);
        private final Map<FailureKind, RequirementResult> doubts = new EnumMap<>(FailureKind.class);
        private int consumed;

        Tally(Set<FailureKind> kinds) {
            undecided.addAll(kinds);
        }

        void add(Service service, Endurance endurance) {
            if (endurance.isConsumed()) {
                consumed++;
                List.copyOf(undecided).forEach(kind -> judge(kind, service, endurance));
            }
        }

        private void judge(FailureKind kind, Service service, Endurance endurance) {
            Optional<String> lost = endurance.mayWork()
                    ? endurance.loss(Set.of(kind), 1).map(loss -> wordsFor(loss, service))
                    : Optional.of("no call of " + nameOf(service) + " works while nothing has failed");
            if (lost.isPresent()) {
                losses.put(kind, RequirementResult.notMet(requirementOf(kind), lost.get()));
                undecided.remove(kind);
            } else if (!doubts.containsKey(kind)) {
                endurance
                        .threat(Set.of(kind), 1)
                        .ifPresent(threat -> doubts.put(kind, doubt(kind, threat, service, endurance)));
            }
        }

        RequirementResult resultOf(FailureKind kind, Pointer nothing) {
            String requirement = requirementOf(kind);
            RequirementResult worst = losses.getOrDefault(kind, doubts.get(kind));
            if (worst != null) {
                return worst;
            }
            return consumed == 0
                    ? RequirementResult.unknown(requirement, "no service is consumed", List.of(nothing))
                    : RequirementResult.met(
                            requirement, "every consumed service keeps endpoints for all of its consumers");
        }
    }

    private static RequirementResult doubt(FailureKind kind, Loss threat, Service service, Endurance endurance) {
        String why = "it is not known that " + nameOf(service) + " survives"
                + threat.failures().stream()
                        .map(failure -> " the loss of " + nameOf(failure))
                        .collect(Collectors.joining());
        return RequirementResult.unknown(requirementOf(kind), why, endurance.doubts());
    }

    private static String wordsFor(Loss loss, Service service) {
        Cluster client = loss.client();
        String failures = loss.failures().stream().map(Survival::nameOf).collect(Collectors.joining(" and "));
        return "the loss of " + failures + " leaves nothing of " + nameOf(service)
                + (client == null ? "" : " to consumers in cluster " + client.name());
    }

    static String nameOf(Service service) {
        return "service " + service.id().name();
    }

    static String nameOf(Failure failure) {
        return WORDS.getOrDefault(failure.kind(), failure.kind().toString()) + " " + failure.name();
    }
}
