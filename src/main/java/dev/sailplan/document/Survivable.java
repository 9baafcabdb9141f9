package dev.sailplan.document;

/** What a deployment can be required to survive, one of it at a time. */
public enum Survivable {
    ZONE(FailureKind.ZONE),
    REGION(FailureKind.REGION),
    CLUSTER(FailureKind.CLUSTER),
    NETWORK(FailureKind.NETWORK),
    GATEWAY(FailureKind.GATEWAY),
    CONTROL_PLANE(FailureKind.CONTROL_PLANE),
    API_SERVER(FailureKind.API_SERVER);

    private final FailureKind kind;

    Survivable(FailureKind kind) {
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return kind.toString();
    }
}
