package dev.sailplan.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.schema.TopologySchema;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One document that says everything the format can say. */
class EveryFieldTest {

    private static final Path FILE = Path.of("src/test/resources/topologies/every-field.yaml");

    @Test
    void isReadWithoutAFault() throws IOException {
        assertThat(RuleTester.of("STR001").evaluate(Files.readString(FILE)).findings())
                .filteredOn(finding -> finding.rule().startsWith("STR"))
                .isEmpty();
    }

    @Test
    void isAcceptedByTheSchema() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TopologySchema.create().toString(), InputFormat.JSON);
        assertThat(schema.validate(Files.readString(FILE), InputFormat.YAML)).isEmpty();
    }

    @Test
    void holdsEveryFieldOfEveryObject() throws Exception {
        Set<String> absent = new TreeSet<>();
        collect(TopologyDocument.class, absent);
        assertThat(absent).hasSizeGreaterThan(130);
        remove(RuleTester.read(Files.readString(FILE)).content(), absent);
        assertThat(absent).as("fields that are nowhere in %s", FILE).isEmpty();
    }

    private static void collect(Class<?> type, Set<String> fields) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (fields.add(nameOf(type, component)) && isPart(valueOf(component))) {
                collect(valueOf(component), fields);
            }
        }
    }

    private static Class<?> valueOf(RecordComponent component) {
        Type type = component.getGenericType();
        boolean list = type instanceof ParameterizedType && component.getType() == List.class;
        return list ? (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0] : component.getType();
    }

    private static boolean isPart(Class<?> type) {
        return type.isRecord() && type.getSimpleName().endsWith("Document");
    }

    private static String nameOf(Class<?> type, RecordComponent component) {
        return type.getSimpleName() + "." + component.getName();
    }

    private static void remove(@Nullable Object value, Set<String> absent) throws ReflectiveOperationException {
        if (value instanceof List<?> elements) {
            for (Object element : elements) {
                remove(element, absent);
            }
        } else if (value != null && isPart(value.getClass())) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Object field = component.getAccessor().invoke(value);
                if (field != null) {
                    absent.remove(nameOf(value.getClass(), component));
                    remove(field, absent);
                }
            }
        }
    }
}
