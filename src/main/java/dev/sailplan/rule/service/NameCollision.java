package dev.sailplan.rule.service;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "SVC007",
        name = "name-collision",
        severity = ERROR,
        summary = "Two services of one mesh do not share namespace and name",
        message =
                "{count} services{mesh} are called {service}; Istio takes them for one and balances calls over the workloads"
                        + " of all",
        remedy = "Rename all but one, move them to other namespaces, or give them a mesh of their own; if they are one"
                + " service, declare it once with all its workloads.",
        source = "Istio, Deployment Models: Single mesh; Namespace tenancy",
        reads = {"services"},
        since = "0.1")
final class NameCollision implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<String, List<Service>> byName = new LinkedHashMap<>();
        topology.services()
                .forEach(service -> byName.computeIfAbsent(keyOf(service), key -> new ArrayList<>())
                        .add(service));
        return byName.values().stream().filter(same -> same.size() > 1).map(NameCollision::violation);
    }

    private static String keyOf(Service service) {
        return service.mesh().map(Mesh::name).orElse("") + "/" + service.namespace() + "/" + service.shortName();
    }

    private static Outcome violation(List<Service> same) {
        Service first = same.get(0);
        return Violation.of(
                        same.stream().map(service -> service.subject("name")).toList())
                .with("count", same.size())
                .with(
                        "mesh",
                        first.mesh().map(mesh -> " of mesh " + mesh.name()).orElse(""))
                .with("service", first.namespace() + "/" + first.shortName());
    }
}
