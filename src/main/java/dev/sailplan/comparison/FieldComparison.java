package dev.sailplan.comparison;

import dev.sailplan.comparison.Matching.Pair;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The differences inside one element, up to a limit; those over it are counted. */
final class FieldComparison {

    /** More are not read by anybody. */
    static final int MOST_LISTED = 100;

    private final List<FieldChange> changes = new ArrayList<>();
    private int unlisted;

    /** A place in both versions of the element. */
    private record Spot(Pointer base, Pointer head, String path) {

        static final Spot ROOT = new Spot(Pointer.ROOT, Pointer.ROOT, "");

        Spot field(String name) {
            return new Spot(base.field(name), head.field(name), path.isEmpty() ? name : path + "." + name);
        }

        Spot entry(String name) {
            return new Spot(base.field(name), head.field(name), path + "[" + Label.shortened(name) + "]");
        }

        Spot element(int inBase, int inHead, String label) {
            return new Spot(base.index(inBase), head.index(inHead), label.isEmpty() ? path : path + "[" + label + "]");
        }

        /** Of what only one version has. */
        Spot alone(int index, String label) {
            return element(index, index, label);
        }
    }

    /** An element of a list. */
    private record Item(int index, Object value) {

        static List<Item> in(List<?> list) {
            List<Item> items = new ArrayList<>(list.size());
            for (Object value : list) {
                items.add(new Item(items.size(), value));
            }
            return items;
        }

        Map<?, ?> object() {
            return (Map<?, ?>) value;
        }
    }

    private FieldComparison() {}

    /** Compares two versions of an element, each as {@link Content} has it. */
    static FieldComparison of(Map<String, Object> base, Map<String, Object> head) {
        FieldComparison comparison = new FieldComparison();
        comparison.compareObjects(Spot.ROOT, base, head);
        return comparison;
    }

    List<FieldChange> changes() {
        return changes;
    }

    /** How many more there are. */
    int unlisted() {
        return unlisted;
    }

    private void compareObjects(Spot at, Map<?, ?> base, Map<?, ?> head) {
        Set<Object> names = new LinkedHashSet<>(head.keySet());
        names.addAll(base.keySet());
        for (Object name : names) {
            String field = (String) name;
            compare(at.field(field), field, base.get(field), head.get(field));
        }
    }

    private void compare(Spot at, String field, @Nullable Object base, @Nullable Object head) {
        if (base == null || head == null) {
            addDifference(at, base, head);
        } else if (base instanceof Map<?, ?> some && head instanceof Map<?, ?> others) {
            if (isKeyedByText(field)) {
                compareEntries(at, some, others);
            } else {
                compareObjects(at, some, others);
            }
        } else if (base instanceof List<?> some && head instanceof List<?> others) {
            compareLists(at, ListMeaning.of(field), some, others);
        } else if (!base.equals(head)) {
            addDifference(at, base, head);
        }
    }

    /** The names in these objects are up to the document. */
    private static boolean isKeyedByText(String field) {
        return field.equals("labels") || field.equals("to");
    }

    private void compareEntries(Spot at, Map<?, ?> base, Map<?, ?> head) {
        Set<Object> names = new LinkedHashSet<>(head.keySet());
        names.addAll(base.keySet());
        names.forEach(name -> compare(at.entry((String) name), "", base.get(name), head.get(name)));
    }

    private void compareLists(Spot at, ListMeaning meaning, List<?> base, List<?> head) {
        if (meaning.names(base) || meaning.names(head)) {
            compareObjectLists(at, meaning, Item.in(base), Item.in(head));
        } else if (meaning.order() == ListMeaning.Order.ALL) {
            if (!base.equals(head)) {
                addDifference(at, base, head);
            }
        } else {
            compareSets(at, Item.in(base), Item.in(head));
        }
    }

    private void compareObjectLists(Spot at, ListMeaning meaning, List<Item> base, List<Item> head) {
        Matching<Item> matching = new Matching<>(base, head)
                .byKey(item -> meaning.keyOf(item.object()), item -> Content.textOf("", item.value()))
                .ifUnique(item -> meaning.weakKeyOf(item.object()));
        List<Pair<Item>> pairs = matching.pairs().stream()
                .sorted(Comparator.comparingInt(pair -> pair.head().index()))
                .toList();
        for (Pair<Item> pair : pairs) {
            Item later = pair.head();
            Spot place = at.element(pair.base().index(), later.index(), meaning.labelOf(later.object()));
            compareObjects(place, pair.base().object(), later.object());
        }
        compareOrder(at, meaning, pairs);
        addAlone(at, matching, item -> meaning.labelOf(item.object()));
    }

    /** What is new or gone shows in its place; here it is about what both have. */
    private void compareOrder(Spot at, ListMeaning meaning, List<Pair<Item>> pairs) {
        List<Pair<Item>> before = pairs.stream()
                .sorted(Comparator.comparingInt(pair -> pair.base().index()))
                .toList();
        int ordered = Math.min(
                pairs.size(),
                switch (meaning.order()) {
                    case NONE -> 0;
                    case FIRST -> 1;
                    case ALL -> pairs.size();
                });
        if (!before.subList(0, ordered).equals(pairs.subList(0, ordered))) {
            add(
                    at,
                    Change.REORDERED,
                    before.stream()
                            .map(pair -> meaning.labelOf(pair.base().object()))
                            .toList(),
                    pairs.stream()
                            .map(pair -> meaning.labelOf(pair.head().object()))
                            .toList());
        }
    }

    /** Values that gave way to others in the same place are shown together. */
    private void compareSets(Spot at, List<Item> base, List<Item> head) {
        Matching<Item> alone = new Matching<>(base, head).inOrder(item -> Content.textOf("", item.value()));
        Matching<Item> matching =
                new Matching<>(alone.onlyBase(), alone.onlyHead()).inOrder(item -> Integer.toString(item.index()));
        for (Pair<Item> pair : matching.pairs()) {
            int index = pair.head().index();
            addDifference(
                    at.element(index, index, ""),
                    pair.base().value(),
                    pair.head().value());
        }
        addAlone(at, matching, item -> "");
    }

    private void addAlone(Spot at, Matching<Item> matching, Function<Item, String> label) {
        for (Item item : matching.onlyHead()) {
            addDifference(at.alone(item.index(), label.apply(item)), null, item.value());
        }
        for (Item item : matching.onlyBase()) {
            addDifference(at.alone(item.index(), label.apply(item)), item.value(), null);
        }
    }

    private void addDifference(Spot at, @Nullable Object base, @Nullable Object head) {
        add(at, base == null ? Change.ADDED : head == null ? Change.REMOVED : Change.CHANGED, base, head);
    }

    private void add(Spot at, Change change, @Nullable Object base, @Nullable Object head) {
        if (changes.size() >= MOST_LISTED) {
            unlisted++;
            return;
        }
        Pointer field = head == null ? at.base() : at.head();
        changes.add(new FieldChange(field.text(), at.path(), change, base, head));
    }
}
