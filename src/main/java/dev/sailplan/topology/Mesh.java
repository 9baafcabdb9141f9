package dev.sailplan.topology;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.McsDocument;
import dev.sailplan.document.MeshDocument;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service mesh: one space of services and identities. */
public final class Mesh implements Element {

    private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";
    private static final McsDocument MCS_OFF = new McsDocument(false, false, false, false);

    private final MeshDocument written;
    private final Pointer at;
    private final ElementId id;
    private final List<Cluster> clusters = new ArrayList<>();
    private final List<ControlPlane> controlPlanes = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<Federation> federations = new ArrayList<>();
    private final Set<Mesh> peers = new LinkedHashSet<>();
    private @Nullable List<TrustBundle> trustBundles;

    Mesh(MeshDocument written, Pointer at) {
        this.written = written;
        this.at = at;
        this.id = new ElementId(ElementKind.MESH, Topology.named(written.name()));
    }

    MeshDocument written() {
        return written;
    }

    void add(Cluster cluster) {
        clusters.add(cluster);
    }

    void add(ControlPlane controlPlane) {
        controlPlanes.add(controlPlane);
    }

    void add(Service service) {
        services.add(service);
    }

    void federate(Federation federation) {
        federations.add(federation);
        peers.add(federation.mesh());
        federation.mesh().peers.add(this);
    }

    void trust(List<TrustBundle> bundles) {
        trustBundles = List.copyOf(bundles);
    }

    @Override
    public ElementId id() {
        return id;
    }

    @Override
    public Pointer at() {
        return at;
    }

    public String meshId() {
        return Objects.requireNonNullElse(written.meshId(), name());
    }

    public String trustDomain() {
        return Objects.requireNonNullElse(written.trustDomain(), DEFAULT_TRUST_DOMAIN);
    }

    public Fact<List<String>> trustDomainAliases() {
        return new Fact<>(at.field("trustDomainAliases"), written.trustDomainAliases());
    }

    public Fact<CertificateAuthority> certificateAuthority() {
        Pointer place = at.field("certificateAuthority");
        var authority = written.certificateAuthority();
        return new Fact<>(place, authority == null ? null : CertificateAuthority.of(authority, place));
    }

    public Fact<List<TrustBundle>> trustBundles() {
        return new Fact<>(at.field("trustBundles"), trustBundles);
    }

    /** What this mesh itself declares of sharing services. */
    public List<Federation> federations() {
        return Collections.unmodifiableList(federations);
    }

    /** The meshes it is federated with, whichever side declares it, in document order of the declarations. */
    public Set<Mesh> peers() {
        return Collections.unmodifiableSet(peers);
    }

    public MtlsMode mtls() {
        return Objects.requireNonNullElse(written.mtls(), MtlsMode.PERMISSIVE);
    }

    public DataPlane dataPlane() {
        return Objects.requireNonNullElse(written.dataPlane(), DataPlane.SIDECAR);
    }

    public List<String> clusterLocalHosts() {
        return Objects.requireNonNullElse(written.clusterLocalHosts(), List.of());
    }

    public List<String> notClusterLocalHosts() {
        return Objects.requireNonNullElse(written.notClusterLocalHosts(), List.of());
    }

    /** Whether Multi-Cluster Services decide which endpoints leave their cluster. */
    public boolean isMcsDiscovery() {
        return Boolean.TRUE.equals(mcs().serviceDiscovery());
    }

    /** Whether Multi-Cluster Services have host names of their own. */
    public boolean isMcsHost() {
        return Boolean.TRUE.equals(mcs().host());
    }

    /** Whether the ordinary host names stay inside their cluster. */
    public boolean isMcsClusterLocal() {
        return Boolean.TRUE.equals(mcs().clusterLocal());
    }

    /** Whether every service that is not cluster-local is exported. */
    public boolean isMcsAutoExport() {
        return Boolean.TRUE.equals(mcs().autoExport());
    }

    private McsDocument mcs() {
        return Objects.requireNonNullElse(written.mcs(), MCS_OFF);
    }

    public List<Cluster> clusters() {
        return Collections.unmodifiableList(clusters);
    }

    /** The control planes that control it, wherever they run. */
    public List<ControlPlane> controlPlanes() {
        return Collections.unmodifiableList(controlPlanes);
    }

    public List<Service> services() {
        return Collections.unmodifiableList(services);
    }

    /** Its clusters that have a control plane of their own. */
    public List<Cluster> primaries() {
        return clusters.stream()
                .filter(cluster -> cluster.role() == Role.PRIMARY)
                .toList();
    }

    /** The root of the certificates that a control plane of this mesh signs. */
    public TrustRoot rootSignedBy(ControlPlane signer) {
        Fact<CertificateAuthority> authority = authorityOf(signer);
        if (!authority.isKnown()) {
            return new TrustRoot.Undisclosed(authority.at(), false);
        }
        CertificateAuthority known = authority.get();
        if (known.root().isKnown()) {
            return new TrustRoot.Named(known.root().get());
        }
        return known.isSelfSignedPerControlPlane()
                ? new TrustRoot.SelfSigned(signer.signingPlace())
                : new TrustRoot.Undisclosed(known.root().at(), known.type().isKnown());
    }

    /** The trust domain of a cluster's workloads: that of the control plane that signs for them, else this mesh's. */
    public String trustDomainOf(Cluster cluster) {
        return cluster.firstControlPlane().map(ControlPlane::trustDomain).orElseGet(this::trustDomain);
    }

    /** Whether a root is the one this mesh declares, as far as the document says. */
    Judgement declares(TrustRoot root) {
        if (root instanceof TrustRoot.Undisclosed unknown) {
            boolean own = unknown.at().text().startsWith(at.text() + "/");
            return own ? Judgement.of(true) : Judgement.unknown(unknown.at());
        }
        Fact<CertificateAuthority> declared = certificateAuthority();
        return declared.isKnown() && declared.get().isSelfSignedPerControlPlane()
                ? Judgement.of(isSelfSignedHere(root))
                : declaredRoot().is(root);
    }

    /** Whether a control plane of this mesh made it, as the mesh and not the control plane's cluster says. */
    private boolean isSelfSignedHere(TrustRoot root) {
        return controlPlanes.stream()
                .filter(signer ->
                        signer.cluster().flatMap(Cluster::certificateAuthority).isEmpty())
                .map(this::rootSignedBy)
                .anyMatch(root::equals);
    }

    /** The authority a control plane signs with: what is installed in its cluster, else the mesh's. */
    public Fact<CertificateAuthority> authorityOf(ControlPlane signer) {
        return signer.cluster()
                .flatMap(Cluster::certificateAuthority)
                .map(own -> new Fact<>(own.at(), own))
                .orElseGet(this::certificateAuthority);
    }

    /** The roots of its workloads' certificates, each with the first cluster that has it, in document order. */
    public List<TrustRoot> rootsInUse() {
        Set<TrustRoot> roots = new LinkedHashSet<>();
        for (Cluster cluster : clusters) {
            cluster.firstControlPlane().ifPresent(signer -> roots.add(rootSignedBy(signer)));
        }
        if (roots.isEmpty()) {
            roots.add(declaredRoot());
        }
        return List.copyOf(roots);
    }

    /** The root this mesh declares, for a mesh none of whose clusters says who signs for it. */
    public TrustRoot declaredRoot() {
        Fact<CertificateAuthority> authority = certificateAuthority();
        if (!authority.isKnown()) {
            return new TrustRoot.Undisclosed(authority.at(), false);
        }
        Fact<String> root = authority.get().root();
        return root.isKnown() ? new TrustRoot.Named(root.get()) : new TrustRoot.Undisclosed(root.at(), false);
    }
}
