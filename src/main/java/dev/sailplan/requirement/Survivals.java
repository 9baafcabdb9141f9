package dev.sailplan.requirement;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.Endurance;
import dev.sailplan.failure.Endurance.Loss;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.requirement.Breach.ServiceLost;
import dev.sailplan.requirement.Doubt.Cause;
import dev.sailplan.requirement.Survival.Breaks;
import dev.sailplan.requirement.Survival.Open;
import dev.sailplan.requirement.Survival.Survives;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges whether a deployment survives any single failure of a kind: all consumed services, and control of all clusters. */
public final class Survivals {

    /** What takes away control, and not the calls that are going on. */
    private static final Set<FailureKind> OF_CONTROL = EnumSet.of(FailureKind.CONTROL_PLANE, FailureKind.API_SERVER);

    private static final Pointer SERVICES = Pointer.ROOT.field("services");
    private static final Pointer TRAFFIC = Pointer.ROOT.field("traffic");

    private final Reachability reachability;
    private final ControlSurvival control;
    private final boolean briefly;

    private Survivals(Reachability reachability, boolean briefly) {
        this.reachability = reachability;
        this.control = new ControlSurvival(reachability);
        this.briefly = briefly;
    }

    /** One answer for each kind, in their order, with the first breach and the facts for want of which the first service is in doubt. */
    public static List<Survival> first(Reachability reachability, Collection<FailureKind> kinds) {
        return new Survivals(reachability, true).judge(kinds);
    }

    /** The same with every service and cluster that is lost, and the facts of many that are in doubt. */
    public static List<Survival> all(Reachability reachability, Collection<FailureKind> kinds) {
        return new Survivals(reachability, false).judge(kinds);
    }

    private List<Survival> judge(Collection<FailureKind> kinds) {
        Set<FailureKind> ofServices = EnumSet.noneOf(FailureKind.class);
        ofServices.addAll(kinds);
        ofServices.removeAll(OF_CONTROL);
        if (kinds.contains(FailureKind.CONTROL_PLANE) && control.changesHands()) {
            ofServices.add(FailureKind.CONTROL_PLANE);
        }
        Map<FailureKind, Survival> results = judgeServices(ofServices);
        kinds.stream()
                .filter(OF_CONTROL::contains)
                .forEach(kind -> results.compute(kind, (key, services) -> judgeControl(kind, services)));
        return List.copyOf(results.values());
    }

    private Map<FailureKind, Survival> judgeServices(Set<FailureKind> kinds) {
        Map<FailureKind, Survival> results = new EnumMap<>(FailureKind.class);
        Tally tally = new Tally(kinds, briefly);
        List<Service> services = new ArrayList<>(reachability.topology().services());
        services.sort(Comparator.comparing(service -> service.id().toString()));
        for (Service service : services) {
            if (tally.undecided.isEmpty()) {
                break;
            }
            tally.add(service, new Endurance(reachability, service));
        }
        kinds.forEach(kind -> results.put(kind, tally.resultOf(kind, services.isEmpty() ? SERVICES : TRAFFIC)));
        return results;
    }

    /**
     * Judges control and what was found about services together.
     *
     * @param services null if failures of the kind change nothing for them
     */
    private Survival judgeControl(FailureKind kind, @Nullable Survival services) {
        Optional<Pointer> nothing = control.nothing();
        if (nothing.isPresent()) {
            return new Open(kind, Doubt.of(Cause.NO_MEMBER, List.of(nothing.get())));
        }
        List<Breach> breaches = new ArrayList<>(control.breaches(kind));
        if (services instanceof Breaks breaks) {
            breaches.addAll(breaks.breaches());
        }
        if (!breaches.isEmpty()) {
            return new Breaks(kind, breaches);
        }
        Set<Pointer> doubts = kind == FailureKind.API_SERVER ? control.doubtsOfConfiguration() : Set.of();
        if (!doubts.isEmpty()) {
            return new Open(kind, Doubt.of(Cause.CONFIGURATION, doubts));
        }
        return services instanceof Open open && open.doubt().cause() == Cause.SURVIVAL ? open : new Survives(kind);
    }

    /** What is known so far of each kind: what is lost and, if nothing is, what may be. */
    private static final class Tally {

        /** Whoever states the facts of so many services knows more. */
        private static final int MOST_IN_DOUBT = 100;

        private final boolean briefly;
        private final Set<FailureKind> undecided = EnumSet.noneOf(FailureKind.class);
        private final Map<FailureKind, List<Breach>> breaches = new EnumMap<>(FailureKind.class);
        private final Map<FailureKind, Threats> threats = new EnumMap<>(FailureKind.class);
        private boolean consumed;

        Tally(Set<FailureKind> kinds, boolean briefly) {
            this.briefly = briefly;
            undecided.addAll(kinds);
            for (FailureKind kind : kinds) {
                breaches.put(kind, new ArrayList<>());
                threats.put(kind, new Threats(briefly ? 1 : MOST_IN_DOUBT));
            }
        }

        void add(Service service, Endurance endurance) {
            if (endurance.isConsumed()) {
                consumed = true;
                List.copyOf(undecided).forEach(kind -> judge(kind, service, endurance));
            }
        }

        private void judge(FailureKind kind, Service service, Endurance endurance) {
            List<Breach> known = breaches.computeIfAbsent(kind, key -> new ArrayList<>());
            Optional<Breach> breach = breachOf(kind, service, endurance);
            breach.ifPresent(known::add);
            if (briefly && breach.isPresent()) {
                undecided.remove(kind);
            } else if (known.isEmpty()) {
                threats.computeIfAbsent(kind, key -> new Threats(1)).add(kind, service, endurance);
            }
        }

        Survival resultOf(FailureKind kind, Pointer nothing) {
            List<Breach> certain = breaches.getOrDefault(kind, List.of());
            if (!certain.isEmpty()) {
                return new Breaks(kind, certain);
            }
            if (!consumed) {
                return new Open(kind, Doubt.of(Cause.NO_CONSUMER, List.of(nothing)));
            }
            return Optional.ofNullable(threats.get(kind))
                    .flatMap(Threats::doubt)
                    .<Survival>map(doubt -> new Open(kind, doubt))
                    .orElseGet(() -> new Survives(kind));
        }
    }

    /** Control takes nothing away from what does not work anyway. */
    private static Optional<Breach> breachOf(FailureKind kind, Service service, Endurance endurance) {
        if (endurance.mayWork()) {
            return endurance
                    .loss(Set.of(kind), 1)
                    .map(loss -> new ServiceLost(loss.failures(), service, loss.client()));
        }
        return OF_CONTROL.contains(kind) ? Optional.empty() : Optional.of(new ServiceLost(List.of(), service, null));
    }

    /** The services that may be lost by a kind of failure. */
    private static final class Threats {

        private final int most;
        private final Set<Pointer> facts = new TreeSet<>();
        private final List<Doubt> doubts = new ArrayList<>(1);
        private int found;

        Threats(int most) {
            this.most = most;
        }

        void add(FailureKind kind, Service service, Endurance endurance) {
            Optional<Loss> threat =
                    found < most && endurance.mayWork() ? endurance.threat(Set.of(kind), 1) : Optional.empty();
            threat.ifPresent(loss -> {
                found++;
                facts.addAll(endurance.doubts());
                if (doubts.isEmpty()) {
                    doubts.add(Doubt.of(service, loss.failures(), List.of()));
                }
            });
        }

        /** That of the first of them, with the facts of all. */
        Optional<Doubt> doubt() {
            return doubts.stream()
                    .findFirst()
                    .map(first -> new Doubt(first.cause(), first.service(), first.failures(), List.copyOf(facts)));
        }
    }
}
