package dev.sailplan.reading;

import dev.sailplan.document.TextForm;
import java.lang.invoke.MethodHandle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value has to look like to become a component of a document's record. */
sealed interface Shape {

    /** What is expected, to complete "is not …". */
    String words();

    /**
     * An object that becomes a record.
     *
     * @param topology whether it is a topology, which is a document of its own wherever it stands
     */
    record ObjectShape(
            boolean topology,
            List<FieldShape> fields,
            Map<String, Integer> indexes,
            MethodHandle constructor,
            Object empty)
            implements Shape {

        @Override
        public String words() {
            return "an object";
        }

        /** What to send, where the whole document has this shape. */
        String request() {
            return topology
                    ? "a topology"
                    : fields.stream()
                            .filter(FieldShape::required)
                            .map(FieldShape::name)
                            .collect(Collectors.joining(" and ", "an object with ", ""));
        }
    }

    /** One field of an object. */
    record FieldShape(String name, Shape shape, boolean required) {}

    /** An object with any names. */
    record MapShape(Shape value) implements Shape {
        @Override
        public String words() {
            return "an object";
        }
    }

    record ListShape(Shape element) implements Shape {
        @Override
        public String words() {
            return "a list";
        }
    }

    record TextShape(@Nullable TextForm form) implements Shape {
        @Override
        public String words() {
            return form == null ? "a text" : form.words();
        }
    }

    /** A text that stands for a value of its own type: a date, a version, a CIDR, one of a few words. */
    record ParsedShape(String words, Function<String, Optional<?>> parser, List<String> allowed) implements Shape {}

    record BooleanShape() implements Shape {
        @Override
        public String words() {
            return "true or false";
        }
    }

    record IntegerShape(int min, int max) implements Shape {
        @Override
        public String words() {
            if (min == Integer.MIN_VALUE) {
                return "a whole number";
            }
            return max == Integer.MAX_VALUE
                    ? "a whole number from " + min
                    : "a whole number from " + min + " to " + max;
        }
    }

    record DecimalShape(BigDecimal min, BigDecimal max) implements Shape {
        @Override
        public String words() {
            return "a number from " + min + " to " + max;
        }

        boolean accepts(BigDecimal number) {
            return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
        }
    }

    /** A port number or the name of one. */
    record TargetPortShape() implements Shape {
        @Override
        public String words() {
            return "a port number or the name of a container port";
        }
    }
}
