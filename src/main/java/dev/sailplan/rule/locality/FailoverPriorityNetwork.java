package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Crossing;
import dev.sailplan.reachability.Priorities;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.ReachabilityRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC007",
        name = "failover-priority-network",
        severity = WARNING,
        summary =
                "The labels of failoverPriority are those that the gateways of other networks have, and the version compares them",
        message =
                "The failoverPriority of {services} compares {labels} in vain for clients in {clients} and endpoints on {networks}:"
                        + " {why}, so that all rank alike",
        remedy = "Use failover between regions instead, or only the labels topology.istio.io/network and"
                + " topology.istio.io/cluster; with the network first and others behind it, run 1.31 or newer.",
        source = "Istio release notes 1.31; endpoints of other networks are gateways, without the labels of pods",
        reads = {
            "clusters.apiServer.reachableFrom",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.version",
            "istioVersion",
            "networks.gateways",
            "services",
            "services.locality.distribute",
            "services.locality.enabled",
            "services.locality.failoverPriority",
            "services.workloads"
        },
        since = "0.1")
final class FailoverPriorityNetwork implements ReachabilityRule {

    /** What of a policy decides nothing about endpoints on other networks. */
    private record Idle(Set<String> labels, boolean missing, boolean uncompared) {

        /** What does not work for clients of one version. */
        static Idle of(LocalityPolicy policy, MinorVersion version) {
            List<String> entries = policy.failoverPriority();
            boolean ends = Priorities.endsAtNetwork(entries, version);
            Set<String> labels = new TreeSet<>();
            boolean missing = false;
            boolean uncompared = false;
            for (String entry : entries) {
                boolean lacks = !Priorities.isOnGateways(entry);
                boolean behind = ends && !entry.equals(entries.get(0));
                missing |= lacks;
                uncompared |= behind && !lacks;
                if (lacks || behind) {
                    labels.add(entry);
                }
            }
            return new Idle(labels, missing, uncompared);
        }

        String why() {
            String lacks = "gateways lack the labels of the pods behind them";
            String ends = "before 1.31 comparing ends at the network";
            return missing && uncompared ? lacks + ", and " + ends : missing ? lacks : ends;
        }
    }

    @Override
    public Stream<Outcome> check(Reachability reachability) {
        Set<MinorVersion> versions = reachability.topology().controlPlanes().stream()
                .map(ControlPlane::version)
                .collect(Collectors.toSet());
        Map<Idle, Case> cases = new LinkedHashMap<>();
        Set<Pointer> needs = new LinkedHashSet<>();
        LocalityPolicy.in(reachability.topology())
                .filter(LocalityPolicy::isOn)
                .filter(policy -> policy.distribute().isEmpty())
                .forEach(policy -> {
                    Map<MinorVersion, Idle> idle = idleBy(versions, policy);
                    if (!idle.isEmpty()) {
                        reachability
                                .crossingsOf(policy.service(), client -> true, workload -> true)
                                .forEach(crossing -> judge(policy, idle, crossing, cases, needs));
                    }
                });
        List<Outcome> outcomes = new ArrayList<>();
        cases.forEach((idle, each) -> outcomes.add(each.violation(idle)));
        if (!needs.isEmpty()) {
            outcomes.add(new Missing(List.copyOf(needs)));
        }
        return outcomes.stream();
    }

    /** The versions for whose clients something of a policy is idle. */
    private static Map<MinorVersion, Idle> idleBy(Set<MinorVersion> versions, LocalityPolicy policy) {
        Map<MinorVersion, Idle> idle = new HashMap<>();
        versions.forEach(version -> idle.put(version, Idle.of(policy, version)));
        idle.values().removeIf(each -> each.labels().isEmpty());
        return idle;
    }

    private static void judge(
            LocalityPolicy policy,
            Map<MinorVersion, Idle> idleBy,
            Crossing crossing,
            Map<Idle, Case> cases,
            Set<Pointer> needs) {
        if (isWithoutGateway(crossing)) {
            return;
        }
        Fact<List<Gateway>> gateways = crossing.network().gateways();
        boolean certain = false;
        for (Map.Entry<Idle, List<Crossing.Call>> each :
                callsBy(idleBy, crossing).entrySet()) {
            Set<Cluster> sure = each.getValue().stream()
                    .filter(call -> gateways.isKnown() && call.exists().isYes())
                    .map(call -> call.consumer().cluster())
                    .collect(Collectors.toSet());
            if (!sure.isEmpty()) {
                certain = true;
                cases.computeIfAbsent(each.getKey(), key -> new Case()).add(policy, sure, crossing.network());
            } else {
                each.getValue().forEach(call -> needs.addAll(call.exists().needs()));
                needs.addAll(gateways.isKnown() ? List.of() : List.of(gateways.at()));
            }
        }
        if (!certain) {
            needs.addAll(crossing.needsOfOtherCalls());
        }
    }

    /** The calls of clients for which something is idle, by what it is. */
    private static Map<Idle, List<Crossing.Call>> callsBy(Map<MinorVersion, Idle> idleBy, Crossing crossing) {
        Map<Idle, List<Crossing.Call>> calls = new LinkedHashMap<>();
        crossing.calls()
                .filter(Crossing.Call::isWithinDataPlane)
                .forEach(call -> call.consumer()
                        .cluster()
                        .firstControlPlane()
                        .map(watcher -> idleBy.get(watcher.version()))
                        .ifPresent(idle -> calls.computeIfAbsent(idle, key -> new ArrayList<>())
                                .add(call)));
        return calls;
    }

    /** Without a gateway endpoints are served with their own labels, if at all: GWY001. */
    private static boolean isWithoutGateway(Crossing crossing) {
        boolean placed = !crossing.workloads().isEmpty();
        return placed
                && crossing.network()
                        .gateways()
                        .asOptional()
                        .filter(List::isEmpty)
                        .isPresent();
    }

    /** One way in which labels do not work, and whose. */
    private static final class Case {

        private final Set<LocalityPolicy> policies = new LinkedHashSet<>();
        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<Network> networks = new LinkedHashSet<>();

        void add(LocalityPolicy policy, Set<Cluster> callers, Network network) {
            policies.add(policy);
            clients.addAll(callers);
            networks.add(network);
        }

        Violation violation(Idle idle) {
            List<Subject> subjects = policies.stream()
                    .sorted(Comparator.comparing(policy -> policy.service().name()))
                    .limit(Violation.MOST_SUBJECTS)
                    .map(policy -> policy.subject("failoverPriority"))
                    .toList();
            return Violation.of(subjects)
                    .with(
                            "services",
                            Phrase.of(policies.stream()
                                    .map(LocalityPolicy::service)
                                    .toList()))
                    .with("labels", Phrase.names(idle.labels()))
                    .with("clients", Phrase.of(clients))
                    .with("networks", Phrase.of("network", networks))
                    .with("why", idle.why());
        }
    }
}
