package dev.sailplan.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sailplan.Generated;
import dev.sailplan.address.AddressRange;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages list every object and field of the documents they describe, as the records describe them. */
class FormatPageTest {

    private static final Path PAGE = Path.of("docs/topology-format.md");
    private static final Path VIEWS_PAGE = Path.of("docs/endpoint-views.md");
    private static final Path COMPARISONS_PAGE = Path.of("docs/comparisons.md");
    private static final Path RANKINGS_PAGE = Path.of("docs/rankings.md");
    private static final Path SIMULATIONS_PAGE = Path.of("docs/simulations.md");

    /** What a field is, and after it what its absence means. */
    private static final Pattern ABOUT = Pattern.compile("(?<meaning>.+\\.) Absent: (?<absent>.+)\\.");

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            Boolean.class, "true or false",
            Integer.class, "whole number",
            BigDecimal.class, "number",
            LocalDate.class, "date",
            MinorVersion.class, "minor version, quoted",
            AddressRange.class, "CIDR",
            TargetPort.class, "port number, or name of a container port");

    private static final Map<TextForm, String> FORMS = Map.of(
            TextForm.DNS_LABEL, "DNS label",
            TextForm.CLUSTER_NAME, "DNS label, capitals allowed",
            TextForm.LABEL_VALUE, "label value",
            TextForm.TRUST_DOMAIN, "trust domain",
            TextForm.NOT_EMPTY, "text, not empty",
            TextForm.NAMESPACED_NAME, "namespace/name",
            TextForm.HOST, "IP address or host name",
            TextForm.ENDPOINT, "addresses of one endpoint");

    @TestFactory
    Stream<DynamicTest> everyOptionalFieldSaysWhatItIsAndWhatItsAbsenceMeans() {
        return objects(EndpointViewsDocument.class).stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(field -> !field.isAnnotationPresent(Required.class))
                .map(field -> dynamicTest(
                        field.getDeclaringRecord().getSimpleName() + "." + field.getName(),
                        () -> assertThat(about(field)).matches(ABOUT)));
    }

    @TestFactory
    Stream<DynamicTest> everyRequiredFieldSaysWhatItIsAndNothingOfAbsence() {
        return objects(EndpointViewsDocument.class).stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(field -> field.isAnnotationPresent(Required.class))
                .map(field -> dynamicTest(
                        field.getDeclaringRecord().getSimpleName() + "." + field.getName(),
                        () -> assertThat(about(field)).endsWith(".").doesNotContain("Absent:")));
    }

    @Test
    void theTablesListEveryObjectAndField() {
        Generated.region(PAGE, "fields", tables(objects(TopologyDocument.class)));
    }

    @Test
    void theTablesListEveryObjectAndFieldOfARequestForEndpointViews() {
        assertRequest(VIEWS_PAGE, EndpointViewsDocument.class);
    }

    @Test
    void theTablesListEveryObjectAndFieldOfARequestForAComparison() {
        assertRequest(COMPARISONS_PAGE, ComparisonDocument.class);
    }

    @Test
    void theTablesListEveryObjectAndFieldOfARequestForARanking() {
        assertRequest(RANKINGS_PAGE, RankingDocument.class);
    }

    @Test
    void theTablesListEveryObjectAndFieldOfARequestForASimulation() {
        assertRequest(SIMULATIONS_PAGE, SimulationDocument.class);
    }

    private static void assertRequest(Path page, Class<?> request) {
        Set<Class<?>> objects = objects(request);
        objects.removeAll(objects(TopologyDocument.class));
        Generated.region(
                page,
                "request",
                tables(objects).replaceAll("\\((#topology|#requirements)\\)", "(" + PAGE.getFileName() + "$1)"));
    }

    private static String tables(Set<Class<?>> objects) {
        return objects.stream().map(FormatPageTest::table).collect(Collectors.joining("\n"));
    }

    @Test
    void everyExampleOfThePageIsOfTheFormat() throws IOException {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(yaml -> assertThat(faults(yaml)).isEmpty());
    }

    private static List<Fault> faults(String yaml) {
        Reading<ReadDocument> reading =
                new TopologyReader(ReadingLimits.DEFAULT).read(yaml.getBytes(StandardCharsets.UTF_8), Notation.YAML);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadDocument>) reading).document().faults();
    }

    /** The objects of the format, each before those inside it. */
    private static Set<Class<?>> objects(Class<?> root) {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(root, found);
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (isObject(type) && found.add(type)) {
            Arrays.stream(type.getRecordComponents()).forEach(field -> collect(valueType(field), found));
        }
    }

    private static boolean isObject(Class<?> type) {
        return type.isAnnotationPresent(About.class);
    }

    private static Class<?> valueType(RecordComponent field) {
        return field.getGenericType() instanceof ParameterizedType type
                ? (Class<?>) last(type.getActualTypeArguments())
                : field.getType();
    }

    private static Type last(Type[] arguments) {
        return arguments[arguments.length - 1];
    }

    private static String table(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(FormatPageTest::row)
                .collect(Collectors.joining(
                        "",
                        "### %s\n\n%s\n\n| Field | Value | If absent | Meaning |\n|---|---|---|---|\n"
                                .formatted(title(type), about(type)),
                        ""));
    }

    private static String row(RecordComponent field) {
        Matcher optional = ABOUT.matcher(about(field));
        boolean stated = optional.matches();
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        nameOf(field),
                        value(field),
                        stated ? optional.group("absent") : "**required**",
                        stated ? optional.group("meaning") : about(field));
    }

    private static String nameOf(RecordComponent field) {
        Written written = field.getAnnotation(Written.class);
        return written == null ? field.getName() : written.value();
    }

    private static String value(RecordComponent field) {
        String one = valueOf(field, valueType(field));
        if (field.getType() == List.class) {
            return "list: " + one;
        }
        return field.getType() == Map.class ? "object, each value: " + one : one;
    }

    private static String valueOf(RecordComponent field, Class<?> type) {
        if (isObject(type)) {
            String title = title(type);
            return "[%s](#%s)".formatted(title, title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> "`" + constant + "`")
                    .collect(Collectors.joining(", "));
        }
        return Stream.of(reference(field), form(field), range(field))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElseGet(() -> Objects.requireNonNull(WORDS.get(type), type::getName));
    }

    private static String reference(RecordComponent field) {
        Refers refers = field.getAnnotation(Refers.class);
        if (refers == null) {
            return "";
        }
        String kinds = Arrays.stream(refers.value()).map(ElementKind::words).collect(Collectors.joining(" or "));
        return "name of a " + kinds + (refers.orAll() ? ", or `*`" : "");
    }

    private static String form(RecordComponent field) {
        Form form = field.getAnnotation(Form.class);
        return form == null ? "" : Objects.requireNonNull(FORMS.get(form.value()), form.value()::name);
    }

    private static String range(RecordComponent field) {
        Within within = field.getAnnotation(Within.class);
        if (within == null) {
            return "";
        }
        return (field.getType() == BigDecimal.class ? "number, " : "whole number, ")
                + within.min()
                + (within.max() == Integer.MAX_VALUE ? " or more" : " to " + within.max());
    }

    /** The name of an object in words: {@code ApiServerDocument} is an API server. */
    private static String title(Class<?> type) {
        String words = type.getSimpleName().replaceFirst("Document$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        String sentence = words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
        return sentence.replaceFirst("^Api ", "API ").replaceFirst("^Mcs$", "MCS");
    }

    private static String about(RecordComponent field) {
        return text(Objects.requireNonNull(field.getAnnotation(About.class), field::toString));
    }

    private static String about(Class<?> type) {
        return text(Objects.requireNonNull(type.getAnnotation(About.class), type::getName));
    }

    /** As Markdown, in which an asterisk begins emphasis. */
    private static String text(About about) {
        return about.value().replace("*", "\\*");
    }
}
