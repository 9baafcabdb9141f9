package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** Environment variables of istiod that change an answer. */
@About("Environment variables of istiod that change an answer.")
public record FeaturesDocument(
        @About("Ambient endpoints of other networks are served through gateways. "
                + "Absent: true where the mesh or a cluster of it is ambient.")
        @Written("AMBIENT_ENABLE_MULTI_NETWORK")
        @Nullable
        Boolean ambientMultiNetwork,

        @About("Ingress gateways are served endpoints of other networks, where ambient multi-network is on. "
                + "Absent: false.")
        @Written("AMBIENT_ENABLE_MULTI_NETWORK_INGRESS")
        @Nullable
        Boolean ambientMultiNetworkIngress,

        @About("Waypoints are served endpoints of other networks, where ambient multi-network is on. Absent: true.")
        @Written("AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT")
        @Nullable
        Boolean ambientMultiNetworkWaypoint,

        @About("DNS proxying answers for headless services with endpoints of other clusters too. Absent: true.")
        @Written("ENABLE_MULTICLUSTER_HEADLESS")
        @Nullable
        Boolean multiclusterHeadless) {}
