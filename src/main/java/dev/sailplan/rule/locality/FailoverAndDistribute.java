package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Topology;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC002",
        name = "failover-and-distribute",
        severity = ERROR,
        summary = "A locality policy declares failover or a distribution, not both",
        message = "{service} declares both {failover} and distribute: {consequence}",
        remedy = "Keep one: failover to stay local until endpoints fail, distribute for fixed shares at all times.",
        source = "Istio, DestinationRule: LocalityLoadBalancerSetting",
        reads = {
            "services",
            "services.locality.distribute",
            "services.locality.enabled",
            "services.locality.failover",
            "services.locality.failoverPriority"
        },
        since = "0.1")
final class FailoverAndDistribute implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return LocalityPolicy.in(topology)
                .filter(policy -> !policy.distribute().isEmpty())
                .flatMap(FailoverAndDistribute::judge);
    }

    private static Stream<Outcome> judge(LocalityPolicy policy) {
        if (!policy.failover().isEmpty()) {
            return Stream.of(
                    violation(policy, "failover", "Istio refuses the DestinationRule, so that neither is in effect"));
        }
        return policy.isOn() && !policy.failoverPriority().isEmpty()
                ? Stream.of(violation(
                        policy,
                        "failoverPriority",
                        "Istio accepts this and ignores the priorities, so that nothing fails over"))
                : Stream.empty();
    }

    private static Violation violation(LocalityPolicy policy, String failover, String consequence) {
        return Violation.of(policy.subject(failover), policy.subject("distribute"))
                .with("service", policy.service().name())
                .with("failover", failover)
                .with("consequence", consequence);
    }
}
