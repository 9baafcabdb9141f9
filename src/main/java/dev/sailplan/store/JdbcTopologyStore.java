package dev.sailplan.store;

import dev.sailplan.store.VerdictChange.Cause;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps topologies in a relational database, in SQL that PostgreSQL, its distributed relatives and H2 have in common.
 *
 * <p>Writers of one name queue at its row. Where a database lets them run into each other instead, as serializable ones do, the
 * loser starts again.
 */
public final class JdbcTopologyStore implements TopologyStore {

    /** A report can be replaced between its entry and its pieces. */
    private static final int READS = 10;

    private static final String COLUMNS =
            "name, revision, deleted, changed_at, media_type, sha256, verdict, report_tag,"
                    + " edition, judged_on, summary, owner";

    private static final String DOCUMENT_PIECE =
            "insert into document_piece (name, revision, piece, content) values (?, ?, ?, ?)";
    private static final String REPORT_PIECE =
            "insert into report_piece (name, report_tag, piece, content) values (?, ?, ?, ?)";

    private static final String STANDINGS =
            "select name, revision, report_tag, edition, judged_on from topology where not deleted and name in (%s)";

    /** A statement has one, two, four and so on names, up to this many: that many different ones are prepared, and no more. */
    private static final int MOST_NAMES = 128;

    private static final String IS_STALE = " not deleted and (edition <> :edition or judged_on <> :day)";

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final Attempts attempts;
    private final JdbcVerdictLog changes;
    private final JdbcAuditLog audit;
    private final JdbcReceiptLog receipts;
    private final WriteWatch watch;

    public JdbcTopologyStore(JdbcOperations jdbc, TransactionOperations transactions) {
        this(jdbc, transactions, name -> () -> {});
    }

    /**
     * Creates a store.
     *
     * @param watch hears of each write
     */
    public JdbcTopologyStore(JdbcOperations jdbc, TransactionOperations transactions, WriteWatch watch) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
        this.attempts = new Attempts(transactions);
        this.changes = new JdbcVerdictLog(jdbc);
        this.audit = new JdbcAuditLog(jdbc);
        this.receipts = new JdbcReceiptLog(jdbc);
        this.watch = watch;
    }

    @Override
    public Outcome put(String name, Draft draft, Precondition precondition, Act act) {
        byte[] document = Pieces.compress(draft.content().bytes());
        byte[] report = Pieces.compress(draft.evaluated().report());
        Optional<Once> once = Optional.ofNullable(draft.once());
        return attempts.of(() -> {
            Optional<Head> head = lock(name);
            Optional<Outcome> earlier = once.flatMap(receipts::outcomeOf);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            Optional<Entry> current = head.flatMap(Head::current);
            if (!precondition.holdsFor(current)) {
                return new Outcome.Refused(current);
            }
            Entry entry = entryOf(name, draft, head, act.at()).sayingTheSameAs(current);
            write(entry, head.isPresent());
            writeRevision(entry, draft.content().bytes().length);
            writePieces(DOCUMENT_PIECE, document, name, entry.revision());
            replaceReport(name, current, entry.reportTag(), report);
            replaceLabels(name, draft.labels());
            audit.add(act.done(Action.PUT_TOPOLOGY, target(name), "revision " + entry.revision()));
            once.ifPresent(each -> receipts.write(each, entry));
            changes.write(
                    name, entry.revision(), verdictOf(current), Optional.of(entry.verdict()), act.at(), Cause.WRITTEN);
            return new Outcome.Written(entry, current);
        });
    }

    private static String target(String name) {
        return "topology/" + name;
    }

    private static Optional<String> verdictOf(Optional<Entry> entry) {
        return entry.map(Entry::verdict);
    }

    private static Entry entryOf(String name, Draft draft, Optional<Head> head, Instant now) {
        Evaluated evaluated = draft.evaluated();
        return new Entry(
                name,
                head.map(Head::revision).orElse(0L) + 1,
                now.truncatedTo(ChronoUnit.MILLIS),
                draft.content().mediaType(),
                draft.content().sha256(),
                evaluated.verdict(),
                evaluated.tag(),
                evaluated.edition(),
                evaluated.judgedOn(),
                evaluated.summary(),
                draft.owner());
    }

    @Override
    public Outcome delete(String name, Precondition precondition, Act act) {
        return attempts.of(() -> {
            Optional<Entry> current = lock(name).flatMap(Head::current);
            if (!precondition.holdsFor(current)) {
                return new Outcome.Refused(current);
            }
            return current.<Outcome>map(entry -> delete(entry, act)).orElseGet(Outcome.Missing::new);
        });
    }

    private Outcome delete(Entry entry, Act act) {
        OffsetDateTime at = Rows.written(act.at());
        jdbc.sql("update topology set revision = revision + 1, deleted = true, changed_at = :at, owner = null"
                        + " where name = :name")
                .param("at", at)
                .param("name", entry.name())
                .update();
        jdbc.sql("insert into revision (name, revision, deleted, written_at, media_type, sha256, size, verdict)"
                        + " values (:name, :revision, true, :at, '', '', 0, '')")
                .param("name", entry.name())
                .param("revision", entry.revision() + 1)
                .param("at", at)
                .update();
        replaceLabels(entry.name(), Map.of());
        deletePieces(entry.name());
        audit.add(act.done(Action.DELETE_TOPOLOGY, target(entry.name()), "revision " + (entry.revision() + 1)));
        changes.write(
                entry.name(),
                entry.revision() + 1,
                Optional.of(entry.verdict()),
                Optional.empty(),
                act.at(),
                Cause.DELETED);
        return new Outcome.Deleted(entry);
    }

    /** Everything that writes begins here, in a transaction that it may share with others. */
    private Optional<Head> lock(String name) {
        Runnable end = watch.begin(name);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                end.run();
            }
        });
        return jdbc.sql("select " + COLUMNS + " from topology where name = :name for update")
                .param("name", name)
                .query(Rows::head)
                .optional();
    }

    private void write(Entry entry, boolean known) {
        String sql = known
                ? "update topology set revision = :revision, deleted = false, changed_at = :at, media_type = :mediaType,"
                        + " sha256 = :sha256, verdict = :verdict, report_tag = :tag, edition = :edition,"
                        + " judged_on = :judgedOn, summary = :summary, owner = :owner where name = :name"
                : "insert into topology (" + COLUMNS + ") values (:name, :revision, false, :at, :mediaType, :sha256,"
                        + " :verdict, :tag, :edition, :judgedOn, :summary, :owner)";
        jdbc.sql(sql)
                .param("name", entry.name())
                .param("revision", entry.revision())
                .param("at", Rows.written(entry.changedAt()))
                .param("mediaType", entry.mediaType())
                .param("sha256", entry.sha256())
                .param("verdict", entry.verdict())
                .param("tag", entry.reportTag())
                .param("edition", entry.edition())
                .param("judgedOn", entry.judgedOn(), Types.DATE)
                .param("summary", entry.summary())
                .param("owner", entry.owner(), Types.VARCHAR)
                .update();
    }

    private void writeRevision(Entry entry, long size) {
        jdbc.sql("insert into revision (name, revision, deleted, written_at, media_type, sha256, size, verdict)"
                        + " values (:name, :revision, false, :at, :mediaType, :sha256, :size, :verdict)")
                .param("name", entry.name())
                .param("revision", entry.revision())
                .param("at", Rows.written(entry.changedAt()))
                .param("mediaType", entry.mediaType())
                .param("sha256", entry.sha256())
                .param("size", size)
                .param("verdict", entry.verdict())
                .update();
    }

    private void writePieces(String sql, byte[] compressed, String name, Object key) {
        List<byte[]> pieces = Pieces.cut(compressed);
        batches.batchUpdate(
                sql,
                IntStream.range(0, pieces.size())
                        .mapToObj(piece -> new Object[] {name, key, piece, pieces.get(piece)})
                        .toList());
    }

    /** A report that says the same stays as it is, so that its tag goes on naming the same bytes. */
    private void replaceReport(String name, Optional<Entry> before, String tag, byte[] report) {
        if (before.map(Entry::reportTag).filter(tag::equals).isEmpty()) {
            deletePieces(name);
            writePieces(REPORT_PIECE, report, name, tag);
        }
    }

    private void deletePieces(String name) {
        jdbc.sql("delete from report_piece where name = :name")
                .param("name", name)
                .update();
    }

    private void replaceLabels(String name, Map<String, String> labels) {
        jdbc.sql("delete from topology_label where name = :name")
                .param("name", name)
                .update();
        List<Object[]> rows = new ArrayList<>();
        labels.forEach((label, content) -> rows.add(new Object[] {name, label, content}));
        batches.batchUpdate("insert into topology_label (name, label, content) values (?, ?, ?)", rows);
    }

    @Override
    public boolean replaceReport(String name, long revision, Evaluated evaluated, Instant now) {
        byte[] report = Pieces.compress(evaluated.report());
        return attempts.of(() -> {
            Optional<Entry> current = lock(name).flatMap(Head::current).filter(entry -> entry.revision() == revision);
            current.ifPresent(entry -> {
                writeEvaluation(name, evaluated);
                replaceReport(name, current, evaluated.tag(), report);
                changes.write(
                        name, revision, verdictOf(current), Optional.of(evaluated.verdict()), now, Cause.JUDGED_AGAIN);
            });
            return current.isPresent();
        });
    }

    private void writeEvaluation(String name, Evaluated evaluated) {
        jdbc.sql("update topology set verdict = :verdict, report_tag = :tag, edition = :edition, judged_on = :judgedOn,"
                        + " summary = case when report_tag = :tag then summary else :summary end where name = :name")
                .param("name", name)
                .param("verdict", evaluated.verdict())
                .param("tag", evaluated.tag())
                .param("edition", evaluated.edition())
                .param("judgedOn", evaluated.judgedOn(), Types.DATE)
                .param("summary", evaluated.summary())
                .update();
    }

    @Override
    public Optional<Entry> find(String name) {
        return jdbc.sql("select " + COLUMNS + " from topology where name = :name and not deleted")
                .param("name", name)
                .query(Rows::entry)
                .optional();
    }

    @Override
    public Map<String, Standing> standings(Set<String> names) {
        List<String> left = List.copyOf(names);
        Map<String, Standing> standings = new HashMap<>();
        while (!left.isEmpty()) {
            int size = Math.min(left.size(), MOST_NAMES);
            readStandings(left.subList(0, size), standings);
            left = left.subList(size, left.size());
        }
        return standings;
    }

    /** The last name fills up the places that are left. */
    private void readStandings(List<String> names, Map<String, Standing> standings) {
        int last = names.size() - 1;
        Object[] places = new Object[1 << (Integer.SIZE - Integer.numberOfLeadingZeros(last))];
        Arrays.setAll(places, place -> names.get(Math.min(place, last)));
        batches.query(
                STANDINGS.formatted(String.join(", ", Collections.nCopies(places.length, "?"))),
                row -> {
                    standings.put(row.getString("name"), Rows.standing(row));
                },
                places);
    }

    @Override
    public Optional<Content> document(String name, long revision) {
        Optional<Revision> written = jdbc.sql("select * from revision where name = :name and revision = :revision")
                .param("name", name)
                .param("revision", revision)
                .query(Rows::revision)
                .optional()
                .filter(each -> !each.deleted());
        return written.map(each -> {
            List<byte[]> pieces = jdbc.sql(
                            "select content from document_piece where name = :name and revision = :revision order by piece")
                    .param("name", name)
                    .param("revision", revision)
                    .query((row, number) -> row.getBytes(1))
                    .list();
            return new Content(Pieces.expand(Pieces.join(pieces)), each.mediaType(), each.sha256());
        });
    }

    @Override
    public Optional<Reported> report(String name) {
        for (int read = 0; read < READS; read++) {
            Optional<Entry> entry = find(name);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            List<byte[]> pieces = piecesOf(entry.get());
            if (!pieces.isEmpty()) {
                return Optional.of(new Reported(entry.get(), Pieces.join(pieces)));
            }
        }
        throw new ConcurrencyFailureException("The report is replaced faster than it can be read");
    }

    private List<byte[]> piecesOf(Entry entry) {
        return jdbc.sql("select content from report_piece where name = :name and report_tag = :tag order by piece")
                .param("name", entry.name())
                .param("tag", entry.reportTag())
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    @Override
    public Page list(Listing listing) {
        StringBuilder sql =
                new StringBuilder("select " + COLUMNS + " from topology t where not deleted and name > :after");
        Map<String, Object> parameters = new TreeMap<>(Map.of("after", listing.after(), "most", listing.most() + 1));
        if (listing.verdict() != null) {
            sql.append(" and verdict = :verdict");
            parameters.put("verdict", listing.verdict());
        }
        listing.labels().forEach((label, content) -> {
            int number = parameters.size();
            sql.append(
                    " and exists (select 1 from topology_label l where l.name = t.name and l.label = :label%1$d and l.content = :content%1$d)"
                            .formatted(number));
            parameters.put("label" + number, label);
            parameters.put("content" + number, content);
        });
        List<Entry> found = jdbc.sql(sql.append(" order by name limit :most").toString())
                .params(parameters)
                .query(Rows::entry)
                .list();
        boolean more = found.size() > listing.most();
        return new Page(more ? found.subList(0, listing.most()) : found, more);
    }

    @Override
    public List<Revision> revisions(String name, long below, int most) {
        return jdbc.sql("select * from revision where name = :name and revision < :below"
                        + " order by revision desc limit :most")
                .param("name", name)
                .param("below", below)
                .param("most", most)
                .query(Rows::revision)
                .list();
    }

    @Override
    public List<String> stale(Freshness freshness, String after, int most) {
        return jdbc.sql("select name from topology where name > :after and" + IS_STALE + " order by name limit :most")
                .param("after", after)
                .param("edition", freshness.edition())
                .param("day", freshness.day())
                .param("most", most)
                .query(String.class)
                .list();
    }

    @Override
    public Census census(Freshness freshness) {
        Map<String, Long> verdicts = new TreeMap<>();
        jdbc.sql("select verdict, count(*) from topology where not deleted group by verdict")
                .query(row -> {
                    verdicts.put(row.getString(1), row.getLong(2));
                });
        long stale = jdbc.sql("select count(*) from topology where" + IS_STALE)
                .param("edition", freshness.edition())
                .param("day", freshness.day())
                .query(Long.class)
                .single();
        return new Census(verdicts, stale);
    }
}
