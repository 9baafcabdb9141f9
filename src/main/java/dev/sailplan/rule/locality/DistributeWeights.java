package dev.sailplan.rule.locality;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DistributeDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Priorities;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

@RuleInfo(
        code = "LOC008",
        name = "distribute-weights",
        severity = ERROR,
        summary =
                "Weights are from 1 to 100 and add up to 100, localities do not overlap and end in at most one *, and failover is"
                        + " not combined with failoverPriority by region, zone or subzone",
        message = "The locality policy of {service} is not valid: {problem}",
        remedy =
                "Give each locality a weight from 1 to 100, 100 in all; name each locality once, with * only in place of its last"
                        + " part; and order by region, zone and subzone either in failover or in failoverPriority.",
        source = "Istio, DestinationRule: LocalityLoadBalancerSetting, and its validation",
        reads = {
            "services",
            "services.locality.distribute",
            "services.locality.distribute.to.*",
            "services.locality.distribute.to.*~1a",
            "services.locality.distribute.to.eu",
            "services.locality.distribute.to.eu-north-1",
            "services.locality.distribute.to.eu-north-1~1*",
            "services.locality.distribute.to.eu-south-1",
            "services.locality.distribute.to.eu-south-1~1*",
            "services.locality.distribute.to.eu~1*",
            "services.locality.distribute.to.eu~1b",
            "services.locality.distribute.to.us",
            "services.locality.distribute.to.us-*",
            "services.locality.distribute.to.us~1*",
            "services.locality.distribute.to.us~1*~1rack",
            "services.locality.distribute.to.us~1a",
            "services.locality.distribute.to.us~1a~1rack",
            "services.locality.distribute.to.us~1a~1rack1",
            "services.locality.distribute.to.us~1b",
            "services.locality.distribute.to.us~1~1rack",
            "services.locality.failover",
            "services.locality.failoverPriority"
        },
        since = "0.1")
final class DistributeWeights implements TopologyRule {

    private static final int ALL = 100;
    private static final String REFUSED = ", and Istio refuses the DestinationRule";

    @Override
    public Stream<Outcome> check(Topology topology) {
        return LocalityPolicy.in(topology).flatMap(policy -> new Case(policy).violations());
    }

    /** What is wrong with one policy. */
    private static final class Case {

        private final LocalityPolicy policy;
        private final List<Outcome> found = new ArrayList<>();

        Case(LocalityPolicy policy) {
            this.policy = policy;
        }

        Stream<Outcome> violations() {
            Map<Pointer, LocalityPattern> sources = new LinkedHashMap<>();
            List<DistributeDocument> entries = policy.distribute();
            for (int i = 0; i < entries.size(); i++) {
                Pointer at = policy.at("distribute").index(i);
                sources.put(
                        at.field("from"),
                        LocalityPattern.of(Objects.requireNonNull(entries.get(i).from())));
                checkTargets(entries.get(i), at);
            }
            checkPatterns(sources, "as sources");
            checkPriorities();
            return found.stream();
        }

        private void checkTargets(DistributeDocument entry, Pointer entryAt) {
            Pointer at = entryAt.field("to");
            Map<String, Integer> weights = new TreeMap<>(Objects.requireNonNull(entry.to()));
            Map<Pointer, LocalityPattern> targets = new LinkedHashMap<>();
            weights.keySet().forEach(locality -> targets.put(at.field(locality), LocalityPattern.of(locality)));
            checkWeights(entry, weights, at);
            checkPatterns(targets, "in the shares of " + entry.from());
        }

        private void checkWeights(DistributeDocument entry, Map<String, Integer> weights, Pointer at) {
            List<Subject> outside = new ArrayList<>();
            List<String> names = new ArrayList<>();
            long sum = 0;
            for (Map.Entry<String, Integer> weight : weights.entrySet()) {
                sum += weight.getValue();
                if (weight.getValue() < 1 || weight.getValue() > ALL) {
                    outside.add(policy.subject(at.field(weight.getKey())));
                    names.add(weight.getKey() + " (" + weight.getValue() + ")");
                }
            }
            if (!outside.isEmpty()) {
                add(
                        outside,
                        "from " + entry.from() + " a weight is not from 1 to 100: " + Phrase.names(names) + REFUSED);
            } else if (sum != ALL) {
                add(
                        List.of(policy.subject(at)),
                        "the weights from " + entry.from() + " add up to " + sum + ", not to 100" + REFUSED);
            }
        }

        private void checkPatterns(Map<Pointer, LocalityPattern> patterns, String where) {
            patterns.forEach((at, pattern) -> pattern.fault()
                    .ifPresent(fault -> add(List.of(policy.subject(at)), "locality " + pattern.text() + " " + fault)));
            for (Map<Pointer, LocalityPattern> group : LocalityPattern.overlaps(patterns)) {
                List<String> texts =
                        group.values().stream().map(LocalityPattern::text).toList();
                add(
                        group.keySet().stream()
                                .limit(Violation.MOST_SUBJECTS)
                                .map(policy::subject)
                                .toList(),
                        "localities overlap " + where + ": " + Phrase.names(texts)
                                + "; Istio may refuse the DestinationRule or not, depending on their order");
            }
        }

        private void checkPriorities() {
            List<String> labels = policy.failoverPriority().stream()
                    .filter(Priorities::comparesLocality)
                    .toList();
            if (!labels.isEmpty() && !policy.failover().isEmpty()) {
                add(
                        List.of(policy.subject("failoverPriority"), policy.subject("failover")),
                        "failoverPriority by " + Phrase.names(labels) + " excludes failover" + REFUSED);
            }
        }

        private void add(List<Subject> subjects, String problem) {
            found.add(Violation.of(subjects)
                    .with("service", policy.service().name())
                    .with("problem", problem));
        }
    }
}
