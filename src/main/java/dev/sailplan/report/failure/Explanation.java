package dev.sailplan.report.failure;

import dev.sailplan.failure.Impact;
import dev.sailplan.failure.Impact.Cause;
import dev.sailplan.failure.Impact.ConsumerImpact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.Frozen;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.failure.Impact.Takeover;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.EndpointView.DroppedEndpoints;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Locality;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reachability.Reason;
import dev.sailplan.report.failure.SimulationReport.AffectedConsumer;
import dev.sailplan.report.failure.SimulationReport.AffectedService;
import dev.sailplan.report.failure.SimulationReport.Counts;
import dev.sailplan.report.failure.SimulationReport.FailureImpact;
import dev.sailplan.report.failure.SimulationReport.FailureName;
import dev.sailplan.report.failure.SimulationReport.FrozenCluster;
import dev.sailplan.report.failure.SimulationReport.TakenOver;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words what failures do, with reasons from endpoint views as long as there are not too many to ask for. */
final class Explanation {

    /** Views are asked for until so many endpoints were looked at, each view counting as one more. */
    private static final long MOST_ENDPOINTS = 50_000;

    private static final String API_SERVER_FAILED =
            "The API server of the cluster does not answer: running calls go on,"
                    + " new workloads and changes wait, and control planes elsewhere do not see what changes in it.";
    private static final String CONTROL_PLANE_FAILED = "No control plane configures the cluster: running calls go on,"
            + " new workloads get no proxy or certificate, and certificates that expire are not renewed.";

    private static final String CONFIGURATION_UNREADABLE =
            "The control plane cannot read its configuration, as the API server that holds it does not answer:"
                    + " it serves what it has read, and changes wait.";
    private static final String CONFIGURATION_CUT_OFF =
            "The control plane does not reach the API server that holds its configuration, as a link to it has failed:"
                    + " changes wait.";
    private static final String CUT_OFF = "The proxies of the cluster reach no control plane, as links have failed:"
            + " running calls go on, new workloads get no configuration or certificate, and certificates that expire"
            + " are not renewed.";
    private static final String UNREAD = "The control plane does not reach the API server of the cluster, as a link to"
            + " it has failed: it keeps what it has read there, and changes wait.";
    private static final String EXPIRED = "The root of the certificates that the control plane signs has expired:"
            + " no certificate is issued that anybody accepts, and calls with mutual TLS are refused.";

    private final Reachability reachability;
    private long left = MOST_ENDPOINTS;

    Explanation(Reachability reachability) {
        this.reachability = reachability;
    }

    FailureImpact of(Impact impact) {
        return new FailureImpact(
                impact.failures().stream().map(FailureName::of).toList(),
                Counts.of(impact),
                services(impact, Effect.LOST),
                services(impact, Effect.FAILED_OVER),
                services(impact, Effect.DEGRADED),
                impact.frozen().stream().map(Explanation::frozen).toList(),
                impact.takeovers().stream().map(Explanation::takenOver).toList());
    }

    private List<AffectedService> services(Impact impact, Effect effect) {
        return impact.services(effect).stream()
                .map(service -> affected(service, Set.copyOf(impact.failures())))
                .toList();
    }

    private AffectedService affected(ServiceImpact impact, Set<Failure> failures) {
        List<AffectedConsumer> consumers = impact.consumers().stream()
                .map(consumer -> affected(impact.service(), consumer, failures))
                .toList();
        return new AffectedService(impact.service().name(), consumers, impact.omitted());
    }

    private AffectedConsumer affected(Service service, ConsumerImpact consumer, Set<Failure> failures) {
        List<String> to = consumer.to().stream().map(Locality::toString).toList();
        return new AffectedConsumer(
                consumer.client().name(),
                consumer.remaining(),
                consumer.of(),
                to.isEmpty() ? null : to,
                reasons(service, consumer, failures));
    }

    private @Nullable List<String> reasons(Service service, ConsumerImpact consumer, Set<Failure> failures) {
        left -= reachability.sizeOf(service) + 1;
        if (left < 0) {
            return null;
        }
        EndpointView view = reachability.view(Client.of(consumer.client()), service, null, failures);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        view.endpoints().stream()
                .filter(endpoint -> !endpoint.isReachable())
                .flatMap(endpoint -> endpoint.reasons().stream())
                .filter(reason -> reason.kind() == Reason.Kind.UNREACHABLE)
                .forEach(reasons::add);
        dropped(view).forEach(reasons::add);
        return reasons.stream().map(Reason::toString).toList();
    }

    private static Stream<Reason> dropped(EndpointView view) {
        Stream<Reason> name = view.resolves() ? Stream.of() : Stream.of(Reason.NAME_DOES_NOT_RESOLVE);
        return Stream.concat(name, view.dropped().stream().map(DroppedEndpoints::reason));
    }

    private static FrozenCluster frozen(Frozen frozen) {
        ControlPlane missing = frozen.controlPlane();
        return new FrozenCluster(
                frozen.cluster().name(), missing == null ? null : missing.name(), sentence(frozen.cause()));
    }

    private static String sentence(Cause cause) {
        return switch (cause) {
            case API_SERVER -> API_SERVER_FAILED;
            case CONTROL_PLANE -> CONTROL_PLANE_FAILED;
            case CUT_OFF -> CUT_OFF;
            case CONFIGURATION -> CONFIGURATION_UNREADABLE;
            case UNCONFIGURED -> CONFIGURATION_CUT_OFF;
            case UNREAD -> UNREAD;
            case EXPIRED -> EXPIRED;
        };
    }

    private static TakenOver takenOver(Takeover change) {
        return new TakenOver(
                change.cluster().name(), change.from().name(), change.to().name());
    }
}
