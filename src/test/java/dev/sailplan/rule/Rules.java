package dev.sailplan.rule;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** All rules, found as the service finds them: by type. */
public final class Rules {

    private static final List<Rule> ALL = find();

    private Rules() {}

    public static List<Rule> all() {
        return ALL;
    }

    public static RuleCatalog catalog() {
        return new RuleCatalog(ALL);
    }

    /** Runs all rules. */
    static RuleEngine engine() {
        return new RuleEngine(catalog(), Ruleset.CURRENT);
    }

    /** The rule with a code, which has to exist. */
    static Rule withCode(String code) {
        return ALL.stream()
                .filter(rule -> RuleDescription.of(rule).code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no rule " + code));
    }

    /** Runs one rule, and those on the structure, without which there is no topology to run it on. */
    static RuleEngine engineFor(Rule rule) {
        List<Rule> some = ALL.stream()
                .filter(other -> other instanceof DocumentRule || other == rule)
                .toList();
        return new RuleEngine(new RuleCatalog(some), Ruleset.CURRENT);
    }

    private static List<Rule> find() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Rule.class));
        List<Rule> rules = new ArrayList<>();
        scanner.findCandidateComponents("dev.sailplan.rule")
                .forEach(found -> rules.add(create(Objects.requireNonNull(found.getBeanClassName()))));
        rules.sort(Comparator.comparing(rule -> rule.getClass().getName()));
        return List.copyOf(rules);
    }

    private static Rule create(String type) {
        try {
            Constructor<?> constructor = Class.forName(type).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Rule) constructor.newInstance();
        } catch (ReflectiveOperationException notARule) {
            throw new IllegalStateException(type + " has no constructor without parameters", notARule);
        }
    }
}
