package dev.sailplan.rule.discovery;

import static dev.sailplan.document.SecretAuth.AUTH_PROVIDER;
import static dev.sailplan.document.SecretAuth.CLIENT_CERTIFICATE;
import static dev.sailplan.document.SecretAuth.EXEC;
import static dev.sailplan.document.SecretAuth.TOKEN;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.SecretAuth;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@RuleInfo(
        code = "DSC005",
        name = "secret-lifetime",
        severity = WARNING,
        summary = "The credentials in a remote secret have not expired, and are of a kind that istiod accepts",
        message = "The remote secret for cluster {cluster} of {controlPlanes} {defect}; {consequence}",
        remedy =
                "Create the secret again with a token (istioctl create-remote-secret), and rotate it before it expires. To"
                        + " keep a credential plugin, name it in PILOT_INSECURE_MULTICLUSTER_KUBECONFIG_OPTIONS of istiod.",
        source = "Istio 1.13 upgrade notes: Multicluster Secret Authentication Changes",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.auth",
            "controlPlanes.remoteSecrets.expires",
            "controlPlanes.version",
            "istioVersion"
        },
        since = "0.1")
final class SecretLifetime implements TopologyRule {

    /** The first version that refuses credential plugins unless it is told otherwise. */
    private static final MinorVersion REFUSES_PLUGINS = new MinorVersion(1, 13);

    private static final Set<SecretAuth> PLUGINS = Set.of(EXEC, AUTH_PROVIDER);

    /** Kinds of credentials that stay what they are; the others are fetched anew when they expire. */
    private static final Set<SecretAuth> FIXED = Set.of(TOKEN, CLIENT_CERTIFICATE);

    /** A document that states no dates lacks as many as it has secrets. */
    private static final int MOST_NEEDS = 1_000;

    /**
     * What is wrong with the credentials for a cluster: one cause, for all who hold them.
     *
     * @param refused the kind that istiod refuses, null if they have expired
     * @param expired the last day they were valid, null if they are refused
     */
    private record Cause(
            Cluster cluster,
            @Nullable SecretAuth refused,
            @Nullable LocalDate expired) {

        /** The field of the secrets that says so. */
        String field() {
            return refused == null ? "expires" : "auth";
        }

        String defect() {
            return refused == null
                    ? "was valid until " + expired
                    : "is of the kind " + refused + ", which istiod refuses";
        }
    }

    private record Held(ControlPlane holder, RemoteSecret secret) {

        boolean isOfItsOwnClient() {
            return holder.servedClusters().contains(secret.cluster());
        }
    }

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cause, List<Held>> causes = new LinkedHashMap<>();
        List<Pointer> needs = new ArrayList<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            if (RemoteClusters.areUnknownTo(controlPlane, topology)) {
                needs.add(controlPlane.remoteSecrets().at());
            }
            for (RemoteSecret secret : Discovery.actingSecretsOf(controlPlane)) {
                // A secret for its own cluster is one too many, whatever is in it.
                if (!RemoteClusters.isOwn(controlPlane, secret.cluster())) {
                    judge(new Held(controlPlane, secret), topology.asOf(), causes, needs);
                }
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(needs.subList(0, Math.min(needs.size(), MOST_NEEDS))));
        }
        causes.forEach((cause, secrets) -> outcomes.add(violation(cause, secrets)));
        return outcomes.stream();
    }

    private static void judge(Held held, LocalDate asOf, Map<Cause, List<Held>> causes, List<Pointer> needs) {
        RemoteSecret secret = held.secret();
        Fact<SecretAuth> auth = secret.auth();
        Fact<LocalDate> expires = secret.expires();
        boolean refuses = held.holder().version().compareTo(REFUSES_PLUGINS) >= 0;
        boolean refused = refuses && auth.asOptional().filter(PLUGINS::contains).isPresent();
        boolean expired = expires.asOptional().filter(asOf::isAfter).isPresent();
        Fact<Cluster> own = held.holder().ownCluster();
        if ((refused || expired) && !own.isKnown()) {
            needs.add(own.at());
            return;
        }
        if (refused) {
            add(held, new Cause(secret.cluster(), auth.get(), null), causes);
        }
        if (expired) {
            add(held, new Cause(secret.cluster(), null, expires.get()), causes);
        }
        if (refused || expired) {
            return;
        }
        if (!expires.isKnown() && auth.asOptional().map(FIXED::contains).orElse(true)) {
            needs.add(expires.at());
        }
        if (!auth.isKnown() && (refuses || !expires.isKnown())) {
            needs.add(auth.at());
        }
    }

    private static void add(Held held, Cause cause, Map<Cause, List<Held>> causes) {
        causes.computeIfAbsent(cause, key -> new ArrayList<>()).add(held);
    }

    private static Violation violation(Cause cause, List<Held> secrets) {
        List<ControlPlane> holders =
                secrets.stream().map(Held::holder).distinct().toList();
        return Violation.of(secrets.stream()
                        .sorted(Comparator.comparing(held -> held.holder().name()))
                        .limit(Violation.MOST_SUBJECTS)
                        .map(held -> new Subject(
                                held.secret().at().field(cause.field()),
                                held.holder().id()))
                        .toList())
                .with("cluster", cause.cluster().name())
                .with("controlPlanes", Phrase.of("control plane", holders))
                .with("defect", cause.defect())
                .with("consequence", consequence(cause, secrets));
    }

    private static String consequence(Cause cause, List<Held> secrets) {
        String endpoints = cause.refused() != null
                ? "no endpoint there is discovered"
                : "changes there are no longer seen, and a restart of istiod loses the endpoints there";
        return secrets.stream().anyMatch(Held::isOfItsOwnClient)
                ? endpoints + ", and workloads there are rejected, as they cannot be verified"
                : endpoints;
    }
}
