package dev.sailplan.score.availability;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.Endurance;
import dev.sailplan.failure.Endurance.Loss;
import dev.sailplan.reachability.Failure;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.Merit;
import dev.sailplan.score.Part;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

@DimensionInfo(
        name = "dataPlane",
        family = Family.AVAILABILITY,
        question = "What can be lost before a consumer of a service has no usable endpoint?",
        bands = {
            "some service is lost with one cluster, one gateway or the gateways of one network",
            "every service survives each cluster, each gateway and the gateways of each network",
            "and each zone",
            "and each region",
            "and any two of these at the same time"
        },
        source = "Istio, Deployment Models: Multiple clusters, Locality failover; the endpoint views of the consumers")
final class DataPlaneDimension implements ScoreDimension {

    private static final Set<FailureKind> PARTS =
            EnumSet.of(FailureKind.CLUSTER, FailureKind.GATEWAY, FailureKind.NETWORK);
    private static final Set<FailureKind> ZONES = EnumSet.of(FailureKind.ZONE);
    private static final Set<FailureKind> REGIONS = EnumSet.of(FailureKind.REGION);
    private static final Set<FailureKind> ALL = EnumSet.of(
            FailureKind.CLUSTER, FailureKind.GATEWAY, FailureKind.NETWORK, FailureKind.ZONE, FailureKind.REGION);

    /** What each band but the first adds: failures of these kinds, so many at a time. */
    private record Step(Set<FailureKind> kinds, int size) {}

    private static final List<Step> STEPS =
            List.of(new Step(PARTS, 1), new Step(ZONES, 1), new Step(REGIONS, 1), new Step(ALL, 2));

    private static final int WORTH = 100;
    private static final int MOST_DOUBTS = 100;

    /** Of how many services it is asked which facts would settle their bands; that of one is a fact of many. */
    private static final int MOST_ASKED = 20;

    /** One service, judged. */
    private record Judged(Service service, Part part) {}

    @Override
    public Assessment assess(Deployment deployment) {
        Topology topology = deployment.topology();
        List<Judged> services = topology.services().stream()
                .map(service -> judge(deployment, service))
                .flatMap(Optional::stream)
                .toList();
        if (services.isEmpty()) {
            Pointer at = Pointer.ROOT.field("services");
            return Assessment.between(0, STEPS.size(), "no service is consumed", at, List.of(at))
                    .withMerits(merits(topology, services));
        }
        Part worst = services.stream().map(Judged::part).min(Part.WORST_FIRST).orElseThrow();
        int most = services.stream().mapToInt(each -> each.part().most()).min().orElse(0);
        return Assessment.between(
                        worst.least(),
                        most,
                        worst.name() + ": " + worst.why(),
                        worst.at(),
                        doubts(deployment, services, most))
                .withParts(services.stream().map(Judged::part).toList())
                .withMerits(merits(topology, services))
                .withImprovements(Spreading.improvements(topology, weakest(services, worst.least())));
    }

    /** The facts that keep services below what is possible for all: those of the first few, worst first. */
    private static List<Pointer> doubts(Deployment deployment, List<Judged> services, int most) {
        return services.stream()
                .filter(each -> each.part().least() < most)
                .sorted(Comparator.comparing(Judged::part, Part.WORST_FIRST))
                .limit(MOST_ASKED)
                .map(each -> new Endurance(deployment.reachability(), each.service()))
                .flatMap(endurance -> endurance.doubts().stream())
                .distinct()
                .limit(MOST_DOUBTS)
                .toList();
    }

    private static Optional<Judged> judge(Deployment deployment, Service service) {
        Endurance endurance = new Endurance(deployment.reachability(), service);
        if (!endurance.isConsumed()) {
            return Optional.empty();
        }
        String name = "service " + service.name();
        if (!endurance.mayWork()) {
            String why = "no call of its consumers works, even while nothing has failed";
            return Optional.of(new Judged(service, new Part(name, service.at(), 0, 0, why)));
        }
        int least = reached(0, step -> endurance.threat(step.kinds(), step.size()));
        int most = reached(least, step -> endurance.loss(step.kinds(), step.size()));
        String why = least == STEPS.size()
                ? "it survives any two failures"
                : why(endurance, STEPS.get(least), most == least);
        return Optional.of(new Judged(service, new Part(name, service.at(), least, most, why)));
    }

    /** The band before the first step that something stops. */
    private static int reached(int from, Function<Step, Optional<Loss>> stops) {
        int band = from;
        while (band < STEPS.size() && stops.apply(STEPS.get(band)).isEmpty()) {
            band++;
        }
        return band;
    }

    private static String why(Endurance endurance, Step missed, boolean certain) {
        return endurance
                .threat(missed.kinds(), missed.size())
                .map(loss -> words(loss, certain))
                .orElseThrow();
    }

    private static String words(Loss loss, boolean certain) {
        Cluster client = loss.client();
        String who = client == null ? "nothing of it" : "consumer " + client.name();
        if (loss.failures().isEmpty()) {
            return client == null
                    ? "it is not known where it runs, or who calls it"
                    : "it is not certain that any call of " + who + " works";
        }
        String failures =
                loss.failures().stream().map(DataPlaneDimension::words).collect(Collectors.joining(" and "));
        String doubt = certain ? "" : "certain to be ";
        return client == null
                ? "without " + failures + " nothing of it is " + doubt + "left"
                : "without " + failures + " " + who + " has no endpoint that is " + doubt + "left";
    }

    private static String words(Failure failure) {
        return switch (failure.kind()) {
            case NETWORK -> "the gateways of network " + failure.name();
            case CONTROL_PLANE -> "control plane " + failure.name();
            case API_SERVER -> "the API server of " + failure.name();
            case CERTIFICATE_AUTHORITY -> "the certificate authority of root " + failure.name();
            case ZONE, REGION, CLUSTER, GATEWAY, LINK -> failure.kind() + " " + failure.name();
        };
    }

    /** Fixed in number and worth, and each over all services, so that more of anything never lowers the points. */
    private static List<Merit> merits(Topology topology, List<Judged> judged) {
        List<Service> services = topology.services();
        Pointer at = Pointer.ROOT.field("services");
        long detecting = services.stream()
                .filter(service -> service.locality()
                        .filter(locality -> Boolean.TRUE.equals(locality.outlierDetection()))
                        .isPresent())
                .count();
        long replicated = services.stream()
                .filter(service -> service.workloads().orElse(List.of()).stream()
                                .mapToLong(Workload::replicas)
                                .sum()
                        > 1)
                .count();
        List<Integer> bands =
                judged.stream().map(each -> each.part().least()).sorted().toList();
        int median = bands.isEmpty() ? 0 : bands.get((bands.size() - 1) / 2);
        return List.of(
                share("outlier detection", at, detecting, services.size(), "eject endpoints that fail"),
                share("replicas", at, replicated, services.size(), "have more than one endpoint"),
                new Merit(
                        "median service", at, median, STEPS.size(), "the service in the middle is in band " + median));
    }

    private static Merit share(String fact, Pointer at, long count, int of, String what) {
        int earned = of == 0 ? 0 : (int) (WORTH * count / of);
        return new Merit(fact, at, earned, WORTH, "%d of %d services %s".formatted(count, of, what));
    }

    /** The services that decide the band, if they can be changed: nothing is better than the highest. */
    private static List<Service> weakest(List<Judged> services, int least) {
        return least == STEPS.size()
                ? List.of()
                : services.stream()
                        .filter(each -> each.part().least() == least)
                        .map(Judged::service)
                        .toList();
    }
}
