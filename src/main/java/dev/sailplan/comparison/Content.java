package dev.sailplan.comparison;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Form;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.TargetPort;
import dev.sailplan.document.TextForm;
import dev.sailplan.document.Written;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What part of a document says, as plain values: maps, lists, texts, numbers and truth values. Different spellings of the same
 * address, range or number are one value; what is absent is left out.
 */
final class Content {

    /**
     * A component of a record.
     *
     * @param addresses whether its texts may be IP addresses
     */
    private record Field(String name, Method accessor, boolean addresses) {}

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(Content::fieldOf)
                    .toList();
        }
    };

    private Content() {}

    private static Field fieldOf(RecordComponent component) {
        Written written = component.getAnnotation(Written.class);
        Form form = component.getAnnotation(Form.class);
        return new Field(
                written == null ? component.getName() : written.value(),
                component.getAccessor(),
                form != null && (form.value() == TextForm.HOST || form.value() == TextForm.ENDPOINT));
    }

    /** The fields of an object, in the order of the format. */
    static Map<String, Object> of(Record document) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : FIELDS.get(document.getClass())) {
            Object value = read(field.accessor(), document);
            if (value != null) {
                values.put(field.name(), valueOf(value, field));
            }
        }
        return values;
    }

    private static @Nullable Object read(Method accessor, Record document) {
        try {
            return accessor.invoke(document);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("A record's accessor is public and returns", impossible);
        }
    }

    private static Object valueOf(Object value, Field field) {
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>(list.size());
            list.forEach(element -> values.add(valueOf(element, field)));
            return values;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, entry) -> values.put((String) key, valueOf(entry, field)));
            return values;
        } else if (value instanceof String text) {
            return field.addresses() ? addressesIn(text) : text;
        }
        return scalarOf(value);
    }

    private static Object scalarOf(Object value) {
        if (value instanceof Boolean || value instanceof Integer) {
            return value;
        } else if (value instanceof BigDecimal number) {
            return plain(number);
        } else if (value instanceof TargetPort port) {
            return port.number().<Object>map(number -> number).orElse(port.text());
        }
        boolean object = value instanceof Record && !(value instanceof MinorVersion);
        return object ? of((Record) value) : value.toString();
    }

    /** Only IPv6 has several spellings. */
    private static String addressesIn(String text) {
        return text.indexOf(':') < 0
                ? text
                : Arrays.stream(text.split(" ", -1))
                        .map(it ->
                                AddressRange.ofAddress(it).map(Object::toString).orElse(it))
                        .collect(Collectors.joining(" "));
    }

    /** Numbers of the format are small, so that writing them out is never long. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /**
     * A text that two values have in common exactly if they say the same, in whatever order if that has no meaning.
     *
     * @param field the name of the field that has the value
     */
    static String textOf(String field, Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(entry -> quoted((String) entry.getKey()) + textOf((String) entry.getKey(), entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof List<?> list) {
            return textOf(field, list);
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String textOf(String field, List<?> list) {
        List<String> elements = new ArrayList<>(list.size());
        list.forEach(element -> elements.add(textOf(field, element)));
        int ordered = ListMeaning.of(field).ordered(list);
        elements.subList(ordered, elements.size()).sort(null);
        return elements.stream().collect(Collectors.joining(",", ordered + "[", "]"));
    }

    /** Nothing inside a text can be taken for its end. */
    private static String quoted(String text) {
        return text.length() + ":" + text;
    }
}
