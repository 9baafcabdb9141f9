package dev.sailplan.rule.traffic;

import dev.sailplan.reachability.Reason;

/** Why calls fail and what the caller sees of it: a clause about the client and its endpoints, short enough for a message. */
final class Why {

    private Why() {}

    static String of(Reason reason) {
        return switch (reason) {
            case NAME_DOES_NOT_RESOLVE -> "the name does not resolve there, before Istio sees a request";
            case CLIENT_HAS_NO_CONTROL_PLANE -> "no control plane configures the client's proxy";
            case NOT_DISCOVERED -> "the client's control plane does not read their cluster; clients get 503";
            case CLUSTER_LOCAL -> "the service is cluster-local; clients elsewhere get 503";
            case NOT_EXPORTED -> "their cluster does not export the service; clients elsewhere get 503";
            case PORT_NAME_DIFFERS -> "their cluster has no port of that name; clients get 503";
            case HOST_NAME_ADDRESS -> "host names are not served as endpoints; clients get 503";
            case HEADLESS_ACROSS_NETWORKS -> "a headless name resolves to no pod of another network";
            case HEADLESS_OTHER_CLUSTER -> "the headless name does not resolve to pods of another cluster";
            case NO_ADDRESS -> "they have no address; clients get 503";
            case NO_USABLE_GATEWAY -> "their network has no gateway the client could use; clients get 503";
            case NO_GATEWAY_OF_CLIENT_IP_FAMILY -> "no gateway there has an address of the client's IP family";
            case CROSS_NETWORK_NEEDS_MTLS, PASSTHROUGH_NEEDS_MTLS ->
                "they do not speak the Istio mTLS gateways pass on; clients get 503";
            case NOT_ROUTABLE, MULTI_NETWORK_NOT_ENABLED, REMOTE_NETWORK_HAS_NO_GATEWAY ->
                "no route leads to the addresses that are served; requests time out";
            case PORT_CLOSED -> "a declared link leaves the port closed; requests time out";
            case GATEWAY_DOES_NOT_EXPOSE_SERVICES -> "the gateway does not expose the service; connections are reset";
            case GATEWAY_TLS_MODE -> "the gateway is not AUTO_PASSTHROUGH; connections are reset";
            case GATEWAY_BEHIND_L7 -> "a load balancer before the gateway terminates TLS; handshakes fail";
            case TLS_MODE_CONFLICT ->
                "DestinationRule and PeerAuthentication do not agree on mTLS; connections are reset";
            case ROOT_NOT_TRUSTED -> "one side does not trust the other's root; TLS handshakes fail";
            case TRUST_DOMAIN_NOT_ACCEPTED -> "one side does not accept the other's trust domain; TLS handshakes fail";
            case DATA_PLANE_MIX -> "through a gateway an ambient client reaches only ambient workloads";
            case DENIED_BY_POLICY -> "the tenants' policy denies the calls, which get 403";
            case REMOTE_NETWORK_DISABLED_FOR_PROXY,
                    OUTSIDE_NETWORK_VIEW,
                    ELEMENT_FAILED,
                    SAME_NETWORK,
                    REMOTE_NETWORK,
                    NO_CLIENT_NETWORK_FORCES_GATEWAY -> reason.explanation();
        };
    }
}
