package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ServiceDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.TrafficDocument;
import dev.sailplan.document.TrafficEndDocument;
import dev.sailplan.document.WorkloadDocument;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@RuleInfo(
        code = "STR003",
        name = "wrong-type",
        severity = ERROR,
        summary = "A value has the type and form its field needs",
        message = "Field {path} of {where} is {actual}, not {expected}{hint}",
        remedy = "Write a value of that form; quote versions, dates and names that look like numbers.",
        source = "Topology document, version 1",
        since = "0.1")
final class WrongType implements DocumentRule {

    @Override
    public Stream<Violation> check(ReadDocument document) {
        TopologyDocument content = document.content();
        return Stream.of(
                        Faults.of(document, Fault.Kind.WRONG_TYPE),
                        tooFewReplicas(content),
                        endsThatAreSeveral(content, "from", TrafficDocument::from),
                        endsThatAreSeveral(content, "to", TrafficDocument::to))
                .flatMap(each -> each);
    }

    private static Stream<Violation> tooFewReplicas(TopologyDocument content) {
        List<ServiceDocument> services = Objects.requireNonNullElse(content.services(), List.of());
        return IntStream.range(0, services.size()).boxed().flatMap(service -> {
            List<WorkloadDocument> workloads =
                    Objects.requireNonNullElse(services.get(service).workloads(), List.of());
            Pointer at = Pointer.ROOT.field("services").index(service).field("workloads");
            return IntStream.range(0, workloads.size())
                    .filter(i -> hasTooFewReplicas(workloads.get(i)))
                    .mapToObj(i -> tooFewReplicas(content, at.index(i).field("replicas"), workloads.get(i)));
        });
    }

    private static boolean hasTooFewReplicas(WorkloadDocument workload) {
        return workload.replicas() != null
                && workload.addresses() != null
                && workload.replicas() < workload.addresses().size();
    }

    private static Violation tooFewReplicas(TopologyDocument content, Pointer at, WorkloadDocument workload) {
        int addresses = Objects.requireNonNull(workload.addresses()).size();
        return Faults.at(content, at)
                .with("actual", Objects.requireNonNull(workload.replicas()))
                .with("expected", "at least " + addresses + ", the number of its addresses")
                .with("hint", "");
    }

    private static Stream<Violation> endsThatAreSeveral(
            TopologyDocument content, String field, Function<TrafficDocument, @Nullable TrafficEndDocument> end) {
        List<TrafficDocument> traffic = Objects.requireNonNullElse(content.traffic(), List.of());
        return IntStream.range(0, traffic.size()).boxed().flatMap(i -> {
            List<String> given = fieldsOf(end.apply(traffic.get(i)));
            Pointer at = Pointer.ROOT.field("traffic").index(i).field(field);
            return given.size() < 2
                    ? Stream.empty()
                    : Stream.of(Faults.at(content, at)
                            .with("actual", "an object with " + String.join(" and ", given))
                            .with("expected", "an object with one of service, cluster and namespace")
                            .with("hint", ""));
        });
    }

    private static List<String> fieldsOf(@Nullable TrafficEndDocument end) {
        List<String> given = new ArrayList<>();
        if (end != null) {
            addIf(end.service() != null, "service", given);
            addIf(end.cluster() != null, "cluster", given);
            addIf(end.namespace() != null, "namespace", given);
        }
        return given;
    }

    private static void addIf(boolean present, String field, List<String> given) {
        if (present) {
            given.add(field);
        }
    }
}
