package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC004",
        name = "port-name-differs",
        severity = ERROR,
        summary = "The ports of a service have the same name, number and protocol in every cluster",
        message = "{service} has {ports} in {clusters} instead of {usual} in {others}; {consequence}",
        remedy = "Give the ports of the service the same name, number and protocol in every cluster.",
        source = "istioctl analyze, IST0170 (MultiClusterInconsistentService); endpoints are matched by port name",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "meshes.dataPlane",
            "services",
            "services.definedIn",
            "services.definedIn.ports",
            "services.definedIn.ports.name",
            "services.definedIn.ports.number",
            "services.definedIn.ports.protocol",
            "services.definedIn.scope",
            "services.ports",
            "services.ports.name",
            "services.ports.number",
            "services.ports.protocol",
            "services.scope"
        },
        since = "0.1")
final class PortNameDiffers implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.services().stream().flatMap(PortNameDiffers::judge);
    }

    /** What an object and its ports are. */
    private record Listed(ServiceObject object, PortList ports) {}

    private static Stream<Outcome> judge(Service service) {
        List<ServiceObject> objects = MergedObjects.of(service);
        if (objects.stream().allMatch(object -> object.ports().isEmpty())) {
            return Stream.empty();
        }
        List<Listed> listed = new ArrayList<>();
        for (ServiceObject object : objects) {
            PortList.of(object, service).ifPresent(ports -> listed.add(new Listed(object, ports)));
        }
        PortList usual = usual(service, listed);
        Set<Pointer> needs = new LinkedHashSet<>();
        if (listed.size() < objects.size()) {
            needs.add(service.ports().at());
        }
        Map<List<String>, List<Listed>> deviating = new LinkedHashMap<>();
        for (Listed each : listed) {
            Judgement alike = each.ports().isLike(usual);
            needs.addAll(alike.needs());
            if (alike.isNo()) {
                deviating
                        .computeIfAbsent(each.ports().labels(), key -> new ArrayList<>())
                        .add(each);
            }
        }
        Stream<Outcome> unknown = needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(List.copyOf(needs)));
        Set<Cluster> others = new LinkedHashSet<>();
        listed.stream()
                .filter(each -> each.ports().isLike(usual).isYes())
                .forEach(each -> others.add(each.object().cluster()));
        return Stream.concat(unknown, deviating.values().stream().map(same -> violation(service, same, usual, others)));
    }

    private static PortList usual(Service service, List<Listed> listed) {
        Optional<PortList> own = PortList.of(service);
        List<String> labels = MergedObjects.usual(
                listed.stream().map(each -> each.ports().labels()).toList(),
                own.map(PortList::labels).orElse(null));
        return Stream.concat(own.stream(), listed.stream().map(Listed::ports))
                .filter(list -> list.labels().equals(labels))
                .findFirst()
                .orElseThrow();
    }

    private static Violation violation(Service service, List<Listed> same, PortList usual, Set<Cluster> others) {
        PortList ports = same.get(0).ports();
        List<Subject> subjects = same.stream()
                .limit(Violation.MOST_SUBJECTS)
                .map(each -> new Subject(each.ports().at(), service.id()))
                .toList();
        return Violation.of(subjects)
                .with("service", service.name())
                .with("ports", ports.without(usual))
                .with(
                        "clusters",
                        Phrase.of(
                                "cluster",
                                same.stream()
                                        .map(each -> each.object().cluster())
                                        .toList()))
                .with("usual", usual.without(ports))
                .with("others", Phrase.of("cluster", others))
                .with("consequence", consequence(ports, usual));
    }

    private static String consequence(PortList ports, PortList usual) {
        return ports.names().equals(usual.names())
                ? "for each client the list of one cluster applies to all, and nothing is reported"
                : "ports are matched by name, and endpoints that have none of the name are left out without a word";
    }
}
