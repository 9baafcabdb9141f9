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
import java.util.stream.Stream;

@DimensionInfo(
        name = "tenancy",
        family = Family.ISOLATION,
        question = "Which unit keeps tenants apart?",
        bands = {
            "none",
            "namespaces, open",
            "namespaces, deny by default with listed callers",
            "own clusters, shared control plane or trust root",
            "own clusters, control planes and roots",
            "own mesh, federated by explicit export",
            "own mesh, no shared trust"
        },
        source = "Istio, Deployment Models: Tenancy models")
final class TenancyDimension implements ScoreDimension {

    private static final String FREE = "%s share no mesh, no control plane and no trust";

    private static final List<Barrier> UNITS = List.of(
            Barriers.openCluster(1),
            Barriers.cluster(2),
            Barriers.control(3),
            Barriers.root(3),
            Barriers.mesh(4),
            Barriers.anyCredentials(4),
            Barriers.anyTrust(5));

    /** For clusters: what they have in common is never a reason to say that nothing is their own. */
    private static final Ladder CLUSTERS = new Ladder(UNITS, 6, FREE);

    private static final Ladder TENANTS = new Ladder(
            Stream.concat(
                            Stream.of(Barriers.nothingOwned(0), Barriers.ownCluster(0), Barriers.namespace(0)),
                            UNITS.stream())
                    .toList(),
            6,
            FREE);

    @Override
    public Assessment assess(Deployment deployment) {
        Parties parties = Parties.of(deployment.topology());
        return Judged.by(parties.areTenants() ? TENANTS : CLUSTERS, parties)
                .withMerits(Merits.of(parties, deployment.reachability()))
                .withImprovements(improvements(parties))
                .withFigures(Map.of(), parties.assumptions());
    }

    private static List<Improvement> improvements(Parties parties) {
        List<Improvement> all = new ArrayList<>(Edits.denyByDefault(parties));
        all.addAll(Edits.ownRoots(parties));
        all.addAll(Edits.withoutCredentials(parties));
        all.addAll(Edits.withoutBundles(parties));
        return all;
    }
}
