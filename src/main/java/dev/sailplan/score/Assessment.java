package dev.sailplan.score;

import dev.sailplan.document.Pointer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a dimension finds.
 *
 * @param least the band that is certain whatever the unknown facts are
 * @param most the band that is possible if all of them are favourable, at least {@code least}
 * @param why what decides the certain band, a clause such as {@code region us-west1 has no control plane}
 * @param at the place that decides it
 * @param merits what moves the points inside the band
 * @param parts what the band is the worst of; the worst of them where there are many
 * @param omitted how many more parts there are, by their certain band: the first number is that of band 0; empty if there are none
 * @param unknown the facts that would settle the band; empty exactly if {@code least} is {@code most}
 * @param improvements changes that may raise the band
 * @param figures numbers besides the band, by name
 * @param assumptions what was taken for granted, sentences
 */
public record Assessment(
        int least,
        int most,
        String why,
        Pointer at,
        List<Merit> merits,
        List<Part> parts,
        List<Integer> omitted,
        List<Pointer> unknown,
        List<Improvement> improvements,
        Map<String, Object> figures,
        List<String> assumptions) {

    public Assessment {
        if (least > most) {
            throw new IllegalArgumentException("Band " + least + " is certain and only " + most + " possible");
        }
        why = Clause.of(why);
        merits = List.copyOf(merits);
        parts = List.copyOf(parts);
        omitted = List.copyOf(omitted);
        unknown = List.copyOf(unknown);
        improvements = List.copyOf(improvements);
        figures = new LinkedHashMap<>(figures);
        assumptions = List.copyOf(assumptions);
    }

    /** A band that is certain. */
    public static Assessment of(int band, String why, Pointer at) {
        return between(band, band, why, at, List.of());
    }

    /** A band as far as facts tell it; the unknown ones are left out where they cannot change it. */
    public static Assessment between(int least, int most, String why, Pointer at, Collection<Pointer> unknown) {
        List<Pointer> open = least == most ? List.of() : List.copyOf(new TreeSet<>(unknown));
        return new Assessment(
                least, most, why, at, List.of(), List.of(), List.of(), open, List.of(), Map.of(), List.of());
    }

    public Assessment withMerits(List<Merit> found) {
        return new Assessment(least, most, why, at, found, parts, omitted, unknown, improvements, figures, assumptions);
    }

    public Assessment withParts(List<Part> found) {
        return withParts(found, List.of());
    }

    /** The worst of many parts, and how many others there are in each band. */
    public Assessment withParts(List<Part> worst, List<Integer> others) {
        return new Assessment(least, most, why, at, merits, worst, others, unknown, improvements, figures, assumptions);
    }

    public Assessment withImprovements(List<Improvement> found) {
        return new Assessment(least, most, why, at, merits, parts, omitted, unknown, found, figures, assumptions);
    }

    public Assessment withFigures(Map<String, Object> found, List<String> assuming) {
        return new Assessment(least, most, why, at, merits, parts, omitted, unknown, improvements, found, assuming);
    }
}
