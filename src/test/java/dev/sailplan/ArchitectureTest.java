package dev.sailplan;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.topology.StoredDocuments;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which. A package not named here may not exist. */
class ArchitectureTest {

    private static final String ROOT = "dev.sailplan";

    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("address", List.of()),
            entry("document", List.of("address")),
            entry("reading", List.of("address", "document")),
            entry("schema", List.of("address", "document")),
            entry("topology", List.of("address", "document")),
            entry("finding", List.of("document")),
            entry("profile", List.of("document", "finding")),
            entry("waiver", List.of("document", "finding")),
            entry("fix", List.of("document", "finding", "reachability", "reading", "rule", "score")),
            entry("reachability", List.of("address", "document", "topology")),
            entry(
                    "rule",
                    List.of(
                            "address",
                            "document",
                            "failure",
                            "finding",
                            "profile",
                            "topology",
                            "reachability",
                            "requirement",
                            "waiver")),
            entry("requirement", List.of("document", "failure", "topology", "reachability")),
            entry("query", List.of("address", "document", "failure", "topology", "reachability")),
            entry("failure", List.of("document", "topology", "reachability")),
            entry("score", List.of("document", "failure", "finding", "topology", "reachability")),
            entry("comparison", List.of("address", "document", "finding")),
            entry("ranking", List.of("document", "finding", "reachability", "requirement", "score")),
            entry(
                    "report",
                    List.of(
                            "comparison",
                            "document",
                            "failure",
                            "finding",
                            "fix",
                            "profile",
                            "topology",
                            "reachability",
                            "query",
                            "ranking",
                            "rule",
                            "score")),
            entry("store", List.of()),
            entry("webhook", List.of("address", "store")),
            entry(
                    "registry",
                    List.of(
                            "document",
                            "failure",
                            "finding",
                            "fix",
                            "profile",
                            "reading",
                            "report",
                            "rule",
                            "score",
                            "store")),
            entry(
                    "api",
                    List.of(
                            "address",
                            "document",
                            "failure",
                            "finding",
                            "fix",
                            "profile",
                            "query",
                            "reachability",
                            "reading",
                            "registry",
                            "report",
                            "rule",
                            "schema",
                            "score",
                            "store",
                            "topology",
                            "webhook")));

    /** What a package may use outside the JDK and JSpecify; a package not named here may use everything. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            entry("address", List.of("inet.ipaddr..")),
            entry("document", List.of("org.apache.commons.text..")),
            entry("reading", List.of("tools.jackson.core..", "org.snakeyaml.engine..")),
            entry("schema", List.of("tools.jackson.databind..", "com.github.victools..", "com.fasterxml.classmate..")),
            entry("topology", List.of()),
            entry("finding", List.of("com.fasterxml.jackson.annotation..")),
            entry("profile", List.of()),
            entry("waiver", List.of()),
            entry("fix", List.of("jakarta.json..")),
            entry("reachability", List.of()),
            entry("query", List.of()),
            entry("failure", List.of()),
            entry("score", List.of("com.fasterxml.jackson.annotation..")),
            entry("comparison", List.of("com.fasterxml.jackson.annotation..")),
            entry("ranking", List.of("com.fasterxml.jackson.annotation..")),
            entry("rule", List.of()),
            entry("requirement", List.of()),
            entry(
                    "store",
                    List.of(
                            "org.springframework.dao..",
                            "org.springframework.jdbc..",
                            "org.springframework.transaction..")),
            entry("webhook", List.of("org.apache.hc..")),
            entry("registry", List.of("com.fasterxml.jackson.annotation..", "tools.jackson.databind..")),
            entry("report", List.of("com.fasterxml.jackson.annotation..")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageIsNamed() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT + "."))
                        .map(name -> name.split("\\.", -1)[2])
                        .collect(Collectors.toSet()))
                .isEqualTo(MAY_USE.keySet());
    }

    @TestFactory
    Stream<DynamicTest> packagesUseOnlyWhatTheyMay() {
        return MAY_USE.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> dynamicTest(entry.getKey(), () -> assertUsesOnly(entry.getKey(), entry.getValue())));
    }

    private static void assertUsesOnly(String name, List<String> allowed) {
        String[] packages = Stream.concat(Stream.of(name), allowed.stream())
                .map(it -> ROOT + "." + it + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(packages))))
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> packagesUseOnlyTheirLibraries() {
        return LIBRARIES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> dynamicTest(entry.getKey(), () -> assertLibraries(entry.getKey(), entry.getValue())));
    }

    private static void assertLibraries(String name, List<String> libraries) {
        List<String> packages =
                new ArrayList<>(List.of(ROOT + "..", "java..", "javax.crypto..", "javax.net..", "org.jspecify.."));
        packages.addAll(libraries);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new))
                        .or(JavaClass.Predicates.type(byte[].class))
                        .or(not(resideInAPackage("*.."))))
                .check(CLASSES);
    }

    @Test
    void pureCodeHasNoClockAndNoRandomness() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".api..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(Clock.class)
                        .or(JavaClass.Predicates.assignableTo(Random.class)))
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    /** Reading and judging are what costs: who gets a document by one of the two that are left out has its turn. */
    @Test
    void requestsGetDocumentsOnlyWhenItIsTheirTurn() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".api..")
                .and()
                .areNotAssignableTo(TopologyIntake.class)
                .and()
                .areNotAssignableTo(StoredDocuments.class)
                .should()
                .callMethodWhere(target(name("read"))
                        .and(target(
                                owner(assignableTo(TopologyReader.class).or(assignableTo(TopologyRegistry.class))))))
                .check(CLASSES);
    }

    @Test
    void rulesDoNotKnowEachOther() {
        slices().matching(ROOT + ".rule.(*)..").should().notDependOnEachOther().check(CLASSES);
        noClasses()
                .that()
                .implement(Rule.class)
                .and()
                .areNotInterfaces()
                .should()
                .bePublic()
                .check(CLASSES);
    }

    @Test
    void reportFormatsDoNotKnowEachOther() {
        slices().matching(ROOT + ".report.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
        noClasses().that().implement(ReportFormat.class).should().bePublic().check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theArchitecturePageShowsThisTable() {
        String rows = MAY_USE.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "| `%s` | %s | %s |%n"
                        .formatted(entry.getKey(), code(entry.getValue()), libraries(entry.getKey()))
                        .replace("\r\n", "\n"))
                .collect(Collectors.joining("", "| Package | may use | and outside the JDK |\n|---|---|---|\n", ""));
        Generated.region(Path.of("docs/architecture.md"), "packages", rows);
    }

    private static String libraries(String name) {
        return LIBRARIES.containsKey(name) ? code(LIBRARIES.getOrDefault(name, List.of())) : "anything";
    }

    private static String code(List<String> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream()
                        .sorted()
                        .map(name -> "`" + name.replace("..", "") + "`")
                        .collect(Collectors.joining(", "));
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
            assertThat(folders.filter(ArchitectureTest::holdsClasses))
                    .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                            .startsWith("/**")
                            .contains("@org.jspecify.annotations.NullMarked"));
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
