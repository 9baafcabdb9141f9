package dev.sailplan.waiver;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.WaiverDocument;
import dev.sailplan.finding.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a document waives.
 *
 * @param all in the order of the document
 */
public record Waivers(List<Waiver> all) {

    public Waivers {
        all = List.copyOf(all);
    }

    /**
     * The waivers of a document.
     *
     * @param written null if it has none
     * @param asOf the day on which they have to hold
     */
    public static Waivers of(@Nullable List<WaiverDocument> written, LocalDate asOf) {
        List<WaiverDocument> entries = Objects.requireNonNullElse(written, List.of());
        List<Waiver> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            all.add(Waiver.of(entries.get(i), Pointer.ROOT.field("waivers").index(i), asOf));
        }
        return new Waivers(all);
    }

    /**
     * What comes of applying them to findings.
     *
     * @param findings in the order they were given, those that are covered accepted by the first waiver that does
     * @param used the waivers that cover a finding
     * @param lapsed the waivers that cover none, but would if they were not bound to another finding than there is now
     */
    public record Review(List<Finding> findings, Set<Waiver> used, Set<Waiver> lapsed) {}

    /** Applies them to findings. */
    public Review review(List<Finding> findings) {
        Map<String, List<Waiver>> byRule = all.stream().collect(Collectors.groupingBy(Waiver::rule));
        Set<Waiver> used = new HashSet<>();
        Set<Waiver> lapsed = new HashSet<>();
        List<Finding> reviewed = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            List<Waiver> near = byRule.getOrDefault(finding.rule(), List.of()).stream()
                    .filter(waiver -> waiver.isAbout(finding))
                    .toList();
            List<Waiver> covering =
                    near.stream().filter(waiver -> waiver.covers(finding)).toList();
            used.addAll(covering);
            lapsed.addAll(near);
            reviewed.add(
                    covering.isEmpty()
                            ? finding
                            : finding.acceptedBy(covering.get(0).acceptance()));
        }
        lapsed.removeAll(used);
        lapsed.removeIf(waiver -> waiver.evidence().isEmpty());
        return new Review(reviewed, Set.copyOf(used), Set.copyOf(lapsed));
    }
}
