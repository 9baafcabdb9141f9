package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which clusters one control plane reads: for certain, or as far as an unknown fact is taken for granted.
 *
 * <p>Unknown secrets are taken for none, an unknown API server for one that can be reached, and an external control plane whose
 * config cluster is unknown reads every cluster it serves.
 */
final class Sight {

    private final ControlPlane watcher;
    private final Discovery discovery;
    private final Map<Cluster, Integer> numbers;
    private final BitSet taken = new BitSet();
    private final BitSet certain = new BitSet();
    private final boolean settled;

    Sight(ControlPlane watcher, Discovery discovery, Map<Cluster, Integer> numbers) {
        this.watcher = watcher;
        this.discovery = discovery;
        this.numbers = numbers;
        Fact<Cluster> own = watcher.ownCluster();
        if (own.isKnown()) {
            take(own.get(), Judgement.of(true));
        } else {
            watcher.servedClusters().forEach(served -> take(served, Judgement.unknown(own.at())));
        }
        Discovery.countingSecretsOf(watcher)
                .keySet()
                .forEach(cluster -> take(cluster, discovery.seesBySecret(watcher, cluster)));
        this.settled =
                own.isKnown() && watcher.remoteSecrets().isKnown() && taken.cardinality() == certain.cardinality();
    }

    private void take(Cluster cluster, Judgement sees) {
        int number = numbers.getOrDefault(cluster, 0);
        if (!sees.isNo()) {
            taken.set(number);
        }
        if (sees.isYes()) {
            certain.set(number);
        }
    }

    /** The clusters that are read, by number; equal for control planes that read the same. */
    BitSet taken() {
        return taken;
    }

    /** Whether no unknown fact could change what it reads. */
    boolean isSettled() {
        return settled;
    }

    boolean takes(Cluster cluster) {
        return taken.get(numbers.getOrDefault(cluster, 0));
    }

    /** Whether a cluster is read, as far as facts tell. */
    Judgement sees(Cluster cluster) {
        if (certain.get(numbers.getOrDefault(cluster, 0))) {
            return Judgement.of(true);
        }
        return settled ? Judgement.of(false) : discovery.sees(watcher, cluster);
    }

    /** The unknown facts that decide which of the clusters are read. */
    List<Pointer> needsOfAll(Collection<Cluster> clusters) {
        return clusters.stream()
                .flatMap(cluster -> sees(cluster).needs().stream())
                .distinct()
                .toList();
    }

    /** Whether any of the clusters is read, as far as facts tell. */
    Judgement seesAny(List<Cluster> clusters) {
        Judgement any = Judgement.of(false);
        for (Cluster cluster : clusters) {
            any = any.or(() -> sees(cluster));
        }
        return any;
    }
}
