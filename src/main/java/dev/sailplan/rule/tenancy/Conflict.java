package dev.sailplan.rule.tenancy;

import dev.sailplan.document.Tenancy;
import dev.sailplan.topology.Element;

/**
 * A cluster, control plane or mesh that tenants share although some of them require that they do not.
 *
 * @param shared what they share
 * @param isolation what is required
 */
record Conflict(Element shared, Tenancy isolation, Sharing sharing) {}
