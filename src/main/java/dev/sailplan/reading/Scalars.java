package dev.sailplan.reading;

import dev.sailplan.document.TargetPort;
import dev.sailplan.reading.Shape.BooleanShape;
import dev.sailplan.reading.Shape.DecimalShape;
import dev.sailplan.reading.Shape.IntegerShape;
import dev.sailplan.reading.Shape.ParsedShape;
import dev.sailplan.reading.Shape.TargetPortShape;
import dev.sailplan.reading.Shape.TextShape;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes values of texts, numbers and booleans. */
final class Scalars {

    /** Whole numbers of up to ten characters, which is all the format has. */
    private static final int LONGEST_INTEGER = 10;

    private static final int LONGEST_DECIMAL = 40;

    private Scalars() {}

    /** Returns the current part as a value of the shape; null if it is none. */
    static @Nullable Object read(Shape shape, Token token, Tokens in) {
        if (shape instanceof TextShape text && token == Token.TEXT) {
            return text(text, in);
        }
        if (shape instanceof ParsedShape parsed && token == Token.TEXT) {
            return parsed.parser().apply(in.text()).orElse(null);
        }
        if (shape instanceof BooleanShape && token == Token.BOOLEAN) {
            return in.text().equalsIgnoreCase("true");
        }
        if (shape instanceof IntegerShape range && token == Token.NUMBER) {
            Integer number = integer(in);
            return number != null && number >= range.min() && number <= range.max() ? number : null;
        }
        if (shape instanceof DecimalShape range && token == Token.NUMBER) {
            return decimal(in).filter(range::accepts).orElse(null);
        }
        return shape instanceof TargetPortShape ? targetPort(token, in).orElse(null) : null;
    }

    private static @Nullable String text(TextShape shape, Tokens in) {
        String text = in.text();
        boolean accepted = shape.form() == null || shape.form().accepts(text);
        return accepted ? text : null;
    }

    private static Optional<TargetPort> targetPort(Token token, Tokens in) {
        if (token == Token.NUMBER) {
            Integer number = integer(in);
            return number == null ? Optional.empty() : TargetPort.ofNumber(number);
        }
        return token == Token.TEXT ? TargetPort.ofName(in.text()) : Optional.empty();
    }

    private static @Nullable Integer integer(Tokens in) {
        String text = in.text();
        try {
            return text.length() > LONGEST_INTEGER ? null : Integer.valueOf(text);
        } catch (NumberFormatException notWhole) {
            return null;
        }
    }

    private static Optional<BigDecimal> decimal(Tokens in) {
        String text = in.text();
        try {
            return text.length() > LONGEST_DECIMAL ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Whether the current text would be a value of the shape if it were not a text; {@code yes} never is. */
    static boolean isQuoted(Shape shape, Tokens in) {
        if (shape instanceof BooleanShape) {
            return in.text().equalsIgnoreCase("true") || in.text().equalsIgnoreCase("false");
        }
        return (shape instanceof IntegerShape || shape instanceof DecimalShape)
                && decimal(in).isPresent();
    }
}
