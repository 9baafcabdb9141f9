package dev.sailplan.rule.requirement;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.failure.Estimate;
import dev.sailplan.failure.Estimate.Estimated;
import dev.sailplan.failure.Estimate.Known;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Topology;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "REQ002",
        name = "availability-below-requirement",
        severity = WARNING,
        summary = "Calls of every consumed service succeed as often as is required, as far as that can be estimated",
        message = "Requirements ask for an availability of {required} %, but calls of service {service} from {consumer}"
                + " succeed with an estimated {estimated} %, which is {minutes} minutes a month without{others}",
        remedy =
                "Run the service in more places that do not fail together and that its consumers reach, over more than one"
                        + " gateway; state a failure model of your own if yours fail less often; or require less.",
        source = "Sailplan's topology format: requirements; Sailplan's estimate, docs/scores/estimate.md",
        reads = {
            "clusters.apiServer.address",
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "clusters.podCidrs",
            "clusters.region",
            "clusters.zones",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.loadBalancer.layer",
            "networks.gateways.zones",
            "requirements.availability",
            "services",
            "services.definedIn",
            "services.workloads",
            "services.workloads.zone"
        },
        since = "0.1")
final class AvailabilityBelowRequirement implements ReachabilityRule {

    private static final Pointer PLACE = Pointer.ROOT.field("requirements").field("availability");
    private static final Pointer SERVICES = Pointer.ROOT.field("services");

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        return check(reachability, FailureModel.DEFAULT);
    }

    @Override
    public Stream<Outcome> check(Reachability reachability, FailureModel model) {
        return reachability.topology().requirements().map(RequirementsDocument::availability).stream()
                .flatMap(required -> judge(required, Estimate.of(reachability, model), reachability.topology()));
    }

    /** What takes too long to be estimated is not evaluated, as what is not consumed. */
    private static Stream<Outcome> judge(BigDecimal required, Estimate estimate, Topology topology) {
        if (!(estimate instanceof Known known) || known.services().isEmpty()) {
            return Stream.of(new Missing(List.of(SERVICES)));
        }
        List<Estimated> below = known.services().stream()
                .filter(each -> percent(each.most()).compareTo(required) < 0)
                .toList();
        if (!below.isEmpty()) {
            return Stream.of(violation(required, below, topology));
        }
        List<Pointer> doubts = known.services().stream()
                .filter(each -> percent(each.least()).compareTo(required) < 0)
                .map(each -> each.service().at().field("workloads"))
                .limit(Violation.MOST_SUBJECTS)
                .toList();
        return doubts.isEmpty() ? Stream.empty() : Stream.of(new Missing(doubts));
    }

    private static Violation violation(BigDecimal required, List<Estimated> below, Topology topology) {
        Estimated worst = below.get(0);
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(PLACE, topology.id()));
        below.stream()
                .limit(Violation.MOST_SUBJECTS)
                .forEach(each -> subjects.add(each.service().subject()));
        int others = below.size() - 1;
        return Violation.of(subjects)
                .with("required", text(required))
                .with("service", worst.service().name())
                .with("consumer", worst.consumer())
                .with("estimated", text(percent(worst.least())))
                .with("minutes", worst.minutesPerMonth())
                .with("services", below.size())
                .with(
                        "others",
                        others == 0 ? "" : "; and calls of " + others + " more service" + (others == 1 ? "" : "s"));
    }

    private static BigDecimal percent(double probability) {
        return BigDecimal.valueOf(probability).movePointRight(2);
    }

    private static String text(BigDecimal percent) {
        return percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString();
    }
}
