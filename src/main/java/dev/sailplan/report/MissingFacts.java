package dev.sailplan.report;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.NotEvaluated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which facts to state next so that the most rules can be evaluated.
 *
 * @param advice what to do first, a sentence
 * @param fields the fields in which facts are missing, those that pay first
 */
public record MissingFacts(String advice, List<Field> fields) {

    /** So many fields are worth a sentence. */
    private static final int FIRST = 3;

    public MissingFacts {
        fields = List.copyOf(fields);
    }

    /**
     * A field that is absent in some places.
     *
     * @param field its path, such as {@code clusters.apiServer.address}
     * @param places in how many places it would be written
     * @param completes the rules that can be evaluated everywhere once this field and those before it are stated
     */
    public record Field(String field, int places, List<String> completes) {

        public Field {
            completes = List.copyOf(completes);
        }
    }

    /** Fields that are of use together, and the rules for which nothing else is missing then. */
    private record Step(NavigableSet<String> fields, NavigableSet<String> rules) {

        /** Rules per field, as a fraction that can be compared. */
        long worth() {
            return (long) rules.size() * 1_000_000 / fields.size();
        }
    }

    static MissingFacts of(List<NotEvaluated> notEvaluated) {
        Map<String, NavigableSet<String>> open = new TreeMap<>();
        Map<String, Set<String>> places = new TreeMap<>();
        for (NotEvaluated entry : notEvaluated) {
            for (String need : entry.needs()) {
                String field = new Pointer(need).fieldPath();
                open.computeIfAbsent(entry.rule(), rule -> new TreeSet<>()).add(field);
                places.computeIfAbsent(field, it -> new TreeSet<>()).add(need);
            }
        }
        List<Step> steps = stepsOf(open);
        return new MissingFacts(adviceOf(steps), fieldsOf(steps, places));
    }

    /** Takes, again and again, the fields that complete the most rules for each field. */
    private static List<Step> stepsOf(Map<String, NavigableSet<String>> open) {
        List<Step> steps = new ArrayList<>();
        while (!open.isEmpty()) {
            Step best = open.values().stream()
                    .distinct()
                    .map(fields -> stepOf(fields, open))
                    .max(Comparator.comparingLong(Step::worth)
                            .thenComparing(step -> -step.fields().size())
                            .thenComparing(step -> step.rules().toString(), Comparator.reverseOrder()))
                    .orElseThrow();
            Step step = new Step(new TreeSet<>(best.fields()), best.rules());
            steps.add(step);
            step.rules().forEach(open::remove);
            open.values().forEach(fields -> fields.removeAll(step.fields()));
        }
        return steps;
    }

    private static Step stepOf(NavigableSet<String> fields, Map<String, NavigableSet<String>> open) {
        NavigableSet<String> rules = open.entrySet().stream()
                .filter(entry -> fields.containsAll(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Step(fields, rules);
    }

    private static List<Field> fieldsOf(List<Step> steps, Map<String, Set<String>> places) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Step step : steps) {
            String last = step.fields().last();
            for (String field : step.fields()) {
                List<String> completes = field.equals(last) ? List.copyOf(step.rules()) : List.of();
                fields.put(
                        field,
                        new Field(field, places.getOrDefault(field, Set.of()).size(), completes));
            }
        }
        return List.copyOf(fields.values());
    }

    private static String adviceOf(List<Step> steps) {
        Set<String> fields = new LinkedHashSet<>();
        int rules = 0;
        for (Step step : steps) {
            if (!fields.isEmpty() && fields.size() + step.fields().size() > FIRST) {
                break;
            }
            fields.addAll(step.fields());
            rules += step.rules().size();
        }
        return fields.isEmpty()
                ? "Every rule could be evaluated."
                : "State %s to check %d more %s."
                        .formatted(String.join(", ", fields), rules, rules == 1 ? "rule" : "rules");
    }
}
