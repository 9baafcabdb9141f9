package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locality load balancing of a service. */
@About("Locality load balancing of a service.")
public record LocalityDocument(
        @About("Whether locality load balancing is on. Absent: true.") @Nullable
        Boolean enabled,

        @About("Whether outlier detection is set, without which nothing fails over. Absent: unknown.") @Nullable
        Boolean outlierDetection,

        @About("Which region takes over for which. Absent: none.") @Nullable
        List<FailoverDocument> failover,

        @About("Labels, or label=value, in order of importance. Absent: none.") @Nullable
        List<String> failoverPriority,

        @About("Shares of traffic between localities. Absent: none.") @Nullable
        List<DistributeDocument> distribute) {}
