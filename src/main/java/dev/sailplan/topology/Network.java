package dev.sailplan.topology;

import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.NetworkDocument;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of workloads that reach each other directly. Where no cluster names a network, all are on one that is implicit and
 * has no name.
 */
public final class Network implements Element {

    private final Pointer at;
    private final ElementId id;
    private final @Nullable List<Gateway> gateways;
    private final List<Cluster> clusters = new ArrayList<>();

    Network(NetworkDocument written, Pointer at) {
        this.at = at;
        this.id = new ElementId(ElementKind.NETWORK, Topology.named(written.name()));
        this.gateways = written.gateways() == null ? null : new ArrayList<>();
    }

    /** Creates the implicit network, which nobody declared and which has no gateways. */
    private Network() {
        this.at = Pointer.ROOT;
        this.id = new ElementId(ElementKind.NETWORK, "");
        this.gateways = new ArrayList<>();
    }

    static Network implicit() {
        return new Network();
    }

    void add(Gateway gateway) {
        if (gateways != null) {
            gateways.add(gateway);
        }
    }

    void add(Cluster cluster) {
        clusters.add(cluster);
    }

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    public boolean isImplicit() {
        return name().isEmpty();
    }

    /** The network as it is called in messages. */
    public String label() {
        return isImplicit() ? "the implicit network" : "network " + name();
    }

    /** The gateways through which it is reached from other networks. */
    public Fact<List<Gateway>> gateways() {
        return new Fact<>(at.field("gateways"), gateways == null ? null : Collections.unmodifiableList(gateways));
    }

    /** The clusters whose workloads are on it by default. */
    public List<Cluster> clusters() {
        return Collections.unmodifiableList(clusters);
    }

    /** As Istio compares networks: equal, or either of them without a name. */
    public boolean isSameAs(Network other) {
        return this == other || isImplicit() || other.isImplicit();
    }
}
