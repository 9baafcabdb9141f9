package dev.sailplan.registry;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Source;
import dev.sailplan.report.ReportListener;
import dev.sailplan.report.ReportListener.Occasion;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.report.Validator;
import dev.sailplan.rule.Terms;
import dev.sailplan.store.Evaluated;
import dev.sailplan.store.Freshness;
import java.time.LocalDate;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Validates documents that are kept, all by the same terms. */
public final class Evaluator {

    private static final int TAG_DIGITS = 32;

    private final Validator validator;
    private final Terms terms;
    private final String edition;
    private final JsonMapper json;
    private final ReportListener listener;

    /**
     * Creates an evaluator.
     *
     * @param terms by which all are judged, for any day
     * @param edition changes whenever the same document could get another report
     * @param json writes reports as the service answers them
     * @param listener hears of each report that is made to be kept
     */
    public Evaluator(Validator validator, Terms terms, String edition, JsonMapper json, ReportListener listener) {
        this.validator = validator;
        this.terms = terms;
        this.edition = edition;
        this.json = json;
        this.listener = listener;
    }

    /** What a report has to be of to be up to date. */
    public Freshness freshness(LocalDate today) {
        return new Freshness(edition, today);
    }

    /** Of what documents are judged by. */
    public String edition() {
        return edition;
    }

    /** The report on a document by other terms, in full. */
    ValidationReport report(ReadDocument document, Source source, Terms other) {
        return validator.validate(document, source, other, Set.of());
    }

    Evaluated evaluate(ReadDocument document, Source source, LocalDate today, Occasion occasion) {
        ValidationReport report = report(document, source, terms.meantOn(today));
        listener.made(report, occasion);
        return new Evaluated(
                report.verdict().name(),
                edition,
                document.content().asOf() == null ? today : null,
                json.writeValueAsString(Digest.of(report)),
                tagOf(report),
                json.writeValueAsBytes(report));
    }

    /** By everything it says besides the day: on most days nothing else changes, and whoever polls need not look again. */
    private String tagOf(ValidationReport report) {
        byte[] content = json.writeValueAsBytes(report.on(LocalDate.EPOCH));
        return DocumentHash.of(content).sha256().substring(0, TAG_DIGITS);
    }
}
