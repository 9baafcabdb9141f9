package dev.sailplan.score.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Topologies;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.Contribution;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.HiddenFacts;
import dev.sailplan.score.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What holds of the scores of availability for every topology. */
class AvailabilityPropertyTest {

    private static final int SEEDS = Integer.getInteger("seeds", 100);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Scorer SCORER = new Scorer(
            List.of(new ControlPlanePlacementDimension(), new DataPlaneDimension(), new EstimateDimension()));

    /**
     * Fields that a document may leave unknown, with what they are fields of. Not the addresses of workloads: those that are not
     * stated are taken to be there, as they are of pods.
     */
    private static final HiddenFacts FACTS = new HiddenFacts(Map.of(
            "clusters", Set.of("region", "zones"),
            "controlPlanes", Set.of("zones", "replicas", "remoteSecrets"),
            "networks", Set.of("gateways"),
            "gateways", Set.of("addresses", "zones", "loadBalancer"),
            "services", Set.of("workloads"),
            "meshes", Set.of("trustBundles"),
            "apiServer", Set.of("reachableFrom")));

    /** What makes a deployment more redundant and changes nothing else. */
    enum Redundancy {
        REPLICA {
            @Override
            void addTo(Map<String, Object> document, Random chance) {
                any(workloads(document), chance)
                        .ifPresent(workload -> workload.merge("replicas", 2, (old, more) -> (Integer) old + 1));
            }
        },
        WORKLOAD_BESIDE_ANOTHER {
            @Override
            void addTo(Map<String, Object> document, Random chance) {
                any(objectsIn(document, "services"), chance).ifPresent(service -> {
                    List<Map<String, Object>> workloads = new ArrayList<>(objectsIn(service, "workloads"));
                    if (!workloads.isEmpty()) {
                        workloads.add(new LinkedHashMap<>(workloads.get(chance.nextInt(workloads.size()))));
                        service.put("workloads", workloads);
                    }
                });
            }
        },
        REPLICA_OF_A_CONTROL_PLANE {
            @Override
            void addTo(Map<String, Object> document, Random chance) {
                any(objectsIn(document, "controlPlanes"), chance)
                        .ifPresent(each -> each.merge("replicas", 2, (old, more) -> (Integer) old + 1));
            }
        },
        GATEWAY_BESIDE_ANOTHER {
            @Override
            void addTo(Map<String, Object> document, Random chance) {
                any(objectsIn(document, "networks"), chance).ifPresent(network -> {
                    List<Map<String, Object>> gateways = new ArrayList<>(objectsIn(network, "gateways"));
                    if (!gateways.isEmpty()) {
                        Map<String, Object> twin = new LinkedHashMap<>(gateways.get(chance.nextInt(gateways.size())));
                        twin.put("name", twin.get("name") + "-twin");
                        gateways.add(twin);
                        network.put("gateways", gateways);
                    }
                });
            }
        };

        abstract void addTo(Map<String, Object> document, Random chance);
    }

    private static Optional<Map<String, Object>> any(List<Map<String, Object>> objects, Random chance) {
        return objects.isEmpty() ? Optional.empty() : Optional.of(objects.get(chance.nextInt(objects.size())));
    }

    private static List<Map<String, Object>> workloads(Map<String, Object> document) {
        return objectsIn(document, "services").stream()
                .flatMap(service -> objectsIn(service, "workloads").stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objectsIn(Map<String, Object> object, String field) {
        return (List<Map<String, Object>>) object.getOrDefault(field, List.of());
    }

    private static Map<String, DimensionScore> scores(Map<String, Object> document) {
        String text = new String(Topologies.json(document), StandardCharsets.UTF_8);
        Deployment deployment = new Deployment(Reachability.of(dev.sailplan.topology.Topologies.of(text)));
        return SCORER.score(deployment).availability().dimensions();
    }

    private static Map<String, Object> copyOf(Map<String, Object> document) {
        return JSON.readValue(JSON.writeValueAsString(document), new TypeReference<Map<String, Object>>() {});
    }

    private static Map<String, String> bandsAndPoints(Map<String, Object> document) {
        Map<String, String> said = new TreeMap<>();
        scores(document)
                .forEach((name, score) -> said.put(
                        name,
                        "band %d to %s, points %d to %s, median %s"
                                .formatted(
                                        score.band(),
                                        score.bandUpTo(),
                                        score.points(),
                                        score.pointsUpTo(),
                                        score.median())));
        return said;
    }

    @ParameterizedTest
    @EnumSource
    void moreRedundancyNeverLowersAvailability(Redundancy redundancy) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Map<String, Object> document = copyOf(Topologies.random(seed));
            Map<String, DimensionScore> before = scores(document);
            redundancy.addTo(document, new Random(seed));
            scores(document).forEach((name, after) -> {
                DimensionScore known = Objects.requireNonNull(before.get(name));
                assertThat(after.band()).as("band of %s, seed %d", name, seed).isGreaterThanOrEqualTo(known.band());
                assertThat(after.points())
                        .as("points of %s, seed %d", name, seed)
                        .isGreaterThanOrEqualTo(known.points());
            });
        });
    }

    @Test
    void namesChangeNoBandAndNoPoint() {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Map<String, Object> document = Topologies.random(seed);
            assertThat(bandsAndPoints(Topologies.renamed(document)))
                    .as("seed %d", seed)
                    .isEqualTo(bandsAndPoints(document));
        });
    }

    @Test
    void theOrderOfADocumentChangesNoBandNoPointAndNoReason() {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Map<String, Object> document = hiding(0.1, Topologies.random(seed), seed);
            Map<String, Object> shuffled = Topologies.shuffled(document, seed);
            assertThat(bandsAndPoints(shuffled)).as("seed %d", seed).isEqualTo(bandsAndPoints(document));
            assertThat(reasons(shuffled)).as("seed %d", seed).containsExactlyElementsOf(reasons(document));
        });
    }

    private static List<String> reasons(Map<String, Object> document) {
        return scores(document).values().stream()
                .flatMap(score -> Stream.concat(
                        score.contributions().stream().map(Contribution::why),
                        score.parts().stream().map(part -> part.name() + ": " + part.why())))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 1})
    void aFactThatIsHiddenNeverRaisesWhatIsCertainNorLowersWhatIsPossible(double share) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Map<String, Object> document = hiding(share / 3, Topologies.random(seed), seed);
            Map<String, DimensionScore> before = scores(document);
            scores(hiding(share, document, seed + 1)).forEach((name, after) -> {
                DimensionScore known = Objects.requireNonNull(before.get(name));
                assertThat(after.band()).as("certain %s, seed %d", name, seed).isLessThanOrEqualTo(known.band());
                assertThat(mostOf(after)).as("possible %s, seed %d", name, seed).isGreaterThanOrEqualTo(mostOf(known));
                assertThat(after.unknown().isEmpty())
                        .as("%s says what would settle it, seed %d", name, seed)
                        .isEqualTo(after.bandUpTo() == null);
            });
        });
    }

    private static int mostOf(DimensionScore score) {
        Integer upTo = score.bandUpTo();
        return upTo == null ? score.band() : upTo;
    }

    @Test
    void theContributionsAddUpToThePoints() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> scores(Topologies.random(seed))
                        .forEach((name, score) -> assertThat(score.contributions().stream()
                                        .mapToInt(Contribution::points)
                                        .sum())
                                .as("%s, seed %d", name, seed)
                                .isEqualTo(score.points())));
    }

    private static Map<String, Object> hiding(double share, Map<String, Object> document, long seed) {
        return FACTS.in(document, share, seed);
    }

    /** Without this the tests above could pass because there is nothing to compare. */
    @Test
    void theTopologiesAreInManyBands() {
        Map<String, Set<Integer>> bands = new TreeMap<>();
        LongStream.range(0, SEEDS)
                .forEach(seed -> scores(hiding(0.2, Topologies.random(seed), seed))
                        .forEach((name, score) -> bands.computeIfAbsent(name, key -> new TreeSet<>())
                                .add(score.band() * 10 + mostOf(score))));
        assertThat(bands.values()).allMatch(found -> found.size() > 4);
    }
}
