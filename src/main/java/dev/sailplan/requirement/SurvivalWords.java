package dev.sailplan.requirement;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.requirement.Breach.ControlLost;
import dev.sailplan.requirement.Breach.ServiceLost;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is lost, and what is in doubt, as clauses. */
public final class SurvivalWords {

    private static final Map<FailureKind, String> KINDS = Map.of(
            FailureKind.CONTROL_PLANE, "control plane",
            FailureKind.API_SERVER, "API server");

    private SurvivalWords() {}

    /** A noun for one thing of a kind. */
    public static String of(FailureKind kind) {
        return KINDS.getOrDefault(kind, kind.toString());
    }

    /** Such as {@code zone a}, {@code the API server of cluster north}. */
    public static String of(Failure failure) {
        return failure.kind() == FailureKind.API_SERVER
                ? "the API server of cluster " + failure.name()
                : of(failure.kind()) + " " + failure.name();
    }

    /** Such as {@code the loss of zone a leaves nothing of service shop/web to consumers in cluster north}. */
    public static String of(Breach breach) {
        if (breach instanceof ServiceLost lost) {
            return lost.failures().isEmpty()
                    ? "no call of " + nameOf(lost.service()) + " works while nothing has failed"
                    : lossOf(lost.failures()) + " leaves nothing of " + nameOf(lost.service()) + to(lost.client());
        }
        ControlLost lost = (ControlLost) breach;
        return lost.failures().isEmpty()
                ? nameOf(lost.cluster()) + " has no control plane"
                : lossOf(lost.failures()) + " leaves " + nameOf(lost.cluster()) + " without a control plane";
    }

    /** Such as {@code it is not known that service shop/web survives the loss of zone a}. */
    public static String of(Doubt doubt) {
        return switch (doubt.cause()) {
            case SURVIVAL ->
                "it is not known that " + nameOf(doubt.service()) + " survives"
                        + doubt.failures().stream()
                                .map(failure -> " the loss of " + of(failure))
                                .collect(Collectors.joining());
            case CONFIGURATION -> "it is not known from where control planes read their configuration";
            case NO_CONSUMER -> "no service is consumed";
            case NO_MEMBER -> "no cluster is part of a mesh";
        };
    }

    /** What holds where nothing is lost. */
    public static String ofSurvival(FailureKind kind) {
        return KINDS.containsKey(kind)
                ? "every cluster keeps a control plane"
                : "every consumed service keeps endpoints for all of its consumers";
    }

    private static String lossOf(List<Failure> failures) {
        return "the loss of " + failures.stream().map(SurvivalWords::of).collect(Collectors.joining(" and "));
    }

    private static String to(@Nullable Cluster client) {
        return client == null ? "" : " to consumers in " + nameOf(client);
    }

    private static String nameOf(@Nullable Element element) {
        return element instanceof Service
                ? "service " + element.name()
                : element == null ? "a service" : "cluster " + element.name();
    }
}
