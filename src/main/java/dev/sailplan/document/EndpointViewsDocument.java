package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topology, and whose view of which services is asked for. */
@About("A topology, and whose view of which services is asked for.")
public record EndpointViewsDocument(
        @About("The deployment.") @Required @Nullable TopologyDocument topology,

        @About(QueriesDocument.QUERIES) @Required @Nullable List<EndpointQueryDocument> queries) {}
