package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.isolation.Callables.Alike;
import dev.sailplan.score.isolation.Callables.Callable;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which services of others each party can call.
 *
 * <p>A service is within reach if policy allows the call and the caller is given an endpoint of it: one in a cluster it is in
 * itself, one that its control plane discovers and that leaves its cluster, or one that is exported to its mesh by name. What
 * becomes of calls on the way (links, gateways, certificates) is not asked, as it is not there to keep tenants apart.
 */
final class Reaches {

    static final int EVERYTHING = 0;
    static final int UNLISTED = 1;
    static final int LISTED = 2;
    static final int NOTHING = 3;

    /** How much of the services of one other party is within reach. */
    private static final class Tally {

        private int services;
        private int callable;
        private int unlisted;
        private int outOfReach;

        void add(int count, boolean isCallable, boolean isUnlisted, boolean isOutOfReach) {
            services += count;
            callable += isCallable ? count : 0;
            unlisted += isUnlisted ? count : 0;
            outOfReach += isOutOfReach ? count : 0;
        }

        int band() {
            if (unlisted > 0) {
                return outOfReach == 0 ? EVERYTHING : UNLISTED;
            }
            return callable > 0 ? LISTED : NOTHING;
        }
    }

    /**
     * What one party can call.
     *
     * @param least its band if unknown facts are unfavourable
     * @param most its band if they are favourable
     * @param services how many services others have, or may have
     * @param callable how many of those it can call, or may be able to
     * @param unlisted how many of these nobody listed it for
     * @param openTo how many other parties it can call unlisted, or may be able to
     * @param worstOf the number of the party whose services it can call most freely; its own if it can call none
     */
    record Reach(int least, int most, int services, int callable, int unlisted, int openTo, int worstOf) {}

    /** The clusters a control plane reads: for certain and possibly. */
    private record Sight(BitSet certain, BitSet possible) {

        BitSet get(boolean optimistic) {
            return optimistic ? possible : certain;
        }
    }

    private final Parties parties;
    private final Reachability reachability;
    private final List<Alike> services;
    private final Map<ControlPlane, Sight> sights = new HashMap<>();
    private final List<Reach> reaches = new ArrayList<>();

    Reaches(Parties parties, Reachability reachability) {
        this.parties = parties;
        this.reachability = reachability;
        this.services = Callables.of(parties, reachability);
        for (int number = 0; number < parties.all().size(); number++) {
            reaches.add(reachOf(new Caller(number)));
        }
    }

    /** By the number of the party. */
    List<Reach> all() {
        return reaches;
    }

    private Sight sightOf(ControlPlane watcher) {
        return sights.computeIfAbsent(watcher, key -> {
            Sight sight = new Sight(new BitSet(), new BitSet());
            for (int number = 0; number < parties.ground().clusters().size(); number++) {
                Judgement sees = reachability
                        .discovery()
                        .sees(watcher, parties.ground().clusters().at(number));
                sight.certain().set(number, sees.isYes());
                sight.possible().set(number, !sees.isNo());
            }
            return sight;
        });
    }

    private Reach reachOf(Caller caller) {
        Tally[] feared = new Tally[parties.all().size()];
        Tally[] sure = new Tally[parties.all().size()];
        Tally all = new Tally();
        for (Alike alike : services) {
            if (!caller.owns(alike.terms()) && !alike.terms().possibleOwners().isEmpty()) {
                count(caller, alike, all, feared, sure);
            }
        }
        return sumUp(caller, feared, sure, all);
    }

    private static void count(Caller caller, Alike alike, Tally all, Tally[] feared, Tally[] sure) {
        Callable terms = alike.terms();
        boolean may = caller.mayCall(terms);
        boolean mayUnlisted = may && caller.mayBeUnlisted(terms);
        boolean does = may && caller.certainlyCalls(terms);
        boolean doesUnlisted = does && caller.isUnlisted(terms);
        boolean othersForSure = !terms.possibleOwners().get(caller.number);
        all.add(alike.size(), may, mayUnlisted, !may);
        BitSet owners = terms.possibleOwners();
        for (int owner = owners.nextSetBit(0); owner >= 0; owner = owners.nextSetBit(owner + 1)) {
            if (owner != caller.number) {
                boolean certain = othersForSure && terms.owners().get(owner);
                tallyOf(owner, feared).add(alike.size(), may, mayUnlisted, certain && !may);
                tallyOf(owner, sure).add(alike.size(), certain && does, certain && doesUnlisted, !(certain && does));
            }
        }
    }

    private static Tally tallyOf(int owner, Tally[] tallies) {
        if (tallies[owner] == null) {
            tallies[owner] = new Tally();
        }
        return tallies[owner];
    }

    private Reach sumUp(Caller caller, Tally[] feared, Tally[] sure, Tally all) {
        int least = NOTHING;
        int most = NOTHING;
        int openTo = 0;
        int worstOf = caller.number;
        for (int owner = 0; owner < feared.length; owner++) {
            if (feared[owner] != null) {
                int band = feared[owner].band();
                boolean firstByName =
                        band == least && band < NOTHING && nameOf(owner).compareTo(nameOf(worstOf)) < 0;
                worstOf = band < least || firstByName ? owner : worstOf;
                least = Math.min(least, band);
                most = Math.min(most, sure[owner].band());
                openTo += band < LISTED ? 1 : 0;
            }
        }
        return new Reach(least, most, all.services, all.callable, all.unlisted, openTo, worstOf);
    }

    private String nameOf(int number) {
        return parties.all().get(number).name();
    }

    /** The facts for want of which the bands of some parties are not certain. */
    Set<Pointer> unknown(int possible) {
        Open open = new Open();
        for (int number = 0; number < reaches.size(); number++) {
            if (reaches.get(number).least() < possible) {
                open.add(new Caller(number));
            }
        }
        return open.facts();
    }

    /** What is not certain of callers, collected by number because many lack the same facts. */
    private final class Open {

        private final BitSet alike = new BitSet();
        private final BitSet places = new BitSet();
        private final BitSet owners = new BitSet();
        private final Set<ControlPlane> watchers = new LinkedHashSet<>();
        private final Set<Pointer> facts = new HashSet<>();

        void add(Caller caller) {
            boolean any = false;
            for (int number = 0; number < services.size(); number++) {
                Callable terms = services.get(number).terms();
                if (!caller.owns(terms) && caller.isOpen(terms)) {
                    alike.set(number);
                    places.or(terms.possiblyOffering());
                    owners.or(terms.possibleOwners());
                    any = true;
                }
            }
            if (any) {
                addOf(caller);
            }
        }

        private void addOf(Caller caller) {
            if (caller.party.element() instanceof Tenant tenant && !caller.calleesKnown) {
                facts.add(tenant.mayCall().at());
            }
            facts.addAll(caller.party.needs().getOrDefault(Need.PLACES, List.of()));
            caller.clusters(caller.party.possible())
                    .forEach(client -> client.firstControlPlane().ifPresent(watchers::add));
        }

        Set<Pointer> facts() {
            alike.stream().forEach(number -> facts.addAll(services.get(number).unknown()));
            owners.stream()
                    .mapToObj(owner -> parties.all().get(owner).needs())
                    .forEach(needs -> facts.addAll(needs.getOrDefault(Need.DEFAULT_DENY, List.of())));
            for (ControlPlane watcher : watchers) {
                Sight sight = sightOf(watcher);
                BitSet unsure = (BitSet) sight.possible().clone();
                unsure.andNot(sight.certain());
                unsure.and(places);
                unsure.stream()
                        .mapToObj(parties.ground().clusters()::at)
                        .forEach(place -> facts.addAll(
                                reachability.discovery().sees(watcher, place).needs()));
            }
            return facts;
        }
    }

    /** A party that calls. */
    private final class Caller {

        private final int number;
        private final Party party;
        private final BitSet seen = new BitSet();
        private final BitSet possiblySeen = new BitSet();
        private final BitSet callees = new BitSet();
        private final boolean calleesKnown;

        Caller(int number) {
            this.number = number;
            this.party = parties.all().get(number);
            clusters(party.certain())
                    .forEach(cluster -> cluster.firstControlPlane()
                            .ifPresent(watcher -> seen.or(sightOf(watcher).certain())));
            clusters(party.possible())
                    .forEach(cluster -> cluster.firstControlPlane()
                            .ifPresent(
                                    watcher -> possiblySeen.or(sightOf(watcher).possible())));
            this.calleesKnown = !(party.element() instanceof Tenant tenant)
                    || tenant.mayCall().isKnown();
            addCallees();
        }

        private void addCallees() {
            if (party.element() instanceof Tenant tenant) {
                Set<Tenant> listed = new HashSet<>(tenant.mayCall().orElse(List.of()));
                for (int each = 0; each < parties.all().size(); each++) {
                    callees.set(
                            each, parties.all().get(each).element() instanceof Tenant other && listed.contains(other));
                }
            }
        }

        private List<Cluster> clusters(Extent extent) {
            return extent.clusters().stream()
                    .mapToObj(parties.ground().clusters()::at)
                    .toList();
        }

        boolean owns(Callable service) {
            return service.owners().get(number);
        }

        boolean mayCall(Callable service) {
            return mayBeAllowed(service) && isGiven(service, true);
        }

        boolean certainlyCalls(Callable service) {
            return isAllowed(service) && isGiven(service, false);
        }

        private boolean mayBeAllowed(Callable service) {
            BitSet allowed = service.allowed();
            return allowed != null ? allowed.get(number) : !service.denies() || mayBeListed(service);
        }

        private boolean isAllowed(Callable service) {
            BitSet allowed = service.allowed();
            return allowed != null ? allowed.get(number) : !service.mayDeny() || isListed(service);
        }

        private boolean isListed(Callable service) {
            return service.allowed() != null || callees.intersects(service.owners());
        }

        private boolean mayBeListed(Callable service) {
            return service.allowed() != null || !calleesKnown || callees.intersects(service.possibleOwners());
        }

        boolean mayBeUnlisted(Callable service) {
            return !service.denies() && !isListed(service);
        }

        boolean isUnlisted(Callable service) {
            return !mayBeListed(service);
        }

        /** Whether its control planes give it endpoints. */
        private boolean isGiven(Callable service, boolean possible) {
            Extent extent = possible ? party.possible() : party.certain();
            if (extent.clusters().intersects(possible ? service.possiblyRunning() : service.running())
                    || extent.clusters().intersects(service.importing())) {
                return true;
            }
            BitSet offering = possible ? service.possiblyOffering() : service.offering();
            Service secluded = service.secluded();
            return (possible ? possiblySeen : seen).intersects(offering)
                    && (secluded == null || isGivenInSpiteOfScope(secluded, extent, offering, possible));
        }

        private boolean isGivenInSpiteOfScope(Service service, Extent extent, BitSet offering, boolean possible) {
            for (Cluster client : clusters(extent)) {
                BitSet found = client.firstControlPlane()
                        .map(watcher -> (BitSet) sightOf(watcher).get(possible).clone())
                        .orElseGet(BitSet::new);
                found.and(offering);
                boolean given = found.stream()
                        .mapToObj(parties.ground().clusters()::at)
                        .anyMatch(from ->
                                reachability.seclusion(service, from, client).isEmpty());
                if (given) {
                    return true;
                }
            }
            return false;
        }

        boolean isOpen(Callable service) {
            return !service.owners().equals(service.possibleOwners())
                    || mayCall(service) != certainlyCalls(service)
                    || mayBeUnlisted(service) != isUnlisted(service);
        }
    }
}
