package dev.sailplan.document;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the deployment has to survive and to isolate. */
@About("What the deployment has to survive and to isolate.")
public record RequirementsDocument(
        @About("Failures it has to survive. Absent: none.") @Nullable
        List<Survivable> survive,

        @About("Availability in per cent. Absent: none required.") @Within(min = 0, max = 100) @Nullable
        BigDecimal availability,

        @About("Isolation every tenant requires. Absent: none.") @Nullable
        Tenancy isolation) {}
