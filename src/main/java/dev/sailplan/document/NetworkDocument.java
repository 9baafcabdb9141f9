package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of workloads that reach each other directly. */
@About("A set of workloads that reach each other directly.")
public record NetworkDocument(
        @About("The topology.istio.io/network id.") @Required @Form(TextForm.LABEL_VALUE) @Nullable
        String name,

        @About("East-west gateways through which this network is reached from others. Absent: unknown.") @Nullable
        List<GatewayDocument> gateways) {}
