package dev.sailplan.rule;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of the answers of rules when a document loses a fact.
 *
 * @param document the document that states them
 * @param engine what evaluates the rules
 */
record Ablation(JsonNode document, RuleEngine engine) {

    /** Of a fact that is stated in many places, so many are left out by themselves. */
    private static final int MOST_PLACES = 3;

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);

    /** The facts that a rule lacks, and those whose loss changes what it says, by its code. */
    SortedMap<String, SortedSet<String>> read() {
        SortedMap<String, SortedSet<String>> read = new TreeMap<>();
        evaluate(document).stream()
                .flatMap(evaluation -> evaluation.notEvaluated().stream())
                .forEach(entry -> entry.needs()
                        .forEach(need -> read.computeIfAbsent(entry.rule(), code -> new TreeSet<>())
                                .add(new Pointer(need).fieldPath())));
        Optional<Map<String, Set<String>>> whole = answers(document);
        if (whole.isPresent()) {
            factsOf(document).forEach((fact, places) -> {
                for (List<Pointer> some : choices(places)) {
                    answers(without(some, document))
                            .ifPresent(answers -> changed(whole.get(), answers)
                                    .forEach(rule -> read.computeIfAbsent(rule, code -> new TreeSet<>())
                                            .add(fact)));
                }
            });
        }
        return read;
    }

    /** All places at once, and some of them one by one. */
    private static List<List<Pointer>> choices(List<Pointer> places) {
        List<List<Pointer>> choices = new ArrayList<>();
        choices.add(places);
        if (places.size() > 1) {
            places.stream().limit(MOST_PLACES).map(List::of).forEach(choices::add);
        }
        return choices;
    }

    /** Where each fact is stated: the fields that hold values or lists, not the objects around them. */
    private static Map<String, List<Pointer>> factsOf(JsonNode document) {
        Map<String, List<Pointer>> facts = new TreeMap<>();
        collect(document, Pointer.ROOT, facts);
        facts.remove("waivers");
        return facts;
    }

    private static void collect(JsonNode value, Pointer at, Map<String, List<Pointer>> facts) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                Pointer place = at.field(field.getKey());
                if (!field.getValue().isObject()) {
                    facts.computeIfAbsent(place.fieldPath(), path -> new ArrayList<>())
                            .add(place);
                }
                collect(field.getValue(), place, facts);
            });
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), at.index(i), facts);
            }
        }
    }

    private static JsonNode without(List<Pointer> places, JsonNode document) {
        JsonNode copy = document.deepCopy();
        for (Pointer place : places) {
            int slash = place.text().lastIndexOf('/');
            ((ObjectNode) copy.at(place.text().substring(0, slash)))
                    .remove(place.text().substring(slash + 1).replace("~1", "/").replace("~0", "~"));
        }
        return copy;
    }

    /** What each rule says; nothing if the document has a structural error. */
    private Optional<Map<String, Set<String>>> answers(JsonNode changed) {
        return evaluate(changed)
                .map(evaluation -> Stream.concat(
                                evaluation.findings().stream().map(Ablation::said),
                                evaluation.notEvaluated().stream()
                                        .map(it ->
                                                Map.entry(it.rule(), it.needs().toString())))
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet()))));
    }

    private Optional<Evaluation> evaluate(JsonNode changed) {
        byte[] json = changed.toString().getBytes(StandardCharsets.UTF_8);
        ReadDocument read = ((Read<ReadDocument>) READER.read(json, Notation.JSON)).document();
        return Optional.of(engine.evaluate(read, Terms.on(RuleTester.AS_OF)))
                .filter(evaluation -> evaluation.topology().isPresent());
    }

    private static Map.Entry<String, String> said(Finding finding) {
        List<String> places =
                finding.subjects().stream().map(FindingSubject::pointer).toList();
        return Map.entry(finding.rule(), finding.severity() + finding.message() + places);
    }

    private static Set<String> changed(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        Set<String> rules = new HashSet<>(before.keySet());
        rules.addAll(after.keySet());
        rules.removeIf(rule -> before.getOrDefault(rule, Set.of()).equals(after.getOrDefault(rule, Set.of())));
        return rules;
    }
}
