package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.failure.CutSets.Found;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The smallest sets of failures that lose something, worked out by hand. */
class CutSetsTest {

    /** A consumer in a region of its own, databases in two clusters of different regions, one in two zones. */
    private static final String SPREAD = """
            name: t
            networks: [{name: vpc}]
            meshes: [{name: m}]
            clusters:
              - {name: app, mesh: m, network: vpc, region: r0, zones: [a], dnsProxy: true}
              - {name: one, mesh: m, network: vpc, region: r1, zones: [b], dnsProxy: true}
              - {name: two, mesh: m, network: vpc, region: r2, zones: [c, d], dnsProxy: true}
            controlPlanes:
              - {name: p, cluster: app, remoteSecrets: [{cluster: one}, {cluster: two}]}
              - {name: q, cluster: one, remoteSecrets: []}
              - {name: r, cluster: two, remoteSecrets: []}
            services:
              - {name: db, namespace: stock, workloads: [{cluster: one}, {cluster: two, zone: c}]}
              - {name: single, namespace: stock, workloads: [{cluster: one}]}
              - {name: unused, namespace: stock, workloads: [{cluster: one}]}
            traffic:
              - {from: {cluster: app}, to: {service: stock/db}}
              - {from: {cluster: app}, to: {service: stock/single}}
            """;

    private static Found find(String yaml, int size, int most, int mostSets) {
        return CutSets.find(Reachability.of(Topologies.of(yaml)), size, 5, most, mostSets, Progress.UNWATCHED);
    }

    private static List<String> told(Found found) {
        return found.sets().stream()
                .map(cut -> cut.failures().stream()
                                .map(failure -> failure.kind() + " " + failure.name())
                                .collect(Collectors.joining(" + "))
                        + ": "
                        + cut.services().stream().map(Service::name).collect(Collectors.joining(", ")))
                .toList();
    }

    @Test
    void setsAreSmallestAndTheWorstComeFirst() {
        assertThat(told(find(SPREAD, 2, 100, 100)))
                .containsExactly(
                        "zone b: stock/single",
                        "region r1: stock/single",
                        "cluster one: stock/single",
                        "zone b + zone c: stock/db",
                        "zone b + region r2: stock/db",
                        "zone b + cluster two: stock/db",
                        "zone c + region r1: stock/db",
                        "zone c + cluster one: stock/db",
                        "region r1 + region r2: stock/db",
                        "region r1 + cluster two: stock/db",
                        "region r2 + cluster one: stock/db",
                        "cluster one + cluster two: stock/db");
    }

    @Test
    void oneFailureAtATimeFindsNoPairs() {
        assertThat(told(find(SPREAD, 1, 100, 100)))
                .containsExactly("zone b: stock/single", "region r1: stock/single", "cluster one: stock/single");
    }

    @Test
    void whatIsOverTheLimitsIsCountedOrSaidNotToBe() {
        Found listed = find(SPREAD, 2, 4, 100);
        assertThat(listed.sets()).hasSize(4);
        assertThat(listed.omitted()).isEqualTo(8);
        assertThat(listed.uncounted()).isFalse();

        Found counted = find(SPREAD, 2, 100, 5);
        assertThat(counted.sets()).hasSize(5);
        assertThat(counted.uncounted()).isTrue();
    }

    @Test
    void clustersThatAreDownThemselvesNeedNothing() {
        String own =
                SPREAD.replaceAll("(?s)traffic:.*", "traffic: [{from: {cluster: one}, to: {service: stock/single}}]\n");

        assertThat(told(find(own, 2, 100, 100)))
                .as("nobody calls any more, and nothing is left")
                .containsExactly("zone b: stock/single", "region r1: stock/single", "cluster one: stock/single");
    }

    @Test
    void aTakeOverByAControlPlaneThatKnowsLessIsALoss() {
        String yaml = SPREAD.replace("{name: app, ", "{name: app, controlPlanes: [p, r], ")
                .replace(
                        "{name: r, cluster: two, remoteSecrets: []}",
                        "{name: r, cluster: two, remoteSecrets: [{cluster: app}]}");

        assertThat(told(find(yaml, 2, 100, 100)))
                .as("r does not read cluster one")
                .contains("controlPlane p: stock/single", "zone c + controlPlane p: stock/db")
                .doesNotContain("controlPlane p: stock/db", "zone d + controlPlane p: stock/db");
    }

    @Test
    void whatDependsOnManyThingsTogetherIsFoundOverThem() {
        String zones = "c, d, e, f, g, h, i, j";
        String yaml = SPREAD.replace("[c, d]", "[" + zones + "]").replace("{cluster: two, zone: c}", "{cluster: two}");

        List<Failure> all = find(yaml, 9, 1000, 1000).sets().stream()
                .flatMap(cut -> cut.failures().stream())
                .filter(failure -> zones.contains(failure.name()))
                .distinct()
                .toList();
        assertThat(all).hasSize(8);
        assertThat(told(find(yaml, 2, 100, 100))).noneMatch(cut -> cut.contains("zone c"));
    }

    @Test
    void progressIsToldServiceByService() {
        AtomicInteger all = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CutSets.find(Reachability.of(Topologies.of(SPREAD)), 2, 5, 100, 100, new Progress() {
            @Override
            public void begin(int steps) {
                all.addAndGet(steps);
            }

            @Override
            public void step() {
                done.incrementAndGet();
            }
        });

        assertThat(all).hasValue(3);
        assertThat(done).hasValue(3);
    }
}
