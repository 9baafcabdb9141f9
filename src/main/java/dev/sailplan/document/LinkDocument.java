package dev.sailplan.document;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the underlying network does with packets from one place to another. */
@About("What the underlying network does with packets from one place to another.")
public record LinkDocument(
        @About("A cluster or network name.") @Required @Refers({ElementKind.CLUSTER, ElementKind.NETWORK}) @Nullable
        String from,

        @About("A cluster or network name.") @Required @Refers({ElementKind.CLUSTER, ElementKind.NETWORK}) @Nullable
        String to,

        @About("Whether packets get there at all. Absent: true.") @Nullable
        Boolean routable,

        @About("Open ports; all others are closed. Absent: all are open.") @Within(min = 1, max = 65535) @Nullable
        List<Integer> ports,

        @About("Latency in milliseconds. Absent: unknown.") @Within(min = 0, max = Integer.MAX_VALUE) @Nullable
        BigDecimal latencyMs) {}
