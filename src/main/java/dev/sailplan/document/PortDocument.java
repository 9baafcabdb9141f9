package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** A port of a service. */
@About("A port of a service.")
public record PortDocument(
        @About("The name, by which ports are matched between clusters. Absent: unknown.") @Nullable
        String name,

        @About("The service port. Absent: unknown.") @Within(min = 1, max = 65535) @Nullable
        Integer number,

        @About("The workload's port, a number or a name. Absent: unknown.") @Nullable
        TargetPort targetPort,

        @About("The protocol, such as HTTP or TCP. Absent: unknown.") @Nullable
        String protocol) {}
