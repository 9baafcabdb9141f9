package dev.sailplan.document;

/** What makes a control plane reachable at its address. */
public enum AddressKind {
    CLUSTER_IP("clusterIp"),
    INTERNAL_LOAD_BALANCER("internalLoadBalancer"),
    PUBLIC_LOAD_BALANCER("publicLoadBalancer"),
    NODE_IP("nodeIp"),
    DNS_NAME("dnsName");

    private final String text;

    AddressKind(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
