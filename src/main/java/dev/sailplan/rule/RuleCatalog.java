package dev.sailplan.rule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rules, in the order of their codes. */
public final class RuleCatalog {

    record Entry(RuleDescription description, Rule rule) {}

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /**
     * Creates a catalog of the given rules.
     *
     * @throws IllegalArgumentException if a rule is badly described or two rules share a code or a name
     */
    public RuleCatalog(Collection<? extends Rule> rules) {
        for (Rule rule : rules) {
            add(new Entry(RuleDescription.of(rule), rule));
        }
        long names =
                descriptions().stream().map(RuleDescription::name).distinct().count();
        if (names < entries.size()) {
            throw new IllegalArgumentException("Two rules share a name");
        }
    }

    private void add(Entry entry) {
        String code = entry.description().code();
        Entry other = entries.put(code, entry);
        if (other != null) {
            throw new IllegalArgumentException("%s and %s share the code %s"
                    .formatted(other.description().name(), entry.description().name(), code));
        }
    }

    public List<RuleDescription> descriptions() {
        return entries.values().stream().map(Entry::description).toList();
    }

    public Optional<RuleDescription> find(String code) {
        return Optional.ofNullable(entries.get(code)).map(Entry::description);
    }

    /** What is known about all rules, by code. */
    Map<String, RuleDescription> byCode() {
        return descriptions().stream().collect(Collectors.toMap(RuleDescription::code, rule -> rule));
    }

    /** The codes of the rules that profiles may change. */
    public Set<String> adjustable() {
        return descriptions().stream()
                .filter(RuleDescription::adjustable)
                .map(RuleDescription::code)
                .collect(Collectors.toSet());
    }

    public int size() {
        return entries.size();
    }

    Stream<Entry> entries() {
        return entries.values().stream();
    }
}
