package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two parties, the first by name before the other.
 *
 * @param noun what they are, in the singular
 */
record Pair(Ground ground, String noun, Party one, Party other) {

    static Pair of(Parties parties, int one, int other) {
        Party first = parties.all().get(one);
        Party second = parties.all().get(other);
        boolean inOrder = first.name().compareTo(second.name()) <= 0;
        return new Pair(parties.ground(), parties.noun(), inOrder ? first : second, inOrder ? second : first);
    }

    /** Such as {@code tenants ordering and payments}. */
    String name() {
        return noun + "s " + one.name() + " and " + other.name();
    }

    /** The facts of either that decide something. */
    Set<Pointer> unknown(Collection<Need> needs) {
        Set<Pointer> unknown = new TreeSet<>();
        for (Need need : needs) {
            unknown.addAll(one.needs().getOrDefault(need, List.of()));
            unknown.addAll(other.needs().getOrDefault(need, List.of()));
        }
        return unknown;
    }

    /** The first place where something unknown would be written. */
    Pointer firstUnknown(Set<Need> needs) {
        Set<Pointer> open = unknown(EnumSet.copyOf(needs));
        return open.isEmpty() ? one.at() : open.iterator().next();
    }
}
