package dev.sailplan.rule.tenancy;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.document.Tenancy;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.Optional;

/**
 * The isolation a tenant has to have: what it requires itself or what the document requires of all, whichever is stronger.
 *
 * @param place where it is required
 */
record Requirement(Tenancy isolation, Subject place) {

    static Optional<Requirement> of(Tenant tenant, Topology topology) {
        Optional<Requirement> own = tenant.requiredIsolation()
                .map(isolation -> new Requirement(
                        isolation, new Subject(tenant.at().field("isolation").field("required"), tenant.id())));
        Optional<Requirement> ofAll = topology.requirements()
                .map(RequirementsDocument::isolation)
                .map(isolation -> new Requirement(
                        isolation,
                        new Subject(Pointer.ROOT.field("requirements").field("isolation"), topology.id())));
        return own.filter(it -> ofAll.filter(all -> all.exceeds(it.isolation())).isEmpty())
                .or(() -> ofAll);
    }

    private boolean exceeds(Tenancy other) {
        return isolation.compareTo(other) > 0;
    }

    /** Whether it takes at least clusters of its own. */
    boolean isBeyondNamespaces() {
        return exceeds(Tenancy.NAMESPACE);
    }
}
