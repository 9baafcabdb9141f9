package dev.sailplan.reachability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Place;

/** What failed links cut off that was reached before, or may have been. */
public final class Severance {

    private final Terrain before;
    private final Links linksNow;
    private final Discovery readNow;
    private final ControlPlaneAccess accessBefore;
    private final ControlPlaneAccess accessNow;

    Severance(Terrain before, Links linksNow) {
        this.before = before;
        this.linksNow = linksNow;
        this.readNow = before.discovery().with(linksNow);
        this.accessBefore = new ControlPlaneAccess(before.links());
        this.accessNow = new ControlPlaneAccess(linksNow);
    }

    /** Whether the proxies of a cluster do not reach a control plane any more; they always reach one beside them. */
    public boolean isCutOff(Cluster client, ControlPlane server) {
        boolean beside = server.cluster().filter(client::equals).isPresent();
        return !beside
                && accessNow
                        .reaches(client, server, ControlPlaneAccess.XDS_PORT)
                        .isNo()
                && !accessBefore
                        .reaches(client, server, ControlPlaneAccess.XDS_PORT)
                        .isNo();
    }

    /** Whether a control plane does not read a cluster any more: it keeps what it has read, and learns nothing new. */
    public boolean isUnread(ControlPlane watcher, Cluster cluster) {
        return readNow.sees(watcher, cluster).isNo()
                && !before.discovery().sees(watcher, cluster).isNo();
    }

    /** Whether a control plane does not reach the API server any more that holds its configuration. */
    public boolean isUnconfigured(ControlPlane controlPlane) {
        Cluster place = controlPlane.cluster().orElse(null);
        Cluster config = controlPlane.configCluster().value();
        return place != null
                && config != null
                && !place.equals(config)
                && isClosed(linksNow, place, config)
                && !isClosed(before.links(), place, config);
    }

    private boolean isClosed(Links links, Cluster place, Cluster config) {
        Integer port = before.discovery().apiServerPort(config).value();
        return links.between(Place.of(place), Place.of(config), port).isClosed();
    }
}
