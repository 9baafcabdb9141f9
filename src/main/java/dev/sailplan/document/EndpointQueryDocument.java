package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question: what is this client served for this service. */
@About("A question: what is this client served for this service.")
public record EndpointQueryDocument(
        @About("Who calls.") @Required @Nullable ClientDocument client,

        @About("What is called: namespace/name, or mesh/namespace/name, which a topology with several meshes needs.")
        @Required
        @Nullable
        String service,

        @About("The number of the service port. Absent: that of the first port.")
        @Within(min = 1, max = 65535)
        @Nullable
        Integer port,

        @About("Which elements are taken to have failed. Absent: none.") @Nullable
        List<FailureDocument> failures) {}
