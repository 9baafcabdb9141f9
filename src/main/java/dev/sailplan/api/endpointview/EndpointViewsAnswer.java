package dev.sailplan.api.endpointview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.EndpointView.DroppedEndpoints;
import dev.sailplan.reachability.EndpointView.ServedEndpoint;
import dev.sailplan.reachability.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer to a request for endpoint views. */
@Schema(description = "What each client is served.")
record EndpointViewsAnswer(
        @Schema(description = "One view for each query, in their order.", requiredMode = RequiredMode.REQUIRED)
        List<View> views) {

    static EndpointViewsAnswer of(Stream<EndpointView> views) {
        return new EndpointViewsAnswer(views.map(View::of).toList());
    }

    /** What one client is served for one service. */
    @Schema(name = "EndpointView", description = "What one client is served for one service.")
    record View(
            @Schema(
                    description = "Whether the name of the service resolves where the client is.",
                    requiredMode = RequiredMode.REQUIRED)
            boolean resolves,

            @Schema(
                    description =
                            "What the client's control plane serves it, reachable or not: ordered by locality, in it"
                                    + " direct endpoints by cluster, then gateways by address and port.",
                    requiredMode = RequiredMode.REQUIRED)
            List<Endpoint> endpoints,

            @Schema(
                    description = "What it is not served, in the order of the topology.",
                    requiredMode = RequiredMode.REQUIRED)
            List<Dropped> dropped,

            @Schema(
                    description = "reachable: every served endpoint can be reached, there is one, and none is lost."
                            + " unreachable: the name does not resolve, or no call works. degraded: anything between.",
                    allowableValues = {"reachable", "degraded", "unreachable"},
                    requiredMode = RequiredMode.REQUIRED)
            String verdict,

            @Schema(
                    description =
                            "JSON Pointers into the topology, to facts it does not state that were needed: for each,"
                                    + " the value that favours the call was taken.",
                    requiredMode = RequiredMode.REQUIRED)
            List<String> assumed) {

        static View of(EndpointView view) {
            return new View(
                    view.resolves(),
                    view.endpoints().stream().map(Endpoint::of).toList(),
                    view.dropped().stream().map(Dropped::of).toList(),
                    view.verdict().toString(),
                    view.assumed().stream().map(Pointer::text).toList());
        }
    }

    /** An entry of what a client is served. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "ServedEndpoint",
            description =
                    "An entry of what a client is served: an endpoint, or a gateway that stands for those behind it.")
    record Endpoint(
            @Schema(description = "Its IP address, or the host name of a gateway. Left out if unknown.") @Nullable
            String address,

            @Schema(description = "The port that is called. Left out if unknown.") @Nullable
            Integer port,

            @Schema(
                    description = "Its share of the calls, relative to the other entries of its priority.",
                    requiredMode = RequiredMode.REQUIRED)
            BigInteger weight,

            @Schema(
                    description = "Whether it is an endpoint itself or a gateway.",
                    allowableValues = {"direct", "gateway"},
                    requiredMode = RequiredMode.REQUIRED)
            String kind,

            @Schema(description = "Its network. Left out if it has none.") @Nullable
            String network,

            @Schema(description = "Its cluster. Left out for a gateway outside every cluster.") @Nullable
            String cluster,

            @Schema(description = "Where the endpoints it stands for are, as region/zone/subzone. Left out if unknown.")
            @Nullable
            String locality,

            @Schema(
                    description = "0 is called first, the next ones when those before fail.",
                    requiredMode = RequiredMode.REQUIRED)
            int priority,

            @Schema(description = "How many endpoints it stands for.", requiredMode = RequiredMode.REQUIRED)
            long replicas,

            @Schema(
                    description = "Whether calls arrive at every endpoint it stands for.",
                    requiredMode = RequiredMode.REQUIRED)
            boolean reachable,

            @Schema(description = "At how many of them calls do not arrive. Left out if at all or at none.") @Nullable
            Long unreachableReplicas,

            @Schema(
                    description = "How it is reached, then everything that keeps calls from arriving.",
                    requiredMode = RequiredMode.REQUIRED)
            List<String> reasons) {

        static Endpoint of(ServedEndpoint endpoint) {
            boolean partly = endpoint.unreachable() > 0 && endpoint.unreachable() < endpoint.replicas();
            return new Endpoint(
                    endpoint.address(),
                    endpoint.port(),
                    endpoint.weight(),
                    endpoint.gateway() ? "gateway" : "direct",
                    endpoint.network() == null
                            ? null
                            : notEmpty(endpoint.network().name()),
                    endpoint.cluster() == null ? null : endpoint.cluster().name(),
                    notEmpty(endpoint.locality().toString()),
                    endpoint.priority(),
                    endpoint.replicas(),
                    endpoint.isReachable(),
                    partly ? endpoint.unreachable() : null,
                    endpoint.reasons().stream().map(Reason::toString).toList());
        }
    }

    /** Endpoints a client is not served. */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "DroppedEndpoints", description = "Endpoints of a workload that are not served, for one reason.")
    record Dropped(
            @Schema(
                    description = "The workload, as a JSON Pointer into the topology.",
                    requiredMode = RequiredMode.REQUIRED)
            String workload,

            @Schema(description = "The address, if it is one endpoint and its address is known.") @Nullable
            String address,

            @Schema(description = "Its cluster.", requiredMode = RequiredMode.REQUIRED)
            String cluster,

            @Schema(description = "Its network. Left out if it has none.") @Nullable
            String network,

            @Schema(description = "Why it is not served.", requiredMode = RequiredMode.REQUIRED)
            String reason,

            @Schema(description = "How many endpoints they are.", requiredMode = RequiredMode.REQUIRED)
            long replicas) {

        static Dropped of(DroppedEndpoints dropped) {
            Optional<String> network = dropped.workload().network().map(it -> it.name());
            return new Dropped(
                    dropped.workload().at().text(),
                    dropped.address(),
                    dropped.workload().cluster().name(),
                    notEmpty(network.orElse("")),
                    dropped.reason().toString(),
                    dropped.replicas());
        }
    }

    private static @Nullable String notEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
