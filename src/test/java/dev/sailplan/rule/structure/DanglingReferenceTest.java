package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.ElementKind;
import dev.sailplan.document.Refers;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: a reference that is absent refers to nothing, and one that is written can be looked up.
class DanglingReferenceTest {

    /** Every field that refers, with a document in which it names something that nobody declares. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("networks.gateways.cluster", "networks: [{name: n, gateways: [{name: g, cluster: ghost}]}]"),
            Map.entry("meshes.trustBundles.mesh", "meshes: [{name: m, trustBundles: [{mesh: ghost}]}]"),
            Map.entry("meshes.federatesWith.mesh", "meshes: [{name: m, federatesWith: [{mesh: ghost}]}]"),
            Map.entry("clusters.mesh", "clusters: [{name: c, mesh: ghost}]"),
            Map.entry("clusters.network", "clusters: [{name: c, network: ghost}]"),
            Map.entry("clusters.controlPlanes", "clusters: [{name: c, controlPlanes: [ghost]}]"),
            Map.entry("clusters.apiServer.reachableFrom", "clusters: [{name: c, apiServer: {reachableFrom: [ghost]}}]"),
            Map.entry("clusters.controlPlaneClusters", "clusters: [{name: c, controlPlaneClusters: [ghost]}]"),
            Map.entry("controlPlanes.cluster", "controlPlanes: [{name: p, cluster: ghost}]"),
            Map.entry("controlPlanes.mesh", "controlPlanes: [{name: p, mesh: ghost}]"),
            Map.entry("controlPlanes.configCluster", "controlPlanes: [{name: p, configCluster: ghost}]"),
            Map.entry(
                    "controlPlanes.remoteSecrets.cluster",
                    "controlPlanes: [{name: p, remoteSecrets: [{cluster: ghost}]}]"),
            Map.entry("services.mesh", "services: [{name: s, namespace: a, mesh: ghost}]"),
            Map.entry(
                    "services.definedIn.cluster", "services: [{name: s, namespace: a, definedIn: [{cluster: ghost}]}]"),
            Map.entry("services.serviceEntryIn", "services: [{name: s, namespace: a, serviceEntryIn: [ghost]}]"),
            Map.entry("services.exportedIn", "services: [{name: s, namespace: a, exportedIn: [ghost]}]"),
            Map.entry("services.allowedTenants", "services: [{name: s, namespace: a, allowedTenants: [ghost]}]"),
            Map.entry(
                    "services.workloads.cluster", "services: [{name: s, namespace: a, workloads: [{cluster: ghost}]}]"),
            Map.entry(
                    "services.workloads.network",
                    "{clusters: [{name: c}], services: [{name: s, namespace: a, workloads: [{cluster: c, network: ghost}]}]}"),
            Map.entry("tenants.clusters", "tenants: [{name: t, tenancy: cluster, clusters: [ghost]}]"),
            Map.entry("tenants.meshes", "tenants: [{name: t, tenancy: mesh, meshes: [ghost]}]"),
            Map.entry("tenants.mayCall", "tenants: [{name: t, tenancy: mesh, mayCall: [ghost]}]"),
            Map.entry(
                    "traffic.from.service",
                    "{clusters: [{name: c}], traffic: [{from: {service: ghost/ghost}, to: {cluster: c}}]}"),
            Map.entry("traffic.from.cluster", "traffic: [{from: {cluster: ghost}, to: {cluster: ghost}}]"),
            Map.entry(
                    "traffic.from.namespace",
                    "{clusters: [{name: c}], traffic: [{from: {namespace: ghost}, to: {cluster: c}}]}"),
            Map.entry(
                    "traffic.to.service",
                    "{clusters: [{name: c}], traffic: [{from: {cluster: c}, to: {service: ghost/ghost}}]}"),
            Map.entry(
                    "traffic.to.cluster",
                    "{clusters: [{name: c}], traffic: [{from: {cluster: c}, to: {cluster: ghost}}]}"),
            Map.entry(
                    "traffic.to.namespace",
                    "{clusters: [{name: c}], traffic: [{from: {cluster: c}, to: {namespace: ghost}}]}"),
            Map.entry("links.from", "{clusters: [{name: c}], links: [{from: ghost, to: c}]}"),
            Map.entry("links.to", "{clusters: [{name: c}], links: [{from: c, to: ghost}]}"));

    private static final Map<ElementKind, String> DECLARED = Map.of(
            ElementKind.NETWORK, "networks: [{name: ghost}",
            ElementKind.MESH, "meshes: [{name: ghost}",
            ElementKind.CLUSTER, "clusters: [{name: ghost}",
            ElementKind.CONTROL_PLANE, "controlPlanes: [{name: ghost}",
            ElementKind.SERVICE, "services: [{name: ghost, namespace: ghost}",
            ElementKind.NAMESPACE, "services: [{name: ghost, namespace: ghost}",
            ElementKind.TENANT, "tenants: [{name: ghost, tenancy: mesh}");

    private final RuleTester tester = RuleTester.of("STR005");

    /** A field that refers, by the way to it. */
    private record Field(String path, Refers refers) {

        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Field> fields() {
        Stream.Builder<Field> fields = Stream.builder();
        collect(TopologyDocument.class, "", fields);
        return fields.build();
    }

    private static void collect(Class<?> type, String path, Consumer<Field> fields) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = path + component.getName();
            Class<?> value = valueOf(component.getGenericType());
            Refers refers = component.getAnnotation(Refers.class);
            if (refers != null) {
                fields.accept(new Field(name, refers));
            } else if (value.isRecord()) {
                collect(value, name + ".", fields);
            }
        }
    }

    private static Class<?> valueOf(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return valueOf(arguments[arguments.length - 1]);
        }
        return (Class<?>) type;
    }

    private static String documentOf(Field field) {
        String fields = String.valueOf(FIELDS.get(field.path()));
        String body = fields.startsWith("{") ? fields.substring(1, fields.length() - 1) : fields;
        return "{name: bookshop, " + body + "}";
    }

    private static String declaring(String document, ElementKind kind) {
        String declaration = String.valueOf(DECLARED.get(kind));
        String list = declaration.substring(0, declaration.indexOf('[') + 1);
        return holdsList(document, list)
                ? document.replaceFirst(Pattern.quote(list), Matcher.quoteReplacement(declaration + ", "))
                : document.replace("{name: bookshop, ", "{name: bookshop, " + declaration + "], ");
    }

    /** Tells whether a document has a list of its own by that name, and not only in one of its elements. */
    private static boolean holdsList(String document, String list) {
        return document.contains("bookshop, " + list) || document.contains("], " + list);
    }

    @Test
    void knowsEveryFieldThatRefers() {
        assertThat(fields().map(Field::path)).containsExactlyInAnyOrderElementsOf(FIELDS.keySet());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void findsANameThatNobodyDeclares(Field field) {
        Finding finding = tester.finding(documentOf(field) + "  # STR005\n");

        String kinds = Stream.of(field.refers().value()).map(ElementKind::words).collect(Collectors.joining(" or "));
        assertThat(finding.facts()).containsEntry("kind", kinds).containsEntry("hint", "");
        assertThat(finding.subjects().get(0).pointer().replaceAll("/[0-9]+", "").substring(1))
                .isEqualTo(field.path().replace('.', '/'));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void holdsForEveryKindTheFieldMayName(Field field) {
        for (ElementKind kind : field.refers().value()) {
            tester.holds(declaring(documentOf(field), kind));
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void doesNotTakeAnElementOfAnotherKindForTheOneMeant(Field field) {
        List<ElementKind> meant = List.of(field.refers().value());
        for (ElementKind other :
                List.of(ElementKind.NETWORK, ElementKind.MESH, ElementKind.CLUSTER, ElementKind.TENANT)) {
            if (!meant.contains(other)) {
                tester.finding(declaring(documentOf(field), other) + "  # STR005\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void takesAStarForAllWhereThatIsAllowed(Field field) {
        String all = documentOf(field).replace("ghost/ghost", "ghost").replace("ghost", "\"*\"");

        if (field.refers().orAll()) {
            tester.holds(all);
        } else {
            tester.finding(all + "  # STR005\n");
        }
    }

    @Test
    void allowsAStarForReachabilityAndTheAnnotationAlone() {
        assertThat(fields().filter(field -> field.refers().orAll()).map(Field::path))
                .containsExactlyInAnyOrder("clusters.apiServer.reachableFrom", "clusters.controlPlaneClusters");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void doesNotRepeatThatTheListItselfCannotBeRead(Field field) {
        for (ElementKind kind : field.refers().value()) {
            String list = String.valueOf(DECLARED.get(kind)).replaceAll(":.*", ": ");
            String document = documentOf(field);
            if (!holdsList(document, list)) {
                tester.holds(document.replace("{name: bookshop, ", "{name: bookshop, " + list + "unreadable, "));
            }
        }
    }

    @Test
    void reportsAMistypedNameOnceWithEveryPlaceItIsWrittenIn() {
        Finding finding = tester.finding("""
                name: bookshop
                networks: [{name: vpc-north}]
                clusters:
                  - {name: north, network: vpc-nroth}  # STR005
                  - {name: south, network: vpc-north}
                  - {name: west, network: vpc-nroth}  # STR005
                """);

        assertThat(finding.facts())
                .containsEntry("name", "vpc-nroth")
                .containsEntry("where", "cluster north")
                .containsEntry("path", "network")
                .containsEntry("hint", "; did you mean vpc-north?");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/0/network", "/clusters/2/network");
    }

    @Test
    void reportsOneNameOfTwoKindsTwice() {
        List<Finding> found = tester.check("""
                name: bookshop
                clusters:
                  - name: north
                    mesh: books  # STR005
                    network: books  # STR005
                """);

        assertThat(found).extracting(finding -> finding.facts().get("kind")).containsExactly("mesh", "network");
    }

    @Test
    void pointsIntoLists() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - name: north
                    apiServer:
                      reachableFrom:
                        - north
                        - nowhere  # STR005
                """);

        assertThat(finding.facts()).containsEntry("path", "apiServer.reachableFrom[1]");
        assertThat(finding.subjects().get(0).column()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kubernetes", "KUBERNETES"})
    void comparesNamesWithTheirCase(String name) {
        String yaml = """
                name: bookshop
                clusters: [{name: Kubernetes}]
                services: [{name: web, namespace: shop, workloads: [{cluster: %s}]}]
                """.formatted(name);

        assertThat(tester.findings(yaml)).hasSize(name.equals("Kubernetes") ? 0 : 1);
    }

    @Test
    void findsServicesByTheirMeshWhereThereAreSeveral() {
        tester.holds("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}]
                services: [{name: web, namespace: shop, mesh: books}]
                traffic: [{from: {cluster: north}, to: {service: books/shop/web}}, {from: {namespace: books/shop}, to: {cluster: north}}]
                """);
    }

    @Test
    void findsNoServiceByShortOrWrongNamesWhereThereAreSeveralMeshes() {
        List<Finding> found = tester.check("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}]
                services: [{name: web, namespace: shop, mesh: books}]
                traffic:
                  - {from: {cluster: north}, to: {service: shop/web}}  # STR005
                  - {from: {cluster: north}, to: {namespace: shop}}  # STR005
                  - {from: {cluster: north}, to: {service: music/shop/web}}  # STR005
                  - {from: {cluster: north}, to: {namespace: music/shop}}  # STR005
                """);

        assertThat(found)
                .extracting(finding -> finding.facts().get("hint"))
                .contains("; did you mean books/shop/web?", "; did you mean books/shop?");
    }

    @Test
    void findsServicesWithAndWithoutTheOnlyMesh() {
        tester.holds("""
                name: bookshop
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books}]
                services: [{name: web, namespace: shop}]
                traffic:
                  - {from: {service: shop/web}, to: {service: books/shop/web}}
                  - {from: {namespace: shop}, to: {namespace: books/shop}}
                """);
    }

    @Test
    void knowsNamespacesOfTenants() {
        tester.holds("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}]
                tenants: [{name: shop, tenancy: namespace, namespaces: [shop]}]
                traffic: [{from: {namespace: music/shop}, to: {cluster: north}}]
                """);
    }

    @Test
    void hintsAtAServiceWhoseNamespaceWasLeftOut() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                services: [{name: web, namespace: shop}]
                traffic: [{from: {cluster: north}, to: {service: web}}]  # STR005
                """);

        assertThat(finding.facts()).containsEntry("hint", "; did you mean shop/web?");
    }

    @Test
    void doesNotRepeatThatTheReferenceItselfCannotBeRead() {
        tester.holds("""
                name: bookshop
                clusters:
                  - {name: north, mesh: 5, network: "", controlPlanes: [5], controlPlaneClusters: [true, "", [north]]}
                """);
    }

    @Test
    void doesNotRepeatThatTheTenantsOfANamespaceCannotBeRead() {
        tester.holds("""
                name: bookshop
                clusters: [{name: north}]
                tenants: {shop: {namespaces: [shop]}}
                traffic: [{from: {namespace: shop}, to: {cluster: north}}]
                """);
    }

    @Test
    void doesNotRepeatThatTheMeshesOfAServiceCannotBeRead() {
        tester.holds("""
                name: bookshop
                meshes: {books: {}}
                clusters: [{name: north}]
                services: [{name: web, namespace: shop}]
                traffic: [{from: {cluster: north}, to: {service: books/shop/web}}]
                """);
    }

    @Test
    void isNotStoppedByADocumentThatIsWrongEverywhere() {
        String clusters = IntStream.range(0, 3_000)
                .mapToObj(i -> "  - {name: c%d, mesh: ghost-%d, network: ghost}\n".formatted(i, i))
                .collect(Collectors.joining());
        String yaml = "name: bookshop\nclusters:\n" + clusters;

        assertThat(tester.findings(yaml)).hasSize(1_000);
        assertThat(tester.evaluate(yaml).truncated()).containsExactly("STR005");
        assertThat(new TreeSet<>(tester.findings(yaml).stream()
                        .map(finding -> finding.subjects().size())
                        .toList()))
                .containsExactly(1, 1_000);
    }
}
