package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Topology;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC001",
        name = "failover-without-outlier-detection",
        severity = ERROR,
        summary = "Declared failover has outlier detection",
        message =
                "{service} declares {kind} without outlier detection: Envoy then never finds an endpoint unhealthy, and nothing"
                        + " ever fails over",
        remedy = "Set outlierDetection in the traffic policy of the DestinationRule that declares the failover.",
        source = "Istio, Locality load balancing: Locality failover; DestinationRule, LocalityLoadBalancerSetting",
        reads = {
            "services",
            "services.locality.enabled",
            "services.locality.failover",
            "services.locality.failoverPriority",
            "services.locality.outlierDetection"
        },
        since = "0.1")
final class FailoverWithoutOutlierDetection implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return LocalityPolicy.in(topology)
                .filter(LocalityPolicy::isOn)
                .filter(LocalityPolicy::declaresFailover)
                .flatMap(FailoverWithoutOutlierDetection::judge);
    }

    private static Stream<Outcome> judge(LocalityPolicy policy) {
        Fact<Boolean> detection = policy.outlierDetection();
        if (!detection.isKnown()) {
            return Stream.of(Missing.of(detection.at()));
        }
        return detection.get()
                ? Stream.empty()
                : Stream.of(Violation.of(policy.subject(detection.at()))
                        .with("service", policy.service().name())
                        .with("kind", kindOf(policy))
                        .repairedBy(PatchOperation.replace(detection.at(), true)));
    }

    private static String kindOf(LocalityPolicy policy) {
        if (policy.failover().isEmpty()) {
            return "failoverPriority";
        }
        return policy.failoverPriority().isEmpty() ? "failover" : "failover and failoverPriority";
    }
}
