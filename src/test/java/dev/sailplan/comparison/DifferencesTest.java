package dev.sailplan.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a difference between two versions of a topology, and how it is told. */
class DifferencesTest {

    private static Differences between(String base, String head) {
        return Differences.between(
                RuleTester.read(base).content(), RuleTester.read(head).content());
    }

    /** What is told, as {@code ELEMENT CHANGE FIELDS}. */
    private static List<String> changes(String base, String head) {
        return between(base, head).changes().stream()
                .map(change -> (change.element() + " " + change.change() + " "
                                + change.fields().stream()
                                        .map(DifferencesTest::fieldOf)
                                        .collect(Collectors.joining("; ")))
                        .strip())
                .toList();
    }

    private static String fieldOf(FieldChange field) {
        return "%s %s %s → %s".formatted(field.field(), field.change(), field.base(), field.head());
    }

    /** The only change of the cluster {@code a}, whose fields are given. */
    private static List<String> inCluster(String base, String head) {
        return changes(
                        "{name: x, clusters: [{name: a, " + base + "}]}",
                        "{name: x, clusters: [{name: a, " + head + "}]}")
                .stream()
                .map(change -> change.replace("cluster/a changed ", ""))
                .toList();
    }

    /** The only change of the service {@code n/s}, whose fields are given. */
    private static List<String> inService(String base, String head) {
        String service = "{name: x, services: [{name: s, namespace: n, %s}]}";
        return changes(service.formatted(base), service.formatted(head)).stream()
                .map(change -> change.replace("service/n/s changed ", ""))
                .toList();
    }

    @Test
    void aTopologyIsTheSameAsItself() {
        Differences none = between("{name: x, clusters: [{name: a}]}", "{name: x, clusters: [{name: a}]}");
        assertThat(none).isEqualTo(new Differences(List.of(), new java.util.TreeMap<>(), 0));
    }

    @Test
    void elementsAreMatchedByNameWhereverTheyStand() {
        List<ElementChange> changes = between(
                        "{name: x, clusters: [{name: a}, {name: b, region: r}, {name: c}]}",
                        "{name: x, clusters: [{name: c}, {name: d}, {name: b, region: q}]}")
                .changes();
        assertThat(changes)
                .extracting(
                        ElementChange::element,
                        ElementChange::change,
                        ElementChange::basePointer,
                        ElementChange::headPointer)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cluster/b", Change.CHANGED, "/clusters/1", "/clusters/2"),
                        org.assertj.core.groups.Tuple.tuple("cluster/d", Change.RENAMED, "/clusters/0", "/clusters/1"));
        assertThat(changes.get(0).fields())
                .containsExactly(new FieldChange("/region", "region", Change.CHANGED, "r", "q"));
    }

    @Test
    void kindsComeInTheOrderOfTheFormatAndElementsByName() {
        assertThat(changes(
                        "{name: x, tenants: [{name: t, tenancy: mesh}], clusters: [{name: z, region: r}]}",
                        "{name: y, networks: [{name: n}], clusters: [{name: b}, {name: a, region: s}]}"))
                .containsExactly(
                        "topology/y changed /name changed x → y",
                        "network/n added",
                        "cluster/a added",
                        "cluster/b added",
                        "cluster/z removed",
                        "tenant/t removed");
    }

    @Test
    void anElementOfWhichOnlyTheNameChangedIsRenamed() {
        ElementChange change = between(
                        "{name: x, clusters: [{name: a, region: r, zones: [y, z]}]}",
                        "{name: x, clusters: [{name: b, zones: [z, y], region: r}]}")
                .changes()
                .get(0);
        assertThat(change)
                .isEqualTo(new ElementChange(
                        "cluster/b",
                        Change.RENAMED,
                        "cluster/a",
                        "cluster/b",
                        "/clusters/0",
                        "/clusters/0",
                        List.of(),
                        0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            something else changed too      | {name: a, region: r}                        | {name: b, region: s}
            two could be the new one        | {name: a, region: r}                        | {name: b, region: r}, {name: c, region: r}
            two could be the old one        | {name: a, region: r}, {name: b, region: r}  | {name: c, region: r}
            """)
    void whatIsNotSurelyRenamedIsRemovedAndAdded(String why, String base, String head) {
        assertThat(changes("{name: x, clusters: [" + base + "]}", "{name: x, clusters: [" + head + "]}"))
                .as(why)
                .isNotEmpty()
                .allMatch(change -> change.matches("cluster/. (added|removed)"));
    }

    @Test
    void whatRefersToARenamedElementChanges() {
        assertThat(changes(
                        "{name: x, clusters: [{name: a}], controlPlanes: [{name: p, cluster: a}]}",
                        "{name: x, clusters: [{name: b}], controlPlanes: [{name: p, cluster: b}]}"))
                .containsExactly("cluster/b renamed", "controlPlane/p changed /cluster changed a → b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            region: r                     | zones: []                      | /zones added null → []; /region removed r → null
            zones: []                     | zones: [a]                     | /zones/0 added null → a
            zones: [a]                    | zones: []                      | /zones/0 removed a → null
            region: r                     | region: r, zones: [a, b]       | /zones added null → [a, b]
            zones: [a, b, c]              | zones: [a, d, c]               | /zones/1 changed b → d
            zones: [a, b, c]              | zones: [c, a]                  | /zones/1 removed b → null
            zones: [a, b]                 | zones: [d, b, a]               | /zones/0 added null → d
            zones: [a, a]                 | zones: [a]                     | /zones/1 removed a → null
            dnsProxy: false               | region: r                      | /region added null → r; /dnsProxy removed false → null
            dnsProxy: false               | dnsProxy: true                 | /dnsProxy changed false → true
            proxyVersion: "1.30"          | proxyVersion: "1.31"           | /proxyVersion changed 1.30 → 1.31
            apiServer: {address: u}       | apiServer: {reachableFrom: []} | /apiServer/reachableFrom added null → []; /apiServer/address removed u → null
            region: r                     | region: r, apiServer: {}       | /apiServer added null → {}
            controlPlanes: [p, q]         | controlPlanes: [q, p]          | /controlPlanes changed [p, q] → [q, p]
            controlPlanes: [p]            | controlPlanes: [p, q]          | /controlPlanes changed [p] → [p, q]
            podCidrs: ["2001:db8::/32"]   | podCidrs: ["2001:db9::/32"]    | /podCidrs/0 changed 2001:db8::/32 → 2001:db9::/32
            podCidrs: [10.0.0.0/8]        | podCidrs: ["2001:db8::/32", 10.0.0.0/8] | /podCidrs/0 added null → 2001:db8::/32
            """)
    void fieldsOfAnElementAreToldOneByOne(String base, String head, String expected) {
        assertThat(inCluster(base, head)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zones: [a, b]                              | zones: [b, a]
            zones: [a, b, a]                           | zones: [a, a, b]
            podCidrs: [10.0.0.0/8, "2001:db8::/32"]    | podCidrs: ["2001:DB8:0::/32", 10.0.0.0/8]
            podCidrs: [10.1.2.3/8]                     | podCidrs: [10.0.0.0/8]
            apiServer: {reachableFrom: [a, b]}         | apiServer: {reachableFrom: [b, a]}
            controlPlaneClusters: ["*", a]             | controlPlaneClusters: [a, "*"]
            region: r, controlPlanes: [p, q]           | controlPlanes: [p, q], region: r
            """)
    void orderAndSpellingWithoutMeaningMakeNoDifference(String base, String head) {
        assertThat(inCluster(base, head)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            workloads: [{cluster: a, addresses: ["2001:db8::1", 10.0.0.1]}]             | workloads: [{cluster: a, addresses: [10.0.0.1, "2001:DB8:0:0::1"]}]
            workloads: [{cluster: a, addresses: ["10.0.0.1 2001:db8::1"]}]              | workloads: [{cluster: a, addresses: ["10.0.0.1 2001:db8:0::1"]}]
            workloads: [{cluster: a}, {cluster: b, zone: z}, {cluster: b}]              | workloads: [{cluster: b}, {cluster: a}, {cluster: b, zone: z}]
            workloads: [{cluster: a, replicas: 1}, {cluster: a, replicas: 2}]           | workloads: [{cluster: a, replicas: 2}, {cluster: a, replicas: 1}]
            definedIn: [{cluster: a}, {cluster: b}]                                     | definedIn: [{cluster: b}, {cluster: a}]
            ports: [{name: a, number: 1}, {name: b}, {name: c}]                         | ports: [{name: a, number: 1}, {name: c}, {name: b}]
            locality: {distribute: [{from: a, to: {b: 1, c: 2}}, {from: d, to: {}}]}    | locality: {distribute: [{from: d, to: {}}, {from: a, to: {c: 2, b: 1}}]}
            """)
    void orderAndSpellingInsideServicesMakeNoDifferenceEither(String base, String head) {
        assertThat(inService(base, head)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ports: [{name: a, number: 1}, {name: b, number: 2}]          | ports: [{name: b, number: 3}, {name: a, number: 1}]          | /ports/0/number changed 2 → 3; /ports reordered [a, b] → [b, a]
            ports: [{name: a, number: 1}]                                | ports: [{name: b, number: 1}]                                | /ports/0/name changed a → b
            ports: [{number: 1}, {number: 2}]                            | ports: [{number: 1, protocol: TCP}]                          | /ports/0/protocol added null → TCP; /ports/1 removed {number=2} → null
            ports: [{name: a, targetPort: 80}]                           | ports: [{name: a, targetPort: http}]                         | /ports/0/targetPort changed 80 → http
            ports: [{name: b}]                                           | ports: [{name: a}, {name: b}]                                | /ports/0 added null → {name=a}
            workloads: [{cluster: a, replicas: 1}, {cluster: b}]         | workloads: [{cluster: b}, {cluster: a, replicas: 2}]         | /workloads/1/replicas changed 1 → 2
            workloads: [{cluster: a}]                                    | workloads: [{cluster: a, zone: z}]                           | /workloads/0/zone added null → z
            workloads: [{cluster: a}]                                    | workloads: [{cluster: a, zone: y}, {cluster: a, zone: z}]    | /workloads/0 added null → {cluster=a, zone=y}; /workloads/1 added null → {cluster=a, zone=z}; /workloads/0 removed {cluster=a} → null
            workloads: [{cluster: a}, {cluster: a}]                      | workloads: [{cluster: a}]                                    | /workloads/1 removed {cluster=a} → null
            workloads: [{cluster: a, addresses: [10.0.0.1]}]             | workloads: [{cluster: a, addresses: []}]                     | /workloads/0/addresses/0 removed 10.0.0.1 → null
            headless: true                                               | headless: true, workloads: []                                | /workloads added null → []
            locality: {failoverPriority: [a, b]}                         | locality: {failoverPriority: [b, a]}                         | /locality/failoverPriority changed [a, b] → [b, a]
            locality: {failover: [{from: a, to: b}, {from: c, to: b}]}   | locality: {failover: [{from: c, to: b}, {from: a, to: b}]}   | /locality/failover reordered [a, c] → [c, a]
            locality: {distribute: [{from: a, to: {b/c: 1, d: 2}}]}      | locality: {distribute: [{from: a, to: {b/c: 3}}]}            | /locality/distribute/0/to/b~1c changed 1 → 3; /locality/distribute/0/to/d removed 2 → null
            """)
    void whatIsInListsIsMatchedByWhatNamesIt(String base, String head, String expected) {
        assertThat(inService(base, head)).containsExactly(expected);
    }

    @Test
    void theReadingOrderOfRemoteSecretsHasAMeaning() {
        String controlPlane = "{name: x, controlPlanes: [{name: p, remoteSecrets: [%s]}]}";
        assertThat(changes(
                        controlPlane.formatted("{cluster: a}, {cluster: b, auth: token}, {cluster: c}"),
                        controlPlane.formatted("{cluster: b, auth: oidc}, {cluster: a}, {cluster: d}")))
                .containsExactly("controlPlane/p changed /remoteSecrets/0/auth changed token → oidc;"
                        + " /remoteSecrets reordered [a, b] → [b, a];"
                        + " /remoteSecrets/2 added null → {cluster=d}; /remoteSecrets/2 removed {cluster=c} → null");
    }

    @Test
    void pathsNameWhatIsInLists() {
        String network = "{name: x, networks: [{name: n, gateways: [{name: g, replicas: 1}, {name: h, hosts: [a]}]}]}";
        assertThat(between(
                                network,
                                network.replace("replicas: 1", "replicas: 2").replace("[a]", "[b]"))
                        .changes()
                        .get(0)
                        .fields())
                .extracting(FieldChange::path)
                .containsExactly("gateways[g].replicas", "gateways[h].hosts");
        assertThat(between("{name: x, labels: {a/b: c}}", "{name: x, labels: {a/b: d}}")
                        .changes()
                        .get(0)
                        .fields())
                .containsExactly(new FieldChange("/labels/a~1b", "labels[a/b]", Change.CHANGED, "c", "d"));
    }

    @Test
    void whatHasNoNameIsMatchedByWhatItIsAbout() {
        assertThat(changes("""
                                name: x
                                links: [{from: a, to: b, ports: [443, 15012]}, {from: b, to: a}, {from: a, to: c}]
                                traffic:
                                  - {from: {service: n/s}, to: {cluster: a}}
                                  - {from: {namespace: n}, to: {service: n/s}, expect: blocked}
                                waivers:
                                  - {rule: NET001, subjects: [cluster/a, cluster/b], owner: one}
                                  - {rule: NET001}
                                """, """
                                name: x
                                links: [{from: b, to: a}, {from: a, to: b, ports: [15012, 443], routable: false}, {from: c, to: a}]
                                traffic:
                                  - {from: {namespace: n}, to: {service: n/s}, expect: allowed}
                                  - {from: {service: n/s}, to: {cluster: a}}
                                waivers:
                                  - {rule: NET001}
                                  - {rule: NET001, subjects: [cluster/b, cluster/a], owner: two}
                                """))
                .containsExactly(
                        "traffic/namespace n→service n/s changed /expect changed blocked → allowed",
                        "link/a→b changed /routable added null → false",
                        "link/a→c removed",
                        "link/c→a added",
                        "waiver/NET001 of cluster/a, cluster/b changed /owner changed one → two");
    }

    @Test
    void ofEqualEntriesAsManyAreTheSameAsBothHave() {
        assertThat(changes(
                        "{name: x, links: [{from: a, to: b}, {from: a, to: b}, {from: a, to: b, latencyMs: 1.50}]}",
                        "{name: x, links: [{from: a, to: b, latencyMs: 1.5}, {from: a, to: b}]}"))
                .containsExactly("link/a→b removed");
    }

    @Test
    void servicesKeepTheirIdentityWhenASecondMeshIsAdded() {
        assertThat(changes(
                        "{name: x, meshes: [{name: m}], services: [{name: s, namespace: n}],"
                                + " traffic: [{from: {cluster: a}, to: {service: n/s}}]}",
                        "{name: x, meshes: [{name: m}, {name: o}],"
                                + " services: [{name: s, namespace: n, mesh: o}, {name: s, namespace: n, mesh: m}],"
                                + " traffic: [{from: {cluster: a}, to: {service: m/n/s}}]}"))
                .containsExactly(
                        "mesh/o added",
                        "service/m/n/s changed /mesh added null → m",
                        "service/o/n/s added",
                        "traffic/cluster a→service m/n/s changed /to/service changed n/s → m/n/s");
    }

    @Test
    void servicesOfSeveralMeshesAreToldApart() {
        String services = "{name: x, meshes: [{name: m}, {name: o}], services: [%s]}";
        assertThat(changes(
                        services.formatted("{name: s, namespace: n, mesh: m}, {name: s, namespace: n, mesh: o}"),
                        services.formatted(
                                "{name: s, namespace: n, mesh: o, headless: true}, {name: s, namespace: n, mesh: m}")))
                .containsExactly("service/o/n/s changed /headless added null → true");
    }

    @Test
    void theOnlyMeshCanBeRenamedAndItsServicesStay() {
        assertThat(changes(
                        "{name: x, meshes: [{name: m}], services: [{name: s, namespace: n}]}",
                        "{name: x, meshes: [{name: o}], services: [{name: s, namespace: n, mesh: o}]}"))
                .containsExactly("mesh/o renamed", "service/n/s changed /mesh added null → o");
    }

    @Test
    void servicesOfOneNameAreMatchedByContentFirst() {
        String services = "{name: x, services: [%s]}";
        assertThat(changes(
                        services.formatted("{name: s, namespace: n}, {name: s, namespace: n, headless: true}"),
                        services.formatted("{name: s, namespace: n, headless: true}, {name: s, namespace: n}")))
                .isEmpty();
    }

    @Test
    void anAbsentListOfElementsIsAnEmptyOne() {
        assertThat(changes("{name: x}", "{name: x, clusters: [], services: [], links: []}"))
                .isEmpty();
    }

    @Test
    void everythingOfTheTopologyItselfIsCompared() {
        assertThat(changes(
                        "{name: x, description: a, requirements: {survive: [zone, region], availability: 99.90}}",
                        "{name: x, istioVersion: '1.31', asOf: 2026-11-20,"
                                + " requirements: {survive: [region, zone], availability: 99.9, isolation: mesh}}"))
                .containsExactly("topology/x changed /istioVersion added null → 1.31; /asOf added null → 2026-11-20;"
                        + " /requirements/isolation added null → mesh; /description removed a → null");
    }

    @Test
    void moreThanAThousandChangesAreCountedAndNotListed() {
        String clusters = IntStream.range(0, 1_500)
                .mapToObj(i -> "{name: c" + i + ", zones: [a" + i + "]}")
                .collect(Collectors.joining(", ", "{name: x, clusters: [", "]}"));
        Differences differences = between(clusters, clusters.replace("zones: [a", "zones: [b"));
        assertThat(differences.changes()).hasSize(Differences.MOST_LISTED);
        assertThat(differences.unlisted()).isEqualTo(500);
        assertThat(differences.counts()).containsOnly(java.util.Map.entry(Change.CHANGED, 1_500));
    }

    @Test
    void moreThanAHundredFieldsOfAnElementAreCountedAndNotListed() {
        String zones = IntStream.range(0, 250).mapToObj(i -> "z" + i).collect(Collectors.joining(", ", "[", "]"));
        ElementChange change = between(
                        "{name: x, clusters: [{name: a, zones: " + zones + "}]}",
                        "{name: x, clusters: [{name: a, zones: []}]}")
                .changes()
                .get(0);
        assertThat(change.fields()).hasSize(FieldComparison.MOST_LISTED);
        assertThat(change.unlistedFields()).isEqualTo(150);
    }

    @Test
    void longTextsDoNotBecomeLongNames() {
        String text = "s".repeat(10_000);
        assertThat(changes("{name: x}", "{name: x, waivers: [{rule: NET001, subjects: [" + text + "]}]}"))
                .containsExactly("waiver/NET001 of " + "s".repeat(63) + "… added");
    }

    /** Texts with one hash code, so that a table of them is a list. */
    @Test
    void manyEntriesOfOneHashCodeAreMatched() {
        String subjects = IntStream.range(0, 1 << 14)
                .mapToObj(i -> IntStream.range(0, 14)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(it -> "{rule: NET001, subjects: [" + it + "]}")
                .collect(Collectors.joining(", "));
        String document = "{name: x, waivers: [" + subjects + "]}";
        assertThat(between(document, document.replace("NET001, subjects: [AaBB", "NET002, subjects: [AaBB"))
                        .counts())
                .containsOnlyKeys(Change.ADDED, Change.REMOVED);
    }
}
