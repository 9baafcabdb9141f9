package dev.sailplan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps receipts beside the topologies: each is the entry as it was when it was written. */
public final class JdbcReceiptLog implements ReceiptLog {

    private final JdbcClient jdbc;

    public JdbcReceiptLog(JdbcOperations jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    @Override
    public Optional<Outcome> outcomeOf(Once once) {
        return jdbc.sql("select * from receipt where request_key = :key")
                .param("key", once.key())
                .query((row, number) -> outcome(row, number, once))
                .optional();
    }

    private static Outcome outcome(ResultSet row, int number, Once once) throws SQLException {
        boolean same = row.getString("request").equals(once.request());
        return same ? new Outcome.Repeated(Rows.entry(row, number)) : new Outcome.KeyReused();
    }

    /** Writes a receipt, in the transaction of what it is for. Of two with one key the second is refused by the database. */
    void write(Once once, Entry entry) {
        jdbc.sql("insert into receipt (request_key, request, name, revision, changed_at, media_type, sha256, verdict,"
                        + " report_tag, edition, judged_on, summary, owner) values (:key, :request, :name, :revision, :at,"
                        + " :mediaType, :sha256, :verdict, :tag, :edition, :judgedOn, :summary, :owner)")
                .param("key", once.key())
                .param("request", once.request())
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

    @Override
    public void forget(Instant before, int most) {
        forget(before);
        jdbc.sql("select changed_at from receipt order by changed_at desc limit 1 offset :others")
                .param("others", most - 1)
                .query(OffsetDateTime.class)
                .optional()
                .ifPresent(oldest -> forget(oldest.toInstant()));
    }

    private void forget(Instant before) {
        jdbc.sql("delete from receipt where changed_at < :before")
                .param("before", Rows.written(before))
                .update();
    }
}
