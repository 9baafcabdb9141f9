package dev.sailplan.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A remote secret: credentials for the API server of a cluster. */
@About("A remote secret: credentials for the API server of a cluster.")
public record RemoteSecretDocument(
        @About("The cluster it gives access to.") @Required @Refers(ElementKind.CLUSTER) @Nullable
        String cluster,

        @About("The cluster name in the secret. Absent: the cluster's name.") @Nullable
        String clusterName,

        @About("The server in the secret. Absent: the API server's address.") @Nullable
        String server,

        @About("How its credentials authenticate. Absent: unknown.") @Nullable
        SecretAuth auth,

        @About("The last day they are valid. Absent: unknown.") @Nullable
        LocalDate expires) {}
