package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.RemoteSecretDocument;
import dev.sailplan.document.SecretAuth;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Credentials for the API server of a cluster, held by a control plane.
 *
 * @param at where it is declared
 * @param cluster the cluster it gives access to
 * @param clusterName the cluster name in the secret, by which istiod registers it
 * @param server the server in the secret
 * @param auth how its credentials authenticate
 * @param expires the last day they are valid
 */
public record RemoteSecret(
        Pointer at,
        Cluster cluster,
        String clusterName,
        Fact<String> server,
        Fact<SecretAuth> auth,
        Fact<LocalDate> expires) {

    static RemoteSecret of(RemoteSecretDocument written, Pointer at, Cluster cluster) {
        Fact<String> server = written.server() == null
                ? cluster.apiServerAddress()
                : new Fact<>(at.field("server"), written.server());
        return new RemoteSecret(
                at,
                cluster,
                Objects.requireNonNullElse(written.clusterName(), cluster.name()),
                server,
                new Fact<>(at.field("auth"), written.auth()),
                new Fact<>(at.field("expires"), written.expires()));
    }

    /** Whether istiod registers the cluster under its own name. */
    public boolean isNamedRight() {
        return clusterName.equals(cluster.name());
    }
}
