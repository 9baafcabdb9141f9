package dev.sailplan.registry;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Source;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.report.ReportListener.Occasion;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.store.Act;
import dev.sailplan.store.Content;
import dev.sailplan.store.Draft;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Evaluated;
import dev.sailplan.store.Once;
import dev.sailplan.store.Outcome;
import dev.sailplan.store.Precondition;
import dev.sailplan.store.ReceiptLog;
import dev.sailplan.store.Standing;
import dev.sailplan.store.TopologyStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Topologies that are kept: evaluated when they are written, so that reading them costs nothing. */
public final class TopologyRegistry {

    private static final String OWNER = "team";

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final TopologyStore store;
    private final ReceiptLog receipts;
    private final Evaluator evaluator;
    private final TopologyReader reader;
    private final JsonMapper json;

    public TopologyRegistry(
            TopologyStore store, ReceiptLog receipts, Evaluator evaluator, TopologyReader reader, JsonMapper json) {
        this.store = store;
        this.receipts = receipts;
        this.evaluator = evaluator;
        this.reader = reader;
        this.json = json;
    }

    /**
     * Evaluates a document and writes it.
     *
     * @param name a DNS label
     * @param precondition what has to hold for it; if it does not hold already, nothing is evaluated
     * @param act who writes it, and when
     */
    public Outcome put(String name, ReadDocument document, Source source, Precondition precondition, Act act) {
        return put(name, document, source, precondition, Optional.empty(), act);
    }

    /**
     * Evaluates a document and writes it, once if that is wanted.
     *
     * @param name a DNS label
     * @param precondition what has to hold for it; if it does not hold already, nothing is evaluated
     * @param once what makes it a write that is done once
     * @param act who writes it, and when
     */
    public Outcome put(
            String name,
            ReadDocument document,
            Source source,
            Precondition precondition,
            Optional<Once> once,
            Act act) {
        if (!precondition.equals(Precondition.none())) {
            Optional<Entry> current = store.find(name);
            if (!precondition.holdsFor(current)) {
                return once.flatMap(receipts::outcomeOf).orElse(new Outcome.Refused(current));
            }
        }
        Content content = new Content(
                source.bytes(),
                source.notation() == Notation.YAML ? YAML : JSON,
                DocumentHash.of(source.bytes()).sha256());
        Evaluated evaluated = evaluator.evaluate(document, source, dayOf(act.at()), Occasion.WRITE);
        Draft draft = new Draft(content, labelsIn(document), ownerIn(document), evaluated, once.orElse(null));
        return store.put(name, draft, precondition, act);
    }

    /** Whose a topology is by its document: what its label {@code team} says; null if nobody's. */
    public static @Nullable String ownerIn(ReadDocument document) {
        return labelsIn(document).get(OWNER);
    }

    private static Map<String, String> labelsIn(ReadDocument document) {
        return Objects.requireNonNullElse(document.content().labels(), Map.of());
    }

    /** What a write comes to that was asked for before; none if it was not, or that is forgotten. */
    public Optional<Outcome> outcomeOf(Once once) {
        return receipts.outcomeOf(once);
    }

    /** Whether the report on a topology is the one it would get now. */
    public boolean isFresh(Entry entry, Instant now) {
        return evaluator.freshness(dayOf(now)).holdsFor(entry);
    }

    /** Whether the report on a topology that stands so is the one it would get now. */
    public boolean isFresh(Standing standing, Instant now) {
        return evaluator.freshness(dayOf(now)).holdsFor(standing);
    }

    /** What a dashboard shows of the report on a topology. */
    public Digest digestOf(Entry entry) {
        return json.readValue(entry.summary(), Digest.class);
    }

    /** A revision, read again; none if there is no such revision, or it is a deletion. */
    public Optional<Kept> read(String name, long revision) {
        return store.document(name, revision).map(this::read);
    }

    private Kept read(Content content) {
        var source = new Source(content.bytes(), content.mediaType().equals(YAML) ? Notation.YAML : Notation.JSON);
        return new Kept(source, reader.read(source.bytes(), source.notation()));
    }

    /**
     * A document that was kept.
     *
     * @param reading it could be read when it was written, and need not be readable by a later edition
     */
    public record Kept(Source source, Reading<ReadDocument> reading) {}

    static LocalDate dayOf(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
