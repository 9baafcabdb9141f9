package dev.sailplan.score.isolation;

import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.ScoreDimension;
import java.util.List;
import java.util.Map;

@DimensionInfo(
        name = "sharedControl",
        family = Family.ISOLATION,
        question = "How far does one tenant's control reach into another's clusters?",
        bands = {
            "one control plane, or one API server, configures both",
            "control planes of their own, which run in one cluster or in each other's, or each hold credentials for the other's"
                    + " API servers",
            "control planes of their own, one of which holds credentials for the other's API servers",
            "no control is shared, and no credentials are held"
        },
        counts = false,
        source = "Istio, Deployment Models: Cluster tenancy; Control plane models")
final class SharedControlDimension implements ScoreDimension {

    private static final Ladder LADDER = new Ladder(
            List.of(Barriers.server(0), Barriers.host(1), Barriers.mutualCredentials(1), Barriers.anyCredentials(2)),
            3,
            "%s share no control and hold no credentials of each other");

    @Override
    public Assessment assess(Deployment deployment) {
        Parties parties = Parties.of(deployment.topology());
        return Judged.by(LADDER, parties)
                .withImprovements(Edits.withoutCredentials(parties))
                .withFigures(Map.of(), parties.assumptions());
    }
}
