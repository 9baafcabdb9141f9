package dev.sailplan.score.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Scorer;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hundreds of tenants have a hundred thousand pairs. */
class LargeFleetTest {

    private static final int TENANTS = 500;
    private static final int SERVICES = 10_000;

    private static Topology fleet() {
        StringBuilder yaml = new StringBuilder("name: fleet\nmeshes: [{name: m, certificateAuthority: {root: r}}]\n");
        yaml.append("clusters:\n");
        IntStream.range(0, TENANTS)
                .forEach(
                        i -> yaml.append("  - {name: c%d, mesh: m, apiServer: {reachableFrom: ['*']}}%n".formatted(i)));
        yaml.append("controlPlanes:\n");
        IntStream.range(0, TENANTS)
                .forEach(i ->
                        yaml.append("  - {name: p%d, cluster: c%d, remoteSecrets: %s}%n".formatted(i, i, secrets(i))));
        yaml.append("services:\n");
        IntStream.range(0, SERVICES)
                .forEach(i ->
                        yaml.append("  - {name: s%d, namespace: n%d, workloads: [{cluster: c%d}, {cluster: c%d}]}%n"
                                .formatted(i, i % TENANTS, i % TENANTS, i % TENANTS)));
        yaml.append("tenants:\n");
        IntStream.range(0, TENANTS)
                .forEach(i -> yaml.append(
                        "  - {name: t%d, tenancy: cluster, namespaces: [n%d], clusters: [c%d]}%n".formatted(i, i, i)));
        return Topologies.of(yaml.toString());
    }

    private static List<String> secrets(int own) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(i -> "{cluster: c" + (own + i) % TENANTS + "}")
                .toList();
    }

    @Test
    void thePairsOfHundredsOfTenantsAreJudgedAndTheWorstAreListed() {
        DimensionScore score = Objects.requireNonNull(new Scorer(List.of(new TenancyDimension()))
                .score(new Deployment(Reachability.of(fleet())))
                .isolation()
                .dimensions()
                .get("tenancy"));
        assertThat(score.parts()).hasSize(100);
        assertThat(score.omittedParts()).isEqualTo(TENANTS * (TENANTS - 1) / 2 - 100);
        assertThat(score.median()).isEqualTo(3);
    }
}
