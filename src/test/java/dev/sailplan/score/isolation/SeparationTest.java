package dev.sailplan.score.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Scorer;
import dev.sailplan.topology.Topologies;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keeping a tenant further apart from the others never lowers a band or a point. */
class SeparationTest {

    private static final int SEEDS = 200;
    private static final int TENANTS = 4;
    private static final Scorer SCORER = new Scorer(List.of(
            new TenancyDimension(), new SharedControlDimension(), new SharedTrustDimension(), new ReachDimension()));

    /** Tenants with a cluster and a service each; what they share is up to chance. Half of the clusters are for nobody yet. */
    private static final class Fleet {

        private static final int CLUSTERS = 2 * TENANTS;

        private final int[] clusterOfTenant = new int[TENANTS];
        private final boolean[] denies = new boolean[TENANTS];
        private final int[] mesh = IntStream.range(0, CLUSTERS).toArray();
        private final int[] root = IntStream.range(0, CLUSTERS).toArray();
        private final int[] server = IntStream.range(0, CLUSTERS).toArray();
        private final boolean[][] reads = new boolean[CLUSTERS][CLUSTERS];
        private final boolean[][] trusts = new boolean[CLUSTERS][CLUSTERS];

        static Fleet random(long seed) {
            Random chance = new Random(seed);
            Fleet fleet = new Fleet();
            for (int i = 0; i < TENANTS; i++) {
                fleet.clusterOfTenant[i] = chance.nextInt(4) == 0 ? chance.nextInt(i + 1) : i;
                fleet.denies[i] = chance.nextBoolean();
                fleet.mesh[i] = chance.nextInt(i + 1);
                fleet.root[i] = chance.nextInt(i + 1);
                fleet.server[i] = chance.nextInt(3) == 0 ? chance.nextInt(i + 1) : i;
                for (int j = 0; j < TENANTS; j++) {
                    fleet.reads[i][j] = i != j && chance.nextInt(3) == 0;
                    fleet.trusts[i][j] = chance.nextInt(3) == 0;
                }
            }
            return fleet;
        }

        /** Moves a tenant to a cluster, control plane, mesh and root of its own, and lets nobody in. */
        Fleet separate(int tenant) {
            clusterOfTenant[tenant] = tenant + TENANTS;
            denies[tenant] = true;
            return this;
        }

        Map<String, DimensionScore> scores() {
            return SCORER.score(new Deployment(Reachability.of(Topologies.of(yaml()))))
                    .isolation()
                    .dimensions();
        }

        private String yaml() {
            StringBuilder yaml = new StringBuilder("name: fleet\nmeshes:\n");
            add(
                    yaml,
                    CLUSTERS,
                    i -> "{name: m%d, trustDomain: t%d.example, certificateAuthority: {root: r%d}, trustBundles: %s}"
                            .formatted(i, i, root[i], all(trusts[i], "{root: r%d}")));
            yaml.append("clusters:\n");
            add(
                    yaml,
                    CLUSTERS,
                    i -> "{name: c%d, mesh: m%d, apiServer: {reachableFrom: ['*']}, controlPlanes: [p%d]}"
                            .formatted(i, mesh[i], server[i]));
            yaml.append("controlPlanes:\n");
            add(
                    yaml,
                    CLUSTERS,
                    i -> "{name: p%d, cluster: c%d, mesh: m%d, remoteSecrets: %s}"
                            .formatted(i, i, mesh[i], all(reads[i], "{cluster: c%d}")));
            yaml.append("services:\n");
            add(
                    yaml,
                    TENANTS,
                    i -> "{name: s, namespace: n%d, mesh: m%d, workloads: [{cluster: c%d}]}"
                            .formatted(i, mesh[clusterOfTenant[i]], clusterOfTenant[i]));
            yaml.append("tenants:\n");
            add(
                    yaml,
                    TENANTS,
                    i -> "{name: t%d, tenancy: cluster, namespaces: [n%d], mayCall: [], isolation: {defaultDeny: %b}%s}"
                            .formatted(i, i, denies[i], isAlone(i) ? ", clusters: [c" + clusterOfTenant[i] + "]" : ""));
            return yaml.toString();
        }

        private static void add(StringBuilder yaml, int count, IntFunction<String> entry) {
            IntStream.range(0, count)
                    .forEach(i -> yaml.append("  - ").append(entry.apply(i)).append('\n'));
        }

        private static List<String> all(boolean[] set, String format) {
            return IntStream.range(0, set.length)
                    .filter(i -> set[i])
                    .mapToObj(format::formatted)
                    .toList();
        }

        private boolean isAlone(int tenant) {
            return IntStream.of(clusterOfTenant)
                            .filter(each -> each == clusterOfTenant[tenant])
                            .count()
                    == 1;
        }
    }

    @Test
    void aTenantThatGetsEverythingOfItsOwnNeverLowersABandOrAPoint() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Fleet fleet = Fleet.random(seed);
            Map<String, DimensionScore> before = fleet.scores();
            for (int tenant = 0; tenant < TENANTS; tenant++) {
                Map<String, DimensionScore> after = fleet.separate(tenant).scores();
                assertNoLower(before, after, "seed %d, tenant %d".formatted(seed, tenant));
                before = after;
            }
            assertThat(before.values()).as("seed %d", seed).allMatch(score -> score.points() == 100);
        }
    }

    private static void assertNoLower(
            Map<String, DimensionScore> before, Map<String, DimensionScore> after, String where) {
        before.forEach((name, score) -> {
            DimensionScore now = Objects.requireNonNull(after.get(name));
            assertThat(now.band()).as("band of %s, %s", name, where).isGreaterThanOrEqualTo(score.band());
            assertThat(now.points()).as("points of %s, %s", name, where).isGreaterThanOrEqualTo(score.points());
        });
    }
}
