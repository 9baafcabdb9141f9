package dev.sailplan.score.isolation;

import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.Improvement;
import dev.sailplan.score.ScoreDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@DimensionInfo(
        name = "sharedTrust",
        family = Family.ISOLATION,
        question = "Whose certificates are genuine to whom?",
        bands = {
            "same root and same trust domain",
            "same root, other trust domain",
            "roots of their own, each of which the other trusts",
            "roots of their own, one of which the other trusts",
            "no shared trust"
        },
        counts = false,
        source = "Istio, Deployment Models: Identity and trust models; Mesh tenancy")
final class SharedTrustDimension implements ScoreDimension {

    private static final Ladder LADDER = new Ladder(
            List.of(Barriers.identities(0), Barriers.root(1), Barriers.mutualTrust(2), Barriers.anyTrust(3)),
            4,
            "%s trust no root of each other");

    @Override
    public Assessment assess(Deployment deployment) {
        Parties parties = Parties.of(deployment.topology());
        List<Improvement> improvements = new ArrayList<>(Edits.ownRoots(parties));
        improvements.addAll(Edits.ownTrustDomains(parties));
        improvements.addAll(Edits.withoutBundles(parties));
        return Judged.by(LADDER, parties).withImprovements(improvements).withFigures(Map.of(), parties.assumptions());
    }
}
