package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** The load balancer in front of a gateway. */
@About("The load balancer in front of a gateway.")
public record LoadBalancerDocument(
        @About("L4 passes TLS through, L7 terminates it. Absent: unknown.") @Nullable
        Layer layer,

        @About("From where it can be reached. Absent: unknown.") @Nullable
        BalancerScope scope) {}
