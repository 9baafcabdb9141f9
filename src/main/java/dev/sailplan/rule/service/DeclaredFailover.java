package dev.sailplan.rule.service;

import dev.sailplan.document.FailoverDocument;
import dev.sailplan.document.LocalityDocument;
import dev.sailplan.reachability.Losses.Loss;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the locality policy of a service declares that other clusters take over.
 *
 * @param service the service
 * @param policy its policy, null if it has none that is on
 */
record DeclaredFailover(Service service, @Nullable LocalityDocument policy) {

    /** Labels that as a rule have one value in a cluster, so that failing over by them leaves it. */
    private static final Set<String> BEYOND_CLUSTERS =
            Set.of("topology.istio.io/network", "topology.istio.io/cluster", "topology.kubernetes.io/region");

    static DeclaredFailover of(Service service) {
        return new DeclaredFailover(
                service,
                service.locality()
                        .filter(policy -> !Boolean.FALSE.equals(policy.enabled()))
                        .orElse(null));
    }

    /** Whether it declares any failover at all. */
    boolean isAny() {
        return policy != null
                && !(all(policy.failover()).isEmpty()
                        && all(policy.failoverPriority()).isEmpty());
    }

    /** Whether the endpoints that a consumer loses are those that are meant to take over for its own. */
    Judgement leaves(Loss loss) {
        if (policy == null) {
            return Judgement.of(false);
        }
        return Judgement.of(isByLabels(policy)).or(() -> isByRegion(policy, loss));
    }

    private static boolean isByLabels(LocalityDocument policy) {
        return all(policy.failoverPriority()).stream()
                .map(label -> label.replaceFirst("=.*", ""))
                .anyMatch(BEYOND_CLUSTERS::contains);
    }

    private Judgement isByRegion(LocalityDocument policy, Loss loss) {
        List<FailoverDocument> failovers = all(policy.failover());
        Fact<String> from = loss.client().region();
        if (failovers.isEmpty() || !from.isKnown()) {
            return failovers.isEmpty() ? Judgement.of(false) : Judgement.unknown(from.at());
        }
        Optional<String> to = failovers.stream()
                .filter(failover -> from.get().equals(failover.from()))
                .findFirst()
                .map(FailoverDocument::to);
        return to.map(region -> takesOver(region, loss)).orElse(Judgement.of(false));
    }

    /** Whether only endpoints that are lost are in the region that takes over. */
    private Judgement takesOver(String region, Loss loss) {
        Judgement lost = Judgement.of(false);
        Judgement remains = Judgement.of(false);
        for (Workload workload : service.workloads().orElse(List.of())) {
            Judgement there = workload.replicas() > 0 ? isIn(workload, region) : Judgement.of(false);
            if (loss.workloads().contains(workload)) {
                lost = lost.or(() -> there);
            } else {
                remains = remains.or(() -> there);
            }
        }
        Judgement none = remains.not();
        return lost.and(() -> none);
    }

    private static Judgement isIn(Workload workload, String region) {
        Cluster cluster = workload.cluster();
        return workload.region()
                .map(known -> Judgement.of(known.equals(region)))
                .orElseGet(() -> Judgement.unknown(cluster.region().at()));
    }

    private static <T> List<T> all(@Nullable List<T> written) {
        return written == null ? List.of() : written;
    }
}
