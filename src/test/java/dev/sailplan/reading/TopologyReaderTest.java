package dev.sailplan.reading;

import static dev.sailplan.reading.Notation.JSON;
import static dev.sailplan.reading.Notation.YAML;
import static dev.sailplan.reading.Reading.Reason.MALFORMED;
import static dev.sailplan.reading.Reading.Reason.NOT_AN_OBJECT;
import static dev.sailplan.reading.Reading.Reason.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.document.ClusterDocument;
import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.reading.Reading.Reason;
import dev.sailplan.reading.Reading.Unreadable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a document, and what a document that cannot be read is told. */
class TopologyReaderTest {

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);

    private static final String ALIAS_BOMB = """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
            f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
            g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
            h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]
            i: &i [*h, *h, *h, *h, *h, *h, *h, *h, *h]
            """;

    static Stream<Arguments> unreadableDocuments() {
        return Stream.of(
                Arguments.of("an empty one", JSON, "", MALFORMED, 1, 1, "empty"),
                Arguments.of("an empty one", YAML, "", MALFORMED, 1, 1, "empty"),
                Arguments.of("a blank one", JSON, " \n\t\r\n ", MALFORMED, 1, 1, "empty"),
                Arguments.of("a blank one", YAML, " \n \n", MALFORMED, 1, 1, "empty"),
                Arguments.of("a byte order mark alone", YAML, "\uFEFF", MALFORMED, 1, 1, "empty"),
                Arguments.of("comments alone", YAML, "# nothing\n\n# here\n", MALFORMED, 1, 1, "empty"),
                Arguments.of("an object cut off", JSON, "{\"name\": \"a\",\n \"asOf\": ", MALFORMED, 2, 10, "end"),
                Arguments.of("a text cut off", JSON, "{\"name\": \"a", MALFORMED, 1, 12, "end"),
                Arguments.of("a trailing comma", JSON, "{\"name\": \"a\",}", MALFORMED, 1, 14, "name"),
                Arguments.of("a comment", JSON, "{\"name\": \"a\" // why\n}", MALFORMED, 1, 14, "comment"),
                Arguments.of("a word", JSON, "{\"name\": shop}", MALFORMED, 1, 10, "shop"),
                Arguments.of("a plus sign", JSON, "{\"a\": +1}", MALFORMED, 1, 8, "plus signs"),
                Arguments.of("no number", JSON, "{\"a\": NaN}", MALFORMED, 1, 10, "NaN"),
                Arguments.of("a list left open", YAML, "name: [a, b\n", MALFORMED, 2, 1, "flow sequence"),
                Arguments.of("a text left open", YAML, "name: \"a\nasOf: b\n", MALFORMED, 3, 1, "scalar"),
                Arguments.of("a tab as indentation", YAML, "name: a\nclusters:\n\t- name: b\n", MALFORMED, 3, 1, "TAB"),
                Arguments.of("two colons", YAML, "name: a: b\n", MALFORMED, 1, 8, "mapping"),
                Arguments.of("a list", JSON, " [1, 2]", NOT_AN_OBJECT, 1, 2, "a list"),
                Arguments.of("a list", YAML, "# hosts\n- a\n- b\n", NOT_AN_OBJECT, 2, 1, "a list"),
                Arguments.of("a text", JSON, "\"shop\"", NOT_AN_OBJECT, 1, 1, "\"shop\""),
                Arguments.of("a text", YAML, "shop", NOT_AN_OBJECT, 1, 1, "\"shop\""),
                Arguments.of("a number", JSON, "42", NOT_AN_OBJECT, 1, 1, "the number 42"),
                Arguments.of("a number", YAML, "---\n42\n", NOT_AN_OBJECT, 2, 1, "the number 42"),
                Arguments.of("null", JSON, "null", NOT_AN_OBJECT, 1, 1, "empty"),
                Arguments.of("null", YAML, "~", NOT_AN_OBJECT, 1, 1, "empty"),
                Arguments.of("true", JSON, "true", NOT_AN_OBJECT, 1, 1, "true"),
                Arguments.of("a second object", JSON, "{\"name\": \"a\"}\n {}", MALFORMED, 2, 2, "goes on"),
                Arguments.of("a bracket too many", JSON, "{\"name\": \"a\"}]", MALFORMED, 1, 14, "]"),
                Arguments.of(
                        "a second document", YAML, "name: a\n---\nname: b\n", MALFORMED, 2, 1, "second YAML document"),
                Arguments.of("an alias bomb", YAML, ALIAS_BOMB, TOO_LARGE, 1, 29, "100000"),
                Arguments.of(
                        "an alias inside its anchor", YAML, "labels: &l {a: *l}\n", MALFORMED, 1, 16, "own anchor"),
                Arguments.of("an alias of nothing", YAML, "name: *n\n", MALFORMED, 1, 7, "no anchor"),
                Arguments.of(
                        "an alias before its anchor", YAML, "name: *n\nasOf: &n a\n", MALFORMED, 1, 7, "no anchor"),
                Arguments.of("an unknown tag", YAML, "name: !host a\n", MALFORMED, 1, 7, "!host"),
                Arguments.of("an unknown tag of a list", YAML, "clusters: !!set []\n", MALFORMED, 1, 11, "set"),
                Arguments.of("a tag of Java", YAML, "name: !!java.net.URL [a]\n", MALFORMED, 1, 7, "tag"),
                Arguments.of("an object as a name", YAML, "{a: b}: c\n", MALFORMED, 1, 1, "name of a field"),
                Arguments.of("a list as a name", YAML, "? [a]\n: c\n", MALFORMED, 1, 3, "name of a field"),
                Arguments.of("a control character", YAML, "name: a\nasOf: b\u0007\n", MALFORMED, 2, 8, "7"),
                Arguments.of("a control character", JSON, "{\n\"name\": \"a\u0007\"}", MALFORMED, 2, 11, "7"));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("unreadableDocuments")
    void whatCannotBeReadSaysWhereAndWhy(
            String what, Notation notation, String text, Reason reason, int line, int column, String word) {
        Unreadable<ReadDocument> answer = unreadable(text.getBytes(UTF_8), notation);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.position()).as(answer.message()).isEqualTo(new Position(line, column));
        assertThat(answer.message()).contains(word);
    }

    static Stream<Arguments> bytesThatAreNotUtf8() {
        return Stream.of(
                Arguments.of("a byte that begins nothing", bytes("name: a\nä: ", 0xFF), 2, 4),
                Arguments.of("a byte that continues nothing", bytes("", 0x80), 1, 1),
                Arguments.of("a character cut off", bytes("name: ", 0xC3), 1, 7),
                Arguments.of("an overlong slash", bytes("a: ", 0xC0, 0xAF), 1, 4),
                Arguments.of("half of a pair", bytes("a: \r\n\r", 0xED, 0xA0, 0x80), 3, 1),
                Arguments.of("UTF-16", new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}, 1, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytesThatAreNotUtf8")
    void whatIsNotUtf8IsRefusedAtTheByte(String what, byte[] bytes, int line, int column) {
        for (Notation notation : Notation.values()) {
            Unreadable<ReadDocument> answer = unreadable(bytes, notation);
            assertThat(answer.reason()).isEqualTo(MALFORMED);
            assertThat(answer.position()).isEqualTo(new Position(line, column));
            assertThat(answer.message()).contains("UTF-8");
        }
    }

    private static byte[] bytes(String text, int... rest) {
        byte[] begin = text.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(begin, begin.length + rest.length);
        for (int i = 0; i < rest.length; i++) {
            all[begin.length + i] = (byte) rest[i];
        }
        return all;
    }

    static Stream<Arguments> deepDocuments() {
        int depth = 10_000;
        return Stream.of(
                Arguments.of(JSON, "{\"a\":".repeat(depth) + "1" + "}".repeat(depth), 1 + 5 * 64),
                Arguments.of(JSON, "{\"clusters\":" + "[".repeat(depth) + "]".repeat(depth) + "}", 12 + 64),
                Arguments.of(YAML, "{a: ".repeat(depth) + "1" + "}".repeat(depth), 1 + 4 * 64),
                Arguments.of(YAML, "clusters: " + "[".repeat(depth) + "]".repeat(depth), 10 + 64),
                Arguments.of(YAML, "- ".repeat(depth) + "a", 1 + 2 * 64));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("deepDocuments")
    void nestingIsRefusedAtTheFirstLevelTooMany(Notation notation, String text, int column) {
        Unreadable<ReadDocument> answer = unreadable(text.getBytes(UTF_8), notation);
        assertThat(answer.message()).contains("nested deeper than 64");
        assertThat(answer.position()).isEqualTo(new Position(1, column));
    }

    @Test
    void nestingUpToTheLimitIsRead() {
        String list = "[".repeat(63) + "]".repeat(63);
        assertThat(read("{\"name\": \"a\", \"clusters\":" + list + "}", JSON).faults())
                .hasSize(1);
        assertThat(read("name: a\nclusters: " + list, YAML).faults()).hasSize(1);
    }

    @Test
    void aDocumentOverTheSizeLimitIsTooLarge() {
        var reader = new TopologyReader(new ReadingLimits(20, 64, 100, 10, 10));
        assertThat(reader.read("name: \uD83D\uDE00\uD83D\uDE00\uD83D\uDE00 7890123456".getBytes(UTF_8), YAML))
                .isInstanceOf(Reading.Read.class);
        assertThat(reader.read("name: abcdefghijklmno".getBytes(UTF_8), YAML))
                .isEqualTo(new Unreadable<ReadDocument>(
                        TOO_LARGE, new Position(1, 1), "It has more than 20 characters, which is the limit."));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheDocument() {
        ReadDocument yaml = read("\uFEFFname: shop", YAML);
        assertThat(yaml.content().name()).isEqualTo("shop");
        assertThat(positionOf(yaml, "/name")).isEqualTo(new Position(1, 7));
        ReadDocument json = read("\uFEFF{\"name\": \"shop\"}", JSON);
        assertThat(positionOf(json, "/name")).isEqualTo(new Position(1, 10));
    }

    @Test
    void everyLineEndCounts() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            ReadDocument yaml = read(String.join(end, "name: a", "clusters:", "  - name: b", "  - name: c"), YAML);
            assertThat(positionOf(yaml, "/clusters/1/name")).isEqualTo(new Position(4, 11));
            ReadDocument json =
                    read(String.join(end, "{\"name\": \"a\",", " \"clusters\": [", "{\"name\": \"b\"}]}"), JSON);
            assertThat(positionOf(json, "/clusters/0/name")).isEqualTo(new Position(3, 10));
        }
    }

    @Test
    void columnsCountCharactersOfAnyScript() {
        ReadDocument yaml = read("labels: {größe: 大きい, x: y}", YAML);
        assertThat(yaml.content().labels()).containsEntry("größe", "大きい");
        assertThat(positionOf(yaml, "/labels/x")).isEqualTo(new Position(1, 25));
        ReadDocument json = read("{\"labels\": {\"größe\": \"大きい\", \"x\": \"y\"}}", JSON);
        assertThat(positionOf(json, "/labels/x")).isEqualTo(new Position(1, 34));
    }

    @Test
    void aliasesStandForScalarsListsAndObjects() {
        TopologyDocument content = read("""
                        clusters:
                          - {name: a, region: &region north, zones: &zones [x, y], apiServer: &api {address: &url "https://a"}}
                          - {name: b, region: *region, zones: *zones, apiServer: *api}
                          - {name: c, region: *url, controlPlaneClusters: [*region]}
                        """, YAML).content();
        ClusterDocument b = cluster(content, 1);
        assertThat(b).usingRecursiveComparison().ignoringFields("name").isEqualTo(cluster(content, 0));
        assertThat(b.zones()).containsExactly("x", "y");
        assertThat(cluster(content, 2).region()).isEqualTo("https://a");
        assertThat(cluster(content, 2).controlPlaneClusters()).containsExactly("north");
    }

    @Test
    void aliasesStandInsideWhatOtherAliasesStandFor() {
        TopologyDocument content = read("""
                        networks: [{name: &n net}]
                        clusters:
                          - &first {name: a, zones: &zones [*n, *n]}
                          - {name: b, zones: *zones}
                          - *first
                        """, YAML).content();
        assertThat(cluster(content, 1).zones()).containsExactly("net", "net");
        assertThat(cluster(content, 2)).isEqualTo(cluster(content, 0));
    }

    @Test
    void anAliasStandsForTheLastAnchorOfItsName() {
        TopologyDocument content = read("clusters: [{region: &r a}, {region: *r}, {region: &r b}, {region: *r}]", YAML)
                .content();
        assertThat(Objects.requireNonNull(content.clusters()).stream().map(ClusterDocument::region))
                .containsExactly("a", "a", "b", "b");
    }

    @Test
    void anAliasInsideAnAnchorKeepsWhatItStoodForThere() {
        TopologyDocument content = read("""
                        labels: {a: &x first}
                        clusters: [{name: e, zones: &y [*x]}]
                        description: &x second
                        tenants: [{name: t, namespaces: *y}]
                        """, YAML).content();
        assertThat(Objects.requireNonNull(content.tenants()).get(0).namespaces())
                .containsExactly("first");
    }

    @Test
    void aliasesUpToTheLimitAreRead() {
        String ten = "labels: {a: &x [b, b, b, b], " + "%s}";
        var reader = new TopologyReader(new ReadingLimits(1000, 64, 100, 10, 10));
        assertThat(reader.read(ten.formatted("c: *x, d: *x").getBytes(UTF_8), YAML))
                .isInstanceOf(Reading.Read.class);
        assertThat(reader.read(ten.formatted("c: *x, d: *x, e: *x").getBytes(UTF_8), YAML))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void nothingIsTheSameAsAbsent() {
        for (String nothing : List.of("null", "~", "", "Null", "!!null ''")) {
            ReadDocument document = read("name: a\ndescription: " + nothing + "\nclusters: " + nothing + "\n", YAML);
            assertThat(document.faults()).isEmpty();
            assertThat(document.content().clusters()).isNull();
            assertThat(document.content().description()).isNull();
        }
        assertThat(read("{\"name\": \"a\", \"clusters\": null}", JSON).faults()).isEmpty();
    }

    @Test
    void aRequiredFieldThatIsNullIsMissing() {
        assertThat(read("name: ~", YAML).faults())
                .extracting(Fault::kind, Fault::pointer, Fault::position)
                .containsExactly(tuple(Fault.Kind.MISSING_FIELD, new Pointer("/name"), new Position(1, 7)));
    }

    @Test
    void quotesDecideWhatIsATextAndWhatIsANumber() {
        ReadDocument quoted = read("name: \"2026\"\nistioVersion: '1.30'\n", YAML);
        assertThat(quoted.faults()).isEmpty();
        assertThat(quoted.content().istioVersion()).hasToString("1.30");
        assertThat(read("name: 2026\nistioVersion: 1.30\n", YAML).faults())
                .extracting(fault -> fault.facts().get("hint"))
                .containsExactly("; quote it: \"2026\"", "; quote it: \"1.30\"");
    }

    @Test
    void yamlOneTwoKnowsNoYesAndNo() {
        assertThat(read("name: a\nclusters: [{name: no, dnsProxy: yes}]", YAML).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).hasToString("/clusters/0/dnsProxy"));
    }

    @Test
    void blockScalarsAndFlowStyleAreRead() {
        TopologyDocument content = read("""
                        {name: a, description: "one \\
                          line", labels: {a: b,}}
                        """, YAML).content();
        assertThat(content.description()).isEqualTo("one line");
        assertThat(read("name: a\ndescription: |\n  one\n  two\n", YAML)
                        .content()
                        .description())
                .isEqualTo("one\ntwo\n");
        assertThat(read("name: a\ndescription: >-\n  one\n  two\n", YAML)
                        .content()
                        .description())
                .isEqualTo("one two");
    }

    @Test
    void hugeNumbersAreFaultsAndNoWork() {
        for (String number : List.of("1e400", "1e999999999", "9".repeat(100_000), "-1e-400")) {
            for (ReadDocument document : List.of(
                    read(
                            "{\"name\": \"a\", \"links\": [{\"from\": \"a\", \"to\": \"a\", \"ports\": [" + number
                                    + "]}]}",
                            JSON),
                    read("name: a\nlinks: [{from: a, to: a, ports: [" + number + "]}]\n", YAML))) {
                assertThat(document.faults())
                        .extracting(Fault::pointer)
                        .containsExactly(new Pointer("/links/0/ports/0"));
            }
        }
    }

    @Test
    void longTextsAreReadWholeAndQuotedInPart() {
        String text = "x".repeat(1_000_000);
        assertThat(read("{\"name\": \"a\", \"description\": \"" + text + "\"}", JSON)
                        .content()
                        .description())
                .isEqualTo(text);
        assertThat(read("name: a\ndescription: " + text, YAML).content().description())
                .isEqualTo(text);
        assertThat(read("name: " + text, YAML).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.facts().get("actual")).hasSizeLessThan(100));
    }

    @Test
    void pointersLeadToValuesInBothNotations() {
        ReadDocument yaml = read("""
                name: a
                labels:
                  a/b: x
                  m~n: y
                  "": z
                  "0": w
                clusters:
                  - name: b
                    zones: [c, d]
                """, YAML);
        assertThat(positionOf(yaml, "/labels/a~1b")).isEqualTo(new Position(3, 8));
        assertThat(positionOf(yaml, "/labels/m~0n")).isEqualTo(new Position(4, 8));
        assertThat(positionOf(yaml, "/labels/")).isEqualTo(new Position(5, 7));
        assertThat(positionOf(yaml, "/labels/0")).isEqualTo(new Position(6, 8));
        assertThat(positionOf(yaml, "/clusters/0/zones/1")).isEqualTo(new Position(9, 16));
        ReadDocument json = read("{\"labels\":\n{\"a/b\": \"x\", \"m~n\":\n \"y\"}}", JSON);
        assertThat(positionOf(json, "/labels/a~1b")).isEqualTo(new Position(2, 9));
        assertThat(positionOf(json, "/labels/m~0n")).isEqualTo(new Position(3, 2));
        assertThat(positionOf(json, "")).isEqualTo(new Position(1, 1));
    }

    @Test
    void whatIsAbsentIsWhereItWouldBe() {
        ReadDocument yaml = read("name: a\nclusters:\n  - name: b\n    zones: [c]\n", YAML);
        assertThat(positionOf(yaml, "/clusters/0/apiServer/address")).isEqualTo(new Position(3, 5));
        assertThat(positionOf(yaml, "/clusters/0/zones/7")).isEqualTo(new Position(4, 12));
        assertThat(positionOf(yaml, "/clusters/9")).isEqualTo(new Position(3, 3));
        assertThat(positionOf(yaml, "/meshes")).isEqualTo(new Position(1, 1));
    }

    @Test
    void theFirstOfDuplicateKeysCounts() {
        for (ReadDocument document : List.of(
                read("name: a\nlabels: {x: y, x: z}\nname: b\n", YAML),
                read("{\"name\": \"a\",\n\"labels\": {\"x\": \"y\", \"x\": \"z\"},\n\"name\": [{}]}", JSON))) {
            assertThat(document.content().name()).isEqualTo("a");
            assertThat(document.content().labels()).containsEntry("x", "y");
            assertThat(document.faults())
                    .allMatch(fault -> fault.kind() == Fault.Kind.DUPLICATE_KEY)
                    .extracting(
                            fault -> fault.pointer() + " " + fault.position().line())
                    .containsExactly("/labels/x 2", "/name 3");
        }
    }

    @Test
    void mergeKeysAreExplained() {
        assertThat(read("name: a\nclusters: [&c {name: b}, {<<: *c, region: r}]", YAML)
                        .faults())
                .extracting(fault -> fault.facts().getOrDefault("hint", ""))
                .anyMatch(hint -> hint.contains("merge keys"));
    }

    @Test
    void faultsOfAKindAreKeptUpToOneMoreThanAreListed() {
        String unknown = "{x: 1, name: 2}, ".repeat(5_000);
        ReadDocument document = read("name: a\nclusters: [" + unknown + "]\n", YAML);
        assertThat(document.faults(Fault.Kind.UNKNOWN_FIELD)).hasSize(1_001);
        assertThat(document.faults(Fault.Kind.WRONG_TYPE)).hasSize(1_001);
        assertThat(document.content().clusters()).hasSize(5_000);
    }

    private static ReadDocument read(String text, Notation notation) {
        Reading<ReadDocument> reading = READER.read(text.getBytes(UTF_8), notation);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadDocument>) reading).document();
    }

    /** The answer to what cannot be read, which is a sentence for people whatever the library said. */
    private static Unreadable<ReadDocument> unreadable(byte[] bytes, Notation notation) {
        Reading<ReadDocument> reading = READER.read(bytes, notation);
        assertThat(reading).isInstanceOf(Unreadable.class);
        Unreadable<ReadDocument> answer = (Unreadable<ReadDocument>) reading;
        assertThat(answer.message())
                .endsWith(".")
                .doesNotEndWith("..")
                .doesNotContainPattern(
                        "tools\\.jackson|snakeyaml|java\\.lang|Exception|Source:|Feature|Stream[A-Z]|Json[A-Z]");
        return answer;
    }

    private static Position positionOf(ReadDocument document, String pointer) {
        return document.positions().positionOf(new Pointer(pointer));
    }

    private static ClusterDocument cluster(TopologyDocument content, int index) {
        return Objects.requireNonNull(content.clusters()).get(index);
    }
}
