package dev.sailplan.score.isolation;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the scores of isolation for every topology. */
class IsolationPropertyTest {

    private static final int SEEDS = Integer.getInteger("seeds", 150);

    private static final Scorer SCORER = new Scorer(List.of(
            new TenancyDimension(), new SharedControlDimension(), new SharedTrustDimension(), new ReachDimension()));

    /** Fields that a document may leave unknown, with what they are fields of. */
    private static final HiddenFacts FACTS = new HiddenFacts(Map.of(
            "tenants", Set.of("mayCall"),
            "isolation", Set.of("defaultDeny"),
            "services", Set.of("workloads", "exportedIn"),
            "meshes", Set.of("certificateAuthority", "trustBundles"),
            "certificateAuthority", Set.of("type"),
            "controlPlanes", Set.of("remoteSecrets"),
            "apiServer", Set.of("reachableFrom")));

    private static Map<String, DimensionScore> scores(Map<String, Object> document) {
        String text = new String(Topologies.json(document), StandardCharsets.UTF_8);
        Deployment deployment = new Deployment(Reachability.of(dev.sailplan.topology.Topologies.of(text)));
        return SCORER.score(deployment).isolation().dimensions();
    }

    /** Every third has no tenants. */
    private static Map<String, Object> document(long seed) {
        Map<String, Object> document = Topologies.random(seed);
        if (seed % 3 == 0) {
            document.put("tenants", new ArrayList<>());
            objectsIn(document, "services").forEach(service -> service.remove("allowedTenants"));
        }
        keepWorkloadsInTheirMesh(document);
        return document;
    }

    /** Others break MSH004, and where the workloads of a service are unknown, it is not taken to do so. */
    private static void keepWorkloadsInTheirMesh(Map<String, Object> document) {
        Map<Object, Object> meshOf = new LinkedHashMap<>();
        objectsIn(document, "clusters").forEach(cluster -> meshOf.put(cluster.get("name"), cluster.get("mesh")));
        for (Map<String, Object> service : objectsIn(document, "services")) {
            List<Map<String, Object>> workloads = new ArrayList<>(objectsIn(service, "workloads"));
            workloads.removeIf(workload -> !Objects.equals(service.get("mesh"), meshOf.get(workload.get("cluster"))));
            service.put("workloads", workloads);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objectsIn(Map<String, Object> object, String field) {
        return (List<Map<String, Object>>) object.getOrDefault(field, List.of());
    }

    private static Map<String, String> bandsAndPoints(Map<String, Object> document) {
        Map<String, String> said = new TreeMap<>();
        scores(document)
                .forEach((name, score) -> said.put(
                        name,
                        "band %d to %s, points %d to %s, median %s, %d unknown"
                                .formatted(
                                        score.band(),
                                        score.bandUpTo(),
                                        score.points(),
                                        score.pointsUpTo(),
                                        score.median(),
                                        score.unknown().size())));
        return said;
    }

    @Test
    void namesChangeNoBandAndNoPoint() {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Map<String, Object> document = document(seed);
            assertThat(bandsAndPoints(Topologies.renamed(document)))
                    .as("seed %d", seed)
                    .isEqualTo(bandsAndPoints(document));
        });
    }

    @Test
    void theOrderOfADocumentChangesNoBandNoPointAndNoReason() {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Map<String, Object> document = hiding(0.1, document(seed), seed);
            Map<String, Object> shuffled = Topologies.shuffled(document, seed);
            assertThat(bandsAndPoints(shuffled)).as("seed %d", seed).isEqualTo(bandsAndPoints(document));
            assertThat(reasons(shuffled)).as("seed %d", seed).isEqualTo(reasons(document));
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
            Map<String, Object> document = hiding(share / 3, document(seed), seed);
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

    private static Map<String, Object> hiding(double share, Map<String, Object> document, long seed) {
        return FACTS.in(document, share, seed);
    }

    /** Without this the tests above could pass because there is nothing to compare. */
    @Test
    void theTopologiesAreInManyBands() {
        Map<String, Set<Integer>> bands = new TreeMap<>();
        LongStream.range(0, SEEDS)
                .forEach(seed -> scores(hiding(0.2, document(seed), seed))
                        .forEach((name, score) -> bands.computeIfAbsent(name, key -> new TreeSet<>())
                                .add(score.band() * 10 + mostOf(score))));
        assertThat(bands.values()).allMatch(found -> found.size() > 4);
    }
}
