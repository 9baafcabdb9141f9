package dev.sailplan.score;

import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** All dimensions, found as the service finds them: by type. */
public final class Dimensions {

    private static final List<ScoreDimension> ALL = find();

    private Dimensions() {}

    public static List<ScoreDimension> all() {
        return ALL;
    }

    /** Scores in all dimensions. */
    public static Scorer scorer() {
        return new Scorer(ALL);
    }

    /** The dimension of a name, which has to exist. */
    public static ScoreDimension named(String name) {
        return ALL.stream()
                .filter(dimension -> DimensionDescription.of(dimension).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no dimension " + name));
    }

    /** What a dimension finds in a topology written in YAML, or in JSON. */
    public static Assessment assess(String name, String text) {
        return assess(name, Topologies.of(text));
    }

    public static Assessment assess(String name, Topology topology) {
        return named(name).assess(new Deployment(Reachability.of(topology)));
    }

    /** The score of a dimension for a topology written in YAML, or in JSON. */
    public static DimensionScore score(String name, String text) {
        ScoreDimension dimension = named(name);
        Family family = DimensionDescription.of(dimension).family();
        return Objects.requireNonNull(new Scorer(List.of(dimension))
                .score(new Deployment(Reachability.of(Topologies.of(text))))
                .of(family)
                .dimensions()
                .get(name));
    }

    private static List<ScoreDimension> find() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ScoreDimension.class));
        List<ScoreDimension> found = new ArrayList<>();
        scanner.findCandidateComponents("dev.sailplan.score").stream()
                .map(candidate -> classOf(Objects.requireNonNull(candidate.getBeanClassName())))
                .filter(type -> type.isAnnotationPresent(DimensionInfo.class) && !isOfATest(type))
                .forEach(type -> found.add(create(type)));
        found.sort(Comparator.comparing(dimension -> dimension.getClass().getName()));
        return List.copyOf(found);
    }

    /** Those that tests make up are inside their classes. */
    private static boolean isOfATest(Class<?> type) {
        return type.getEnclosingClass() != null;
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ScoreDimension create(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (ScoreDimension) constructor.newInstance();
        } catch (ReflectiveOperationException notADimension) {
            throw new IllegalStateException(type + " has no constructor without parameters", notADimension);
        }
    }
}
