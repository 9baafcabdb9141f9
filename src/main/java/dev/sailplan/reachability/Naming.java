package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whether the name of a service resolves where a client is. */
final class Naming {

    private final Caller caller;
    private final Offered offered;
    private final Service service;
    private final Set<Cluster> defined;

    Naming(Caller caller, Offered offered) {
        this.caller = caller;
        this.offered = offered;
        this.service = offered.service();
        this.defined = offered.defined();
    }

    /**
     * Judges it: by a Service in the client's cluster, by DNS proxying, or by a Multi-Cluster Services host name.
     */
    Judgement resolves() {
        return isDefinedHere().or(this::isAnsweredByProxy).or(this::isMcsName);
    }

    /** As a view takes it: a definition that is not known is none, every other unknown fact is favourable. */
    boolean isTaken() {
        boolean proxied = caller.cluster().isDnsProxy()
                && (!hasServiceEntry().isNo() || defined.stream().anyMatch(this::isTakenToBeRead));
        return defined.contains(caller.cluster()) || proxied || isMcsNameTaken();
    }

    private boolean isTakenToBeRead(Cluster cluster) {
        return caller.sight() != null && caller.sight().takes(cluster);
    }

    private boolean isMcsNameTaken() {
        Mesh mesh = caller.mesh().orElse(null);
        if (caller.sight() == null || mesh == null || !mesh.isMcsDiscovery() || !mesh.isMcsHost()) {
            return false;
        }
        Fact<Set<Cluster>> exported = service.exportedIn();
        return exporting(mesh).stream().anyMatch(this::isTakenToBeRead) || !exported.isKnown();
    }

    private Judgement isDefinedHere() {
        if (defined.contains(caller.cluster())) {
            return Judgement.of(true);
        }
        return unlessUnknown();
    }

    private Judgement isAnsweredByProxy() {
        if (!caller.cluster().isDnsProxy()) {
            return Judgement.of(false);
        }
        return hasServiceEntry().or(this::isKnownToWatcher);
    }

    /** Whether a ServiceEntry names it for the client: one in its cluster, or where its control plane is configured. */
    Judgement hasServiceEntry() {
        Set<Cluster> entries = service.serviceEntries();
        ControlPlane watcher = caller.watcher();
        if (entries.contains(caller.cluster())) {
            return Judgement.of(true);
        }
        if (watcher == null || entries.isEmpty()) {
            return Judgement.of(false);
        }
        Fact<Cluster> config = watcher.configCluster();
        return config.isKnown() ? Judgement.of(entries.contains(config.get())) : Judgement.unknown(config.at());
    }

    private Judgement isKnownToWatcher() {
        Sight sight = caller.sight();
        if (sight == null) {
            return Judgement.of(false);
        }
        Judgement seen = Judgement.of(false);
        for (Cluster cluster : defined) {
            seen = seen.or(() -> sight.sees(cluster));
        }
        return seen.or(this::unlessUnknown);
    }

    /** A no, unless it is not known where the service is defined. */
    private Judgement unlessUnknown() {
        Pointer unknown = offered.unknownDefinition();
        return unknown == null ? Judgement.of(false) : Judgement.unknown(unknown);
    }

    private Judgement isMcsName() {
        Sight sight = caller.sight();
        Mesh mesh = caller.mesh().orElse(null);
        if (sight == null || mesh == null || !mesh.isMcsDiscovery() || !mesh.isMcsHost()) {
            return Judgement.of(false);
        }
        Fact<Set<Cluster>> exported = service.exportedIn();
        Judgement imported = exported.isKnown() ? Judgement.of(false) : Judgement.unknown(exported.at());
        for (Cluster cluster : exporting(mesh)) {
            imported = imported.or(() -> sight.sees(cluster));
        }
        return imported;
    }

    /** The clusters that export the service for certain; of its own accord none exports what is cluster-local there. */
    private Set<Cluster> exporting(Mesh mesh) {
        Set<Cluster> exporting = new LinkedHashSet<>(service.exportedIn().orElse(Set.of()));
        if (mesh.isMcsAutoExport()
                && !Offer.isHostListed(service, mesh, caller.cluster().istioNamespace())) {
            defined.stream()
                    .filter(cluster -> service.scopeIn(cluster) != ServiceScope.CLUSTER_LOCAL)
                    .forEach(exporting::add);
        }
        return exporting;
    }
}
