package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** One end of traffic: exactly one of its fields is given. */
@About("One end of traffic: exactly one of its fields is given.")
public record TrafficEndDocument(
        @About("namespace/name, or mesh/namespace/name in a document with several meshes. "
                + "Absent: another field is given.")
        @Refers(ElementKind.SERVICE)
        @Nullable
        String service,

        @About("A cluster. Absent: another field is given.") @Refers(ElementKind.CLUSTER) @Nullable
        String cluster,

        @About("A namespace, or mesh/namespace in a document with several meshes. Absent: another field is given.")
        @Refers(ElementKind.NAMESPACE)
        @Nullable
        String namespace) {}
