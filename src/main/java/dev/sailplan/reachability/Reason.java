package dev.sailplan.reachability;

/**
 * Why an endpoint is reached as it is, or is not.
 *
 * <p>After Istio's endpoint builder; each is one step of what {@code docs/reachability.md} describes.
 */
public enum Reason {
    SAME_NETWORK(Kind.PATH, "it is on the client's network, or one of the two has none, and is called directly"),
    MULTI_NETWORK_NOT_ENABLED(
            Kind.PATH,
            "the control plane knows no gateway of any network, so it hands out the raw address of another network"),
    REMOTE_NETWORK_HAS_NO_GATEWAY(
            Kind.PATH, "its network has no gateway the client could use, so it is served by its raw address"),
    REMOTE_NETWORK(Kind.PATH, "it is on another network and is reached through a gateway of that network"),
    NO_CLIENT_NETWORK_FORCES_GATEWAY(
            Kind.PATH,
            "the client has no network and the endpoint's network has a gateway, so it is reached through that"),

    NAME_DOES_NOT_RESOLVE(Kind.NAME, "the service is not defined where the client is, and no DNS proxy answers there"),

    CLIENT_HAS_NO_CONTROL_PLANE(Kind.DROP, "no control plane configures the client"),
    NOT_DISCOVERED(Kind.DROP, "the client's control plane does not read the cluster it is in"),
    CLUSTER_LOCAL(Kind.LIMIT, "the service is cluster-local and the endpoint is in another cluster"),
    NOT_EXPORTED(Kind.LIMIT, "its cluster does not export the service"),
    PORT_NAME_DIFFERS(Kind.DROP, "its cluster has no port of the name that the client's control plane knows"),
    HOST_NAME_ADDRESS(Kind.DROP, "its address is a host name"),
    OUTSIDE_NETWORK_VIEW(Kind.LIMIT, "its network is outside the client's requested network view"),
    HEADLESS_ACROSS_NETWORKS(
            Kind.DROP, "the service is headless, and no gateway stands for its pods on another network"),
    HEADLESS_OTHER_CLUSTER(
            Kind.DROP, "the service is headless, and its name does not resolve to pods of another cluster"),
    NO_ADDRESS(Kind.DROP, "it has no address and could only be reached through a gateway of another network"),
    NO_USABLE_GATEWAY(Kind.DROP, "it is on another network without a gateway that the client could use"),
    REMOTE_NETWORK_DISABLED_FOR_PROXY(Kind.DROP, "calls to other networks are switched off for this kind of proxy"),
    NO_GATEWAY_OF_CLIENT_IP_FAMILY(Kind.DROP, "no gateway of its network has an address of the client's IP family"),
    CROSS_NETWORK_NEEDS_MTLS(Kind.DROP, "gateways only pass Istio mTLS, which the client does not speak to it"),
    PASSTHROUGH_NEEDS_MTLS(Kind.DROP, "an east-west gateway only forwards to endpoints that speak Istio mTLS"),

    NOT_ROUTABLE(Kind.UNREACHABLE, "no route leads there"),
    PORT_CLOSED(Kind.UNREACHABLE, "a declared link leaves the port closed"),
    GATEWAY_DOES_NOT_EXPOSE_SERVICES(Kind.UNREACHABLE, "the gateway does not expose the service"),
    GATEWAY_TLS_MODE(Kind.UNREACHABLE, "the gateway's TLS mode is not AUTO_PASSTHROUGH"),
    GATEWAY_BEHIND_L7(Kind.UNREACHABLE, "a load balancer before the gateway terminates TLS"),
    TLS_MODE_CONFLICT(Kind.UNREACHABLE, "the client and the workload do not agree on mTLS"),
    ROOT_NOT_TRUSTED(Kind.UNREACHABLE, "one side does not trust the root of the other's certificate"),
    TRUST_DOMAIN_NOT_ACCEPTED(Kind.UNREACHABLE, "one side does not accept the other's trust domain"),
    DATA_PLANE_MIX(Kind.UNREACHABLE, "an ambient client reaches only ambient workloads through a gateway"),
    DENIED_BY_POLICY(Kind.UNREACHABLE, "the tenants' policy denies the call"),
    ELEMENT_FAILED(Kind.UNREACHABLE, "an element on the way is taken to have failed");

    /** What a reason does to an endpoint. */
    public enum Kind {
        /** It says how the endpoint is reached. */
        PATH,
        /** It keeps the client from asking for any endpoint. */
        NAME,
        /** The endpoint is not served, and is lost. */
        DROP,
        /** The endpoint is not served, as somebody decided: it is not lost. */
        LIMIT,
        /** The endpoint is served and calls to it fail. */
        UNREACHABLE
    }

    private final Kind kind;
    private final String explanation;

    Reason(Kind kind, String explanation) {
        this.kind = kind;
        this.explanation = explanation;
    }

    public Kind kind() {
        return kind;
    }

    /** What it means for an endpoint, a clause without a full stop. */
    public String explanation() {
        return explanation;
    }

    /** The word in answers, such as {@code not-discovered}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
