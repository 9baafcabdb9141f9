package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Topologies that are to be ranked, and what is required of them. */
@About("Topologies that are to be ranked, and what is required of them.")
public record RankingDocument(
        @About("What there is to choose from: two or more, each with a name of its own.") @Required @Nullable
        List<TopologyDocument> candidates,

        @About(
                "What each of them has to survive and to isolate, whatever it requires itself. Absent: what each requires itself.")
        @Nullable
        RequirementsDocument requirements,

        @About("How much availability and isolation matter against each other. Absent: they are not mixed.") @Nullable
        WeightsDocument weights) {}
