package dev.sailplan.topology;

import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.WaiverDocument;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of Istio: everything a document declares, with its references resolved and its defaults applied.
 *
 * <p>All lists are in document order.
 */
public final class Topology {

    private final ElementId id;
    private final TopologyDocument written;
    private final LocalDate asOf;
    private final TopologyAssembler parts;
    private final Links links;

    Topology(TopologyDocument written, LocalDate asOf, TopologyAssembler parts) {
        this.id = new ElementId(ElementKind.TOPOLOGY, named(written.name()));
        this.written = written;
        this.asOf = asOf;
        this.parts = parts;
        this.links = new Links(Objects.requireNonNullElse(written.links(), List.of()));
    }

    /**
     * Assembles a document that has no structural fault.
     *
     * @param document the document; every name in it resolves
     * @param asOf the day for which dates are judged
     * @param newest the Istio version that is meant where none is stated
     */
    public static Topology of(TopologyDocument document, LocalDate asOf, MinorVersion newest) {
        return new TopologyAssembler(document, newest).assemble(asOf);
    }

    /** A name that the structure of the document guarantees. */
    static String named(@Nullable String name) {
        return Objects.requireNonNull(name, "A document with a required field missing was assembled");
    }

    public ElementId id() {
        return id;
    }

    public String name() {
        return id.name();
    }

    /** The day for which dates are judged. */
    public LocalDate asOf() {
        return asOf;
    }

    public List<Network> networks() {
        return parts.networks();
    }

    public List<Mesh> meshes() {
        return parts.meshes();
    }

    public List<Cluster> clusters() {
        return parts.clusters();
    }

    public List<ControlPlane> controlPlanes() {
        return parts.controlPlanes();
    }

    public List<Service> services() {
        return parts.services();
    }

    public List<Tenant> tenants() {
        return parts.tenants();
    }

    public List<Traffic> traffic() {
        return parts.traffic();
    }

    public Links links() {
        return links;
    }

    public List<WaiverDocument> waivers() {
        return Objects.requireNonNullElse(written.waivers(), List.of());
    }

    public Optional<RequirementsDocument> requirements() {
        return Optional.ofNullable(written.requirements());
    }

    /** Whether the deployment has to survive failures of a kind. */
    public boolean hasToSurvive(FailureKind failure) {
        return requirements()
                .map(RequirementsDocument::survive)
                .filter(failures -> failures.stream().anyMatch(each -> each != null && each.kind() == failure))
                .isPresent();
    }

    public Map<String, String> labels() {
        return Objects.requireNonNullElse(written.labels(), Map.of());
    }

    /** Whether any cluster names its network; if none does, all are on one implicit network. */
    public boolean namesNetworks() {
        return parts.namesNetworks();
    }

    /** What kind of deployment this is. */
    public DeploymentModel deploymentModel() {
        return DeploymentModel.of(this);
    }
}
