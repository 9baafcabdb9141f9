package dev.sailplan.schema;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import dev.sailplan.address.AddressRange;
import dev.sailplan.document.About;
import dev.sailplan.document.ComparisonDocument;
import dev.sailplan.document.EndpointViewsDocument;
import dev.sailplan.document.FailuresDocument;
import dev.sailplan.document.Form;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.QueriesDocument;
import dev.sailplan.document.RankingDocument;
import dev.sailplan.document.Required;
import dev.sailplan.document.SimulationDocument;
import dev.sailplan.document.TargetPort;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.WebhookDocument;
import dev.sailplan.document.Within;
import dev.sailplan.document.Written;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the JSON Schemas (draft 2020-12) of a topology document and of what holds one, from the records that mirror them and
 * what their annotations say.
 *
 * <p>They accept what the reader accepts, with two exceptions: whether names are unique and references resolve is beyond a
 * schema, and they do not allow null for a field that could as well be left out.
 */
public final class TopologySchema {

    private static final String SUFFIX = "Document";

    private static final Map<Class<?>, String> PATTERNS = Map.of(
            LocalDate.class, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            MinorVersion.class, MinorVersion.PATTERN,
            AddressRange.class, "^[0-9A-Fa-f:.]+/[0-9]{1,3}$");

    private TopologySchema() {}

    /** Returns the schema of a topology. */
    public static ObjectNode create() {
        return create(TopologyDocument.class, "Sailplan topology, version 1");
    }

    /** Returns the schema of a request for endpoint views. */
    public static ObjectNode endpointViews() {
        return create(EndpointViewsDocument.class, "Sailplan request for endpoint views, version 1");
    }

    /** Returns the schema of a request for a comparison. */
    public static ObjectNode comparison() {
        return create(ComparisonDocument.class, "Sailplan request for a comparison, version 1");
    }

    /** Returns the schema of a request for a ranking. */
    public static ObjectNode ranking() {
        return create(RankingDocument.class, "Sailplan request for a ranking, version 1");
    }

    /** Returns the schema of a request for a simulation. */
    public static ObjectNode simulation() {
        return create(SimulationDocument.class, "Sailplan request for a simulation, version 1");
    }

    /** Returns the schema of a request for endpoint views of a stored topology. */
    public static ObjectNode queries() {
        return create(QueriesDocument.class, "Sailplan request for endpoint views of a stored topology, version 1");
    }

    /** Returns the schema of a request for a simulation of a stored topology. */
    public static ObjectNode failures() {
        return create(FailuresDocument.class, "Sailplan request for a simulation of a stored topology, version 1");
    }

    /** Returns the schema of a webhook. */
    public static ObjectNode webhook() {
        return create(WebhookDocument.class, "Sailplan webhook, version 1");
    }

    private static ObjectNode create(Class<?> root, String title) {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forFields()
                .withPropertyNameOverrideResolver(TopologySchema::nameOf)
                .withRequiredCheck(field -> !field.isFakeContainerItemScope() && has(field, Required.class))
                .withDescriptionResolver(field -> field.isFakeContainerItemScope() ? null : descriptionOf(field))
                .withStringPatternResolver(TopologySchema::patternOf)
                .withNumberInclusiveMinimumResolver(field -> limitOf(field, true))
                .withNumberInclusiveMaximumResolver(field -> limitOf(field, false));
        config.forTypesInGeneral()
                .withDescriptionResolver(TopologySchema::descriptionOf)
                .withDefinitionNamingStrategy(
                        (key, context) -> definitionName(key.getType().getErasedType()))
                .withCustomDefinitionProvider((type, context) -> definitionOf(type, context));
        ObjectNode generated = new SchemaGenerator(config.build()).generateSchema(root);
        ObjectNode schema = generated.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        generated.properties().forEach(entry -> schema.set(entry.getKey(), entry.getValue()));
        return schema;
    }

    private static String definitionName(Class<?> type) {
        String name = type.getSimpleName();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static @Nullable String nameOf(FieldScope field) {
        Written written = annotationOf(field, Written.class);
        return written == null ? null : written.value();
    }

    private static @Nullable String descriptionOf(FieldScope field) {
        About about = annotationOf(field, About.class);
        return about == null ? null : about.value();
    }

    private static @Nullable String descriptionOf(TypeScope type) {
        About about = type.getType().getErasedType().getAnnotation(About.class);
        return about == null ? null : about.value();
    }

    /** A list has its form on its elements, which appear as a field of their own. */
    private static @Nullable String patternOf(FieldScope field) {
        Form form = annotationOf(field, Form.class);
        boolean text = field.getType() != null && field.getType().getErasedType() == String.class;
        return form == null || !text ? null : form.value().pattern();
    }

    private static @Nullable BigDecimal limitOf(FieldScope field, boolean minimum) {
        Within within = annotationOf(field, Within.class);
        boolean number = field.getType() != null
                && Number.class.isAssignableFrom(field.getType().getErasedType());
        if (within == null || !number) {
            return null;
        }
        int limit = minimum ? within.min() : within.max();
        return limit == Integer.MAX_VALUE ? null : BigDecimal.valueOf(limit);
    }

    private static boolean has(FieldScope field, Class<? extends Annotation> annotation) {
        return annotationOf(field, annotation) != null;
    }

    private static <A extends Annotation> @Nullable A annotationOf(FieldScope field, Class<A> annotation) {
        Class<?> owner = field.getDeclaringType().getErasedType();
        if (!owner.isRecord()) {
            return null;
        }
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .findFirst()
                .map((RecordComponent component) -> component.getAnnotation(annotation))
                .orElse(null);
    }

    private static @Nullable CustomDefinition definitionOf(ResolvedType resolved, SchemaGenerationContext context) {
        Class<?> type = resolved.getErasedType();
        ObjectNode definition = context.getGeneratorConfig().createObjectNode();
        if (PATTERNS.containsKey(type)) {
            definition.put("type", "string").put("pattern", PATTERNS.get(type));
        } else if (type == TargetPort.class) {
            ArrayNode either = definition.putArray("anyOf");
            either.addObject().put("type", "integer").put("minimum", 1).put("maximum", 65535);
            either.addObject().put("type", "string").put("pattern", TargetPort.NAME_PATTERN);
        } else if (type == Map.class) {
            ResolvedType value = resolved.getTypeParameters().get(1);
            definition.put("type", "object").set("additionalProperties", context.createDefinition(value));
        } else if (type.isEnum()) {
            ArrayNode values = definition.put("type", "string").putArray("enum");
            Arrays.stream(type.getEnumConstants()).map(Object::toString).forEach(values::add);
        } else {
            return null;
        }
        return new CustomDefinition(definition, true);
    }
}
