package dev.sailplan.score.isolation;

import dev.sailplan.document.BalancerScope;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.Merit;
import dev.sailplan.score.isolation.Reaches.Reach;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What moves the points of tenancy inside a band. Each is worth as much as any other, and is earned in proportion to the pairs that
 * do not share the thing, or, where it is about gateways, by all of them or not at all.
 */
final class Merits {

    private static final int WORTH = 100;

    private final Parties parties;

    private Merits(Parties parties) {
        this.parties = parties;
    }

    static List<Merit> of(Parties parties, Reachability reachability) {
        Merits merits = new Merits(parties);
        List<Merit> all = new ArrayList<>();
        all.add(merits.apart("control planes", Extent::sharesControlWith));
        all.add(merits.apart("API-server credentials", (one, other) -> one.reads(other) || other.reads(one)));
        all.add(merits.apart("roots", Extent::sharesRootWith));
        all.add(merits.apart("networks", Extent::sharesNetworkWith));
        all.add(merits.apart("namespaces of one name in one mesh", Extent::sharesNamespaceWith));
        all.add(merits.apart("calls denied unless listed", (one, other) -> one.open() || other.open()));
        all.add(merits.reach(reachability));
        all.add(merits.gateways("gateways that expose no more than they must", gateway -> !gateway.coversEveryHost()));
        all.add(merits.gateways("gateways that are not public", Merits::isInternal));
        return all;
    }

    private static boolean isInternal(Gateway gateway) {
        return gateway.loadBalancerScope()
                .asOptional()
                .filter(scope -> scope == BalancerScope.INTERNAL)
                .isPresent();
    }

    /** Earned by the pairs that certainly do not share something. */
    private Merit apart(String fact, BiPredicate<Extent, Extent> shares) {
        List<Party> all = parties.all();
        long pairs = 0;
        long apart = 0;
        for (int i = 1; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs++;
                apart += shares.test(all.get(i).possible(), all.get(j).possible()) ? 0 : 1;
            }
        }
        return merit(fact, apart, pairs, "pairs are apart");
    }

    /** Earned by the ordered pairs of which the first can call nothing of the second unlisted. */
    private Merit reach(Reachability reachability) {
        int size = parties.all().size();
        long pairs = (long) size * (size - 1);
        long open = 0;
        if (parties.areSeveral()) {
            open = new Reaches(parties, reachability)
                    .all().stream().mapToInt(Reach::openTo).sum();
        }
        return merit("reach", pairs - open, pairs, "directions let no unlisted call through");
    }

    private Merit merit(String fact, long good, long all, String noun) {
        int earned = all == 0 ? 0 : (int) (WORTH * good / all);
        return new Merit(fact, parties.place(), earned, WORTH, good + " of " + all + " " + noun);
    }

    private Merit gateways(String fact, Predicate<Gateway> isGood) {
        List<Network> networks = parties.ground().topology().networks();
        boolean known = networks.stream().allMatch(network -> network.gateways().isKnown());
        List<Gateway> bad = networks.stream()
                .flatMap(network -> network.gateways().orElse(List.of()).stream())
                .filter(gateway -> gateway.exposes(Exposure.SERVICES) && !isGood.test(gateway))
                .sorted(Comparator.comparing(Gateway::name))
                .toList();
        Pointer at = bad.isEmpty() ? Pointer.ROOT.field("networks") : bad.get(0).at();
        String why = !known
                ? "the gateways of some network are not known"
                : bad.isEmpty() ? "so are all" : bad.get(0).name() + " is none, and " + (bad.size() - 1) + " more";
        return new Merit(fact, at, known && bad.isEmpty() ? WORTH : 0, WORTH, why);
    }
}
