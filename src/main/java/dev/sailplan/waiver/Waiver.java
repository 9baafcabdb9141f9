package dev.sailplan.waiver;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.WaiverDocument;
import dev.sailplan.finding.Acceptance;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a document's {@code waivers}.
 *
 * @param at where it stands
 * @param rule the code it is about
 * @param subjects what it covers, empty for everything the rule finds
 * @param written the entry
 * @param defects why it waives nothing, each completing "The waiver …"; empty if it may waive
 */
public record Waiver(
        Pointer at, String rule, List<SubjectPattern> subjects, WaiverDocument written, List<Defect> defects) {

    /**
     * Something that keeps a waiver from waiving.
     *
     * @param at the field to correct
     * @param words completing "The waiver …"
     */
    public record Defect(Pointer at, String words) {}

    static Waiver of(WaiverDocument written, Pointer at, LocalDate asOf) {
        List<SubjectPattern> subjects = Objects.requireNonNullElse(written.subjects(), List.<String>of()).stream()
                .map(SubjectPattern::of)
                .toList();
        return new Waiver(at, String.valueOf(written.rule()), subjects, written, defectsOf(written, at, asOf));
    }

    private static List<Defect> defectsOf(WaiverDocument written, Pointer at, LocalDate asOf) {
        List<Defect> defects = new ArrayList<>();
        if (isBlank(written.reason())) {
            defects.add(new Defect(at.field("reason"), "has no reason"));
        }
        if (isBlank(written.owner())) {
            defects.add(new Defect(at.field("owner"), "has no owner"));
        }
        expiryDefect(written.expires(), asOf).ifPresent(words -> defects.add(new Defect(at.field("expires"), words)));
        if (written.subjects() != null && written.subjects().isEmpty()) {
            defects.add(new Defect(at.field("subjects"), "lists no subject"));
        }
        return List.copyOf(defects);
    }

    private static Optional<String> expiryDefect(@Nullable String expires, LocalDate asOf) {
        if (isBlank(expires)) {
            return Optional.of("has no date on which it expires");
        }
        try {
            LocalDate last = LocalDate.parse(String.valueOf(expires).strip());
            return last.isBefore(asOf) ? Optional.of("expired on " + last) : Optional.empty();
        } catch (DateTimeParseException unreadable) {
            return Optional.of("expires on a day that is no date such as 2027-01-31");
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** The fingerprint of the one finding it is bound to; none if it is bound to what it covers. */
    public Optional<String> evidence() {
        return Optional.ofNullable(written.evidence()).map(String::strip);
    }

    /** Whether what a finding is about is what this is about, whatever else it is bound to. */
    boolean isAbout(Finding finding) {
        return rule.equals(finding.rule())
                && (subjects.isEmpty() || finding.subjects().stream().anyMatch(this::names));
    }

    private boolean names(FindingSubject subject) {
        return subjects.stream().anyMatch(pattern -> pattern.matches(subject));
    }

    /** Whether it waives a finding it is about. */
    boolean covers(Finding finding) {
        return defects.isEmpty()
                && evidence().map(finding.fingerprint()::equals).orElse(true);
    }

    Acceptance acceptance() {
        return new Acceptance(
                at.text(),
                String.valueOf(written.reason()),
                String.valueOf(written.owner()),
                String.valueOf(written.expires()));
    }
}
