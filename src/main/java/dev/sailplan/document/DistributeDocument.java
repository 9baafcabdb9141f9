package dev.sailplan.document;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How traffic from one locality is shared between localities. */
@About("How traffic from one locality is shared between localities.")
public record DistributeDocument(
        @About("A locality such as region/zone, with a trailing * as pattern.") @Required @Nullable
        String from,

        @About("Locality to weight in per cent.") @Required @Nullable
        Map<String, Integer> to) {}
