package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Topology;
import java.util.List;

/**
 * Who is kept apart from whom: the tenants or, where there are fewer than two, the clusters that are part of a mesh.
 *
 * @param noun what each is, in the singular
 * @param all in document order
 */
record Parties(Ground ground, String noun, List<Party> all) {

    Parties {
        all = List.copyOf(all);
    }

    static Parties of(Topology topology) {
        Ground ground = new Ground(topology);
        return topology.tenants().size() < 2
                ? new Parties(ground, "cluster", ClusterParties.of(ground))
                : new Parties(ground, "tenant", TenantParties.of(ground));
    }

    boolean areTenants() {
        return noun.equals("tenant");
    }

    /** Whether there is anyone to be kept apart from. */
    boolean areSeveral() {
        return all.size() > 1;
    }

    Pointer place() {
        return Pointer.ROOT.field(noun + "s");
    }

    /** What was taken for granted of them, sentences. */
    List<String> assumptions() {
        return areTenants()
                ? List.of()
                : List.of(ofTopology(ground.topology().tenants().size()));
    }

    private static String ofTopology(int tenants) {
        return (tenants == 0 ? "There are no tenants" : "There is one tenant")
                + ", so clusters are judged as if each were a tenant with a cluster of its own.";
    }

    /** Why there is nothing to judge, a clause. */
    String whyNothing() {
        int clusters = all.size();
        return clusters == 0
                ? "no cluster is part of a mesh"
                : "everything is in cluster " + all.get(0).name() + ", and nothing in it is kept apart";
    }
}
