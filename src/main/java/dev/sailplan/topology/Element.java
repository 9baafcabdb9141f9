package dev.sailplan.topology;

import dev.sailplan.document.ElementId;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;

/** Anything a topology declares by name. */
public sealed interface Element permits Network, Gateway, Mesh, Cluster, ControlPlane, Service, Tenant {

    ElementId id();

    /** Where it is declared. */
    Pointer at();

    default String name() {
        return id().name();
    }

    /** This element as the subject of a finding. */
    default Subject subject() {
        return new Subject(at(), id());
    }

    /** One of its fields as the subject of a finding. */
    default Subject subject(String field) {
        return new Subject(at().field(field), id());
    }
}
