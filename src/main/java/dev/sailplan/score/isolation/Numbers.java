package dev.sailplan.score.isolation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Numbers things in the order in which they are named, so that sets of them are sets of bits. */
final class Numbers<T> {

    private final List<T> things = new ArrayList<>();
    private final Map<T, Integer> numbers = new HashMap<>();

    static <T> Numbers<T> of(Collection<T> all) {
        Numbers<T> numbers = new Numbers<>();
        all.forEach(numbers::of);
        return numbers;
    }

    /** The number of a thing, its next one if it has none. */
    int of(T thing) {
        Integer known = numbers.putIfAbsent(thing, things.size());
        if (known != null) {
            return known;
        }
        things.add(thing);
        return things.size() - 1;
    }

    T at(int number) {
        return things.get(number);
    }

    int size() {
        return things.size();
    }

    BitSet setOf(Collection<? extends T> some) {
        BitSet set = new BitSet(things.size());
        some.forEach(thing -> set.set(of(thing)));
        return set;
    }

    BitSet all() {
        BitSet set = new BitSet(things.size());
        set.set(0, things.size());
        return set;
    }

    /** The first by name of the things that two sets have in common. */
    Optional<T> firstInBoth(BitSet one, BitSet other, Function<T, String> name) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both.stream().mapToObj(this::at).min(Comparator.comparing(name));
    }
}
