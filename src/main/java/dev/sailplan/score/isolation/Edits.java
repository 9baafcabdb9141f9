package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.score.Improvement;
import dev.sailplan.topology.CertificateAuthority;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.TrustBundle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Small changes of a document that may keep parties further apart; each in a list, which is empty if there is nothing to change. */
final class Edits {

    private Edits() {}

    static List<Improvement> denyByDefault(Parties parties) {
        return improvement(
                "Deny calls by default in the namespaces of every tenant",
                parties.ground().topology().tenants().stream()
                        .filter(tenant -> !tenant.isDefaultDeny().orElse(false))
                        .map(Edits::denyByDefault)
                        .toList());
    }

    /** What a tenant says of its isolation is kept; if it says nothing, there is nothing yet to write into. */
    private static PatchOperation denyByDefault(Tenant tenant) {
        boolean says =
                tenant.requiredIsolation().isPresent() || tenant.isDefaultDeny().isKnown();
        return says
                ? PatchOperation.add(tenant.isDefaultDeny().at(), true)
                : PatchOperation.add(tenant.at().field("isolation"), Map.of("defaultDeny", true));
    }

    /** Of meshes that name one root the first keeps it. */
    static List<Improvement> ownRoots(Parties parties) {
        return improvement(
                "Give each mesh a root of its own",
                repeated(parties, mesh -> namedRootOf(mesh).asOptional())
                        .map(mesh -> PatchOperation.add(namedRootOf(mesh).at(), mesh.name() + "-root"))
                        .toList());
    }

    private static Fact<String> namedRootOf(Mesh mesh) {
        Fact<CertificateAuthority> authority = mesh.certificateAuthority();
        return authority.isKnown()
                ? authority.get().root()
                : new Fact<>(authority.at().field("root"), null);
    }

    /** Of meshes with one trust domain the first keeps it. */
    static List<Improvement> ownTrustDomains(Parties parties) {
        return improvement(
                "Give each mesh a trust domain of its own",
                repeated(parties, mesh -> Optional.of(mesh.trustDomain()))
                        .map(mesh -> PatchOperation.add(mesh.at().field("trustDomain"), mesh.name() + ".local"))
                        .toList());
    }

    private static Stream<Mesh> repeated(Parties parties, Function<Mesh, Optional<String>> value) {
        Set<String> seen = new HashSet<>();
        return parties.ground().topology().meshes().stream()
                .sorted(Comparator.comparing(Mesh::name))
                .filter(mesh ->
                        value.apply(mesh).filter(each -> !seen.add(each)).isPresent());
    }

    static List<Improvement> withoutBundles(Parties parties) {
        List<Pointer> places = parties.ground().topology().meshes().stream()
                .flatMap(mesh -> mesh.trustBundles().orElse(List.of()).stream()
                        .filter(bundle ->
                                bundle.mesh() != null && !bundle.mesh().equals(mesh)))
                .map(TrustBundle::at)
                .toList();
        return improvement("Remove the trust bundles of other meshes", PatchOperation.removeAll(places));
    }

    /** Takes from each control plane the credentials for clusters of which no party it configures has any part. */
    static List<Improvement> withoutCredentials(Parties parties) {
        List<Pointer> places = new ArrayList<>();
        for (ControlPlane controlPlane : parties.ground().topology().controlPlanes()) {
            BitSet own = clustersOfThoseConfiguredBy(controlPlane, parties);
            controlPlane.remoteSecrets().orElse(List.of()).stream()
                    .filter(secret -> !own.get(parties.ground().clusters().of(secret.cluster())))
                    .map(RemoteSecret::at)
                    .forEach(places::add);
        }
        return improvement(
                "Remove the credentials for other %ss' API servers".formatted(parties.noun()),
                PatchOperation.removeAll(places));
    }

    private static BitSet clustersOfThoseConfiguredBy(ControlPlane controlPlane, Parties parties) {
        int number = parties.ground().controlPlanes().of(controlPlane);
        BitSet own = new BitSet();
        parties.all().stream()
                .map(Party::certain)
                .filter(extent -> extent.servers().get(number))
                .forEach(extent -> own.or(extent.clusters()));
        return own;
    }

    private static List<Improvement> improvement(String summary, Collection<PatchOperation> change) {
        return change.isEmpty() ? List.of() : List.of(new Improvement(summary, List.copyOf(change)));
    }
}
