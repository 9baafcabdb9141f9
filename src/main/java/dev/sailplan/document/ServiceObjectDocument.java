package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Kubernetes Service object; what is absent is the service's own. */
@About("A Kubernetes Service object; what is absent is the service's own.")
public record ServiceObjectDocument(
        @About("The cluster it is in.") @Required @Refers(ElementKind.CLUSTER) @Nullable
        String cluster,

        @About("Its ports there. Absent: the service's.") @Nullable
        List<PortDocument> ports,

        @About("Whether it is headless there. Absent: as the service.") @Nullable
        Boolean headless,

        @About("Its type there. Absent: the service's.") @Nullable
        ServiceType type,

        @About("Its scope there. Absent: the service's.") @Nullable
        ServiceScope scope) {}
