package dev.sailplan.document;

/** The type of a Kubernetes Service. */
public enum ServiceType {
    CLUSTER_IP("ClusterIP"),
    NODE_PORT("NodePort"),
    LOAD_BALANCER("LoadBalancer"),
    EXTERNAL_NAME("ExternalName");

    private final String text;

    ServiceType(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
