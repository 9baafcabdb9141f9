package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Kubernetes API server of a cluster. */
@About("The Kubernetes API server of a cluster.")
public record ApiServerDocument(
        @About("Its URL. Absent: unknown.") @Nullable String address,

        @About("Cluster or network names from which it can be reached, or *. Absent: unknown.")
        @Refers(
                value = {ElementKind.CLUSTER, ElementKind.NETWORK},
                orAll = true)
        @Nullable
        List<String> reachableFrom) {}
