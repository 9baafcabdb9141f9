package dev.sailplan.reading;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Form;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Refers;
import dev.sailplan.document.Required;
import dev.sailplan.document.TargetPort;
import dev.sailplan.document.TextForm;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.Within;
import dev.sailplan.document.Written;
import dev.sailplan.reading.Shape.BooleanShape;
import dev.sailplan.reading.Shape.DecimalShape;
import dev.sailplan.reading.Shape.FieldShape;
import dev.sailplan.reading.Shape.IntegerShape;
import dev.sailplan.reading.Shape.ListShape;
import dev.sailplan.reading.Shape.MapShape;
import dev.sailplan.reading.Shape.ObjectShape;
import dev.sailplan.reading.Shape.ParsedShape;
import dev.sailplan.reading.Shape.TargetPortShape;
import dev.sailplan.reading.Shape.TextShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Derives from a record and the annotations of its components the shape of the object that becomes one. */
final class Shapes {

    private static final ClassValue<ObjectShape> OBJECTS = new ClassValue<>() {
        @Override
        protected ObjectShape computeValue(Class<?> type) {
            return objectOf(type);
        }
    };

    private Shapes() {}

    /** The shape of the object that becomes a record of this type. */
    static ObjectShape of(Class<?> type) {
        return OBJECTS.get(type);
    }

    private static ObjectShape objectOf(Class<?> type) {
        List<FieldShape> fields = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = nameOf(component);
            indexes.put(name, fields.size());
            fields.add(new FieldShape(
                    name,
                    shapeOf(component.getGenericType(), component),
                    component.isAnnotationPresent(Required.class)));
        }
        if (fields.size() > Long.SIZE) {
            throw new IllegalStateException("The reader notes which of up to 64 fields it has seen: " + type);
        }
        MethodHandle constructor = constructorOf(type);
        return new ObjectShape(
                type == TopologyDocument.class,
                List.copyOf(fields),
                indexes,
                constructor,
                create(constructor, fields.size()));
    }

    private static String nameOf(RecordComponent component) {
        Written written = component.getAnnotation(Written.class);
        return written == null ? component.getName() : written.value();
    }

    private static MethodHandle constructorOf(Class<?> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return MethodHandles.publicLookup()
                    .unreflectConstructor(type.getConstructor(components))
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A record has its canonical constructor: " + type, impossible);
        }
    }

    private static Object create(MethodHandle constructor, int components) {
        try {
            return constructor.invokeExact(new Object[components]);
        } catch (Throwable impossible) {
            throw new IllegalStateException("The records of a document accept anything", impossible);
        }
    }

    private static Shape shapeOf(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return parameterized.getRawType() == List.class
                    ? new ListShape(shapeOf(arguments[0], component))
                    : new MapShape(shapeOf(arguments[1], component));
        }
        return shapeOf((Class<?>) type, component);
    }

    private static Shape shapeOf(Class<?> type, RecordComponent component) {
        if (type == String.class) {
            return new TextShape(formOf(component));
        }
        if (type == Boolean.class) {
            return new BooleanShape();
        }
        if (type == Integer.class) {
            Within within = component.getAnnotation(Within.class);
            return within == null
                    ? new IntegerShape(Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : new IntegerShape(within.min(), within.max());
        }
        if (type == BigDecimal.class) {
            Within within = Objects.requireNonNull(component.getAnnotation(Within.class), "A decimal has its limits");
            return new DecimalShape(BigDecimal.valueOf(within.min()), BigDecimal.valueOf(within.max()));
        }
        if (type == TargetPort.class) {
            return new TargetPortShape();
        }
        return type.isRecord() && type != MinorVersion.class ? of(type) : parsed(type);
    }

    /** What names something, or has to be there, is not empty; free text may be. */
    private static @Nullable TextForm formOf(RecordComponent component) {
        Form form = component.getAnnotation(Form.class);
        if (form != null) {
            return form.value();
        }
        boolean names = component.isAnnotationPresent(Refers.class) || component.isAnnotationPresent(Required.class);
        return names ? TextForm.NOT_EMPTY : null;
    }

    private static Shape parsed(Class<?> type) {
        if (type == LocalDate.class) {
            return new ParsedShape("a date such as 2026-11-01", Shapes::date, List.of());
        }
        if (type == MinorVersion.class) {
            return new ParsedShape("a minor version such as \"1.31\"", MinorVersion::parse, List.of());
        }
        if (type == AddressRange.class) {
            return new ParsedShape("a CIDR such as 10.0.0.0/16", AddressRange::ofCidr, List.of());
        }
        return oneOf(type);
    }

    private static Shape oneOf(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(constant.toString(), constant);
        }
        List<String> allowed =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        String words = "one of " + allowed.stream().collect(Collectors.joining(", "));
        return new ParsedShape(words, text -> Optional.ofNullable(constants.get(text)), allowed);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
