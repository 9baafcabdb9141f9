package dev.sailplan.document;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How much availability and isolation matter against each other. */
@About("How much availability and isolation matter against each other; only their proportion counts.")
public record WeightsDocument(
        @About("How much availability matters.") @Required @Within(min = 0, max = 1_000) @Nullable
        BigDecimal availability,

        @About("How much isolation matters.") @Required @Within(min = 0, max = 1_000) @Nullable
        BigDecimal isolation) {}
