package dev.sailplan.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The changes of elements so far, up to a limit; those over it are counted. */
final class ElementComparison {

    private final List<ElementChange> changes = new ArrayList<>();
    private final SortedMap<Change, Integer> counts = new TreeMap<>();

    /** One element before and after; it may be missing on one side. */
    private record Step(@Nullable Element base, @Nullable Element head) {

        private static final Comparator<Step> ORDER = Comparator.<Step, String>comparing(
                        step -> step.shown().label())
                .thenComparing(step -> step.head() == null)
                .thenComparing(step -> step.shown().at());

        Element shown() {
            return head != null ? head : Objects.requireNonNull(base);
        }
    }

    Differences differences() {
        int found = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Differences(changes, counts, found - changes.size());
    }

    /** Compares two versions of a list of elements. */
    void compare(List<Element> base, List<Element> head) {
        Matching<Element> matching = new Matching<>(base, head).byKey(Element::key, Element::text);
        Matching<Element> renamed = new Matching<>(named(matching.onlyBase()), named(matching.onlyHead()))
                .ifUnique(Element::textWithoutName);
        Stream.of(
                        matching.pairs().stream().map(pair -> new Step(pair.base(), pair.head())),
                        renamed.pairs().stream().map(pair -> new Step(pair.base(), pair.head())),
                        alone(matching.onlyBase(), renamed.onlyBase()).map(gone -> new Step(gone, null)),
                        alone(matching.onlyHead(), renamed.onlyHead()).map(come -> new Step(null, come)))
                .flatMap(steps -> steps)
                .sorted(Step.ORDER)
                .forEach(this::take);
    }

    private static List<Element> named(List<Element> elements) {
        return elements.stream().filter(element -> !element.name().isEmpty()).toList();
    }

    /** Elements that were not matched: those without a name, and of the others those that were not renamed. */
    private static Stream<Element> alone(List<Element> unmatched, List<Element> notRenamed) {
        return Stream.concat(unmatched.stream().filter(element -> element.name().isEmpty()), notRenamed.stream());
    }

    private void take(Step step) {
        Element base = step.base();
        Element head = step.head();
        if (base == null || head == null) {
            addAlone(step, base, head);
        } else if (!base.key().equals(head.key())) {
            addRenamed(base, head);
        } else if (!base.written().equals(head.written())) {
            addFields(base, head);
        }
    }

    private void addAlone(Step step, @Nullable Element base, @Nullable Element head) {
        add(new ElementChange(
                step.shown().id(),
                base == null ? Change.ADDED : Change.REMOVED,
                null,
                null,
                base == null ? null : base.at().text(),
                head == null ? null : head.at().text(),
                List.of(),
                0));
    }

    private void addRenamed(Element base, Element head) {
        add(new ElementChange(
                head.id(),
                Change.RENAMED,
                base.id(),
                head.id(),
                base.at().text(),
                head.at().text(),
                List.of(),
                0));
    }

    private void addFields(Element base, Element head) {
        FieldComparison fields = FieldComparison.of(base.content(), head.content());
        if (!fields.changes().isEmpty()) {
            add(new ElementChange(
                    head.id(),
                    Change.CHANGED,
                    null,
                    null,
                    base.at().text(),
                    head.at().text(),
                    fields.changes(),
                    fields.unlisted()));
        }
    }

    private void add(ElementChange change) {
        counts.merge(change.change(), 1, Integer::sum);
        if (changes.size() < Differences.MOST_LISTED) {
            changes.add(change);
        }
    }
}
