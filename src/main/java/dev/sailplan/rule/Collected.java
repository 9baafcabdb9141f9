package dev.sailplan.rule;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.PositionIndex;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.finding.Severity;
import dev.sailplan.profile.Profile;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.Evaluation.Found;
import dev.sailplan.waiver.Waivers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the rules have said so far of one document. */
final class Collected {

    /** A rule that finds more says nothing new; the report names it as truncated. */
    static final int MOST_FINDINGS = 1_000;

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(finding -> new Pointer(finding.subjects().get(0).pointer()))
            .thenComparing(Finding::message);

    /** What counts comes first, so that it is listed if not everything is. */
    private static final Comparator<Found> WORTH_LISTING = Comparator.<Found, Boolean>comparing(
                    found -> found.finding().waived() != null)
            .thenComparing(Found::finding, ORDER);

    private final PositionIndex positions;
    private final Profile profile;
    private final SortedMap<String, List<Found>> found = new TreeMap<>();
    private final SortedMap<String, Collection<Pointer>> lacking = new TreeMap<>();

    Collected(PositionIndex positions, Profile profile) {
        this.positions = positions;
        this.profile = profile;
    }

    void add(RuleDescription rule, Collection<? extends Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Violation violation) {
                severityOf(rule, violation)
                        .ifPresent(severity -> found.computeIfAbsent(rule.code(), code -> new ArrayList<>())
                                .add(new Found(toFinding(rule, violation, severity), violation.repairs())));
            } else if (outcome instanceof Missing missing && !missing.needs().isEmpty()) {
                lacking.computeIfAbsent(rule.code(), code -> new TreeSet<>()).addAll(missing.needs());
            }
        }
    }

    private Optional<Severity> severityOf(RuleDescription rule, Violation violation) {
        Severity own = rule.severityOf(violation);
        return rule.adjustable() ? profile.severityOf(rule.code(), own) : Optional.of(own);
    }

    private Finding toFinding(RuleDescription rule, Violation violation, Severity severity) {
        List<FindingSubject> subjects = violation.subjects().stream()
                .map(subject -> FindingSubject.of(subject, positionOf(subject)))
                .toList();
        return new Finding(
                rule.code(),
                rule.name(),
                severity,
                rule.render(violation.facts()),
                subjects,
                violation.facts(),
                rule.remedy(),
                violation.advice(),
                List.of(),
                Fingerprint.of(rule.code(), violation),
                null,
                "/api/v1/rules/" + rule.code());
    }

    private Position positionOf(Subject subject) {
        Position own = subject.position();
        return own == null ? positions.positionOf(subject.pointer()) : own;
    }

    boolean hasError() {
        return found.values().stream()
                .flatMap(List::stream)
                .anyMatch(it -> it.finding().severity() == Severity.ERROR);
    }

    /** What the waivers would accept. */
    Waivers.Review review(Waivers waivers) {
        return waivers.review(all().stream().map(Found::finding).toList());
    }

    private List<Found> all() {
        return found.values().stream().flatMap(List::stream).toList();
    }

    /** Marks what the waivers accept. */
    Waivers.Review accept(Waivers waivers) {
        List<Found> all = all();
        Waivers.Review review = review(waivers);
        found.clear();
        for (int i = 0; i < all.size(); i++) {
            Finding finding = review.findings().get(i);
            found.computeIfAbsent(finding.rule(), code -> new ArrayList<>())
                    .add(new Found(finding, all.get(i).repairs()));
        }
        return review;
    }

    Map<String, Collection<Pointer>> lacking() {
        return Collections.unmodifiableMap(lacking);
    }

    Evaluation toEvaluation(LocalDate day, @Nullable Reachability reachability) {
        List<NotEvaluated> notEvaluated = lacking.entrySet().stream()
                .map(entry -> new NotEvaluated(
                        entry.getKey(),
                        entry.getValue().stream().map(Pointer::text).toList()))
                .toList();
        List<String> truncated = found.entrySet().stream()
                .filter(entry -> entry.getValue().size() > MOST_FINDINGS)
                .map(Map.Entry::getKey)
                .toList();
        List<Found> listed = found.values().stream()
                .flatMap(ofRule -> ofRule.stream().sorted(WORTH_LISTING).limit(MOST_FINDINGS))
                .sorted(Comparator.comparing(Found::finding, ORDER))
                .collect(Collectors.toList());
        return new Evaluation(day, reachability, listed, notEvaluated, truncated, unlisted(truncated));
    }

    private List<Finding> unlisted(List<String> truncated) {
        return truncated.stream()
                .flatMap(code -> found.getOrDefault(code, List.of()).stream()
                        .sorted(WORTH_LISTING)
                        .skip(MOST_FINDINGS))
                .map(Found::finding)
                .toList();
    }
}
