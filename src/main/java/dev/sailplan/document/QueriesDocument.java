package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose view of which services of a topology is asked for. */
@About("Whose view of which services of a topology is asked for.")
public record QueriesDocument(
        @About(QUERIES) @Required @Nullable List<EndpointQueryDocument> queries) {

    static final String QUERIES = "What is asked, at least one query; they are answered in this order.";
}
