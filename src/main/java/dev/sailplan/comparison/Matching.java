package dev.sailplan.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Finds out which things of two lists are the same thing. Each step pairs some of those that are still alone, by a text that they
 * have in common, so that no thing is held against each of the others.
 */
final class Matching<T> {

    /** The same thing, earlier and later. */
    record Pair<T>(T base, T head) {}

    private final List<Pair<T>> pairs = new ArrayList<>();
    private final List<T> base;
    private final List<T> head;

    Matching(Collection<T> base, Collection<T> head) {
        this.base = new ArrayList<>(base);
        this.head = new ArrayList<>(head);
    }

    /** What was paired so far. */
    List<Pair<T>> pairs() {
        return pairs;
    }

    /** What only the first list has. */
    List<T> onlyBase() {
        return base;
    }

    /** What only the second list has. */
    List<T> onlyHead() {
        return head;
    }

    /** Pairs things with the same key: of several those with the same content first, then in their order. */
    Matching<T> byKey(Function<T, String> key, Function<T, String> content) {
        return group(key, (some, others) -> {
            if (some.size() == 1 && others.size() == 1) {
                pairInOrder(some, others);
            } else {
                Matching<T> alike = new Matching<>(some, others).inOrder(content);
                pairs.addAll(alike.pairs);
                pairInOrder(alike.base, alike.head);
            }
        });
    }

    /** Pairs things with the same text, in their order. */
    Matching<T> inOrder(Function<T, String> text) {
        return group(text, this::pairInOrder);
    }

    /** Pairs things with the same text where no other has it. */
    Matching<T> ifUnique(Function<T, String> text) {
        return group(text, (some, others) -> {
            if (some.size() == 1 && others.size() == 1) {
                pairInOrder(some, others);
            }
        });
    }

    private Matching<T> group(Function<T, String> text, BiConsumer<List<T>, List<T>> pairing) {
        if (base.isEmpty() || head.isEmpty()) {
            return this;
        }
        int known = pairs.size();
        Map<String, List<T>> others = groupsOf(head, text);
        groupsOf(base, text).forEach((it, some) -> {
            List<T> same = others.getOrDefault(it, List.of());
            if (!same.isEmpty()) {
                pairing.accept(some, same);
            }
        });
        Set<T> paired = Collections.newSetFromMap(new IdentityHashMap<>());
        pairs.subList(known, pairs.size()).forEach(pair -> {
            paired.add(pair.base());
            paired.add(pair.head());
        });
        base.removeIf(paired::contains);
        head.removeIf(paired::contains);
        return this;
    }

    private static <T> Map<String, List<T>> groupsOf(List<T> things, Function<T, String> text) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        things.forEach(it -> groups.computeIfAbsent(text.apply(it), key -> new ArrayList<>(1))
                .add(it));
        return groups;
    }

    private void pairInOrder(List<T> some, List<T> others) {
        for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
            pairs.add(new Pair<>(some.get(i), others.get(i)));
        }
    }
}
