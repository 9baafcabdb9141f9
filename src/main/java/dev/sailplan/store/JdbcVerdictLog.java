package dev.sailplan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps changes of verdicts beside the topologies. */
public final class JdbcVerdictLog implements VerdictLog {

    private final JdbcClient jdbc;

    public JdbcVerdictLog(JdbcOperations jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    /**
     * Writes a change, if it is one, in the transaction of what caused it.
     *
     * <p>Everybody who writes one queues from here to the end of their transaction: this comes last in it.
     */
    void write(
            String name,
            long revision,
            Optional<String> before,
            Optional<String> after,
            Instant at,
            VerdictChange.Cause cause) {
        if (before.equals(after)) {
            return;
        }
        jdbc.sql("update verdict_change_counter set newest = newest + 1 where id = 1")
                .update();
        jdbc.sql("insert into verdict_change (id, name, revision, verdict_before, verdict_after, changed_at, cause)"
                        + " values (:id, :name, :revision, :before, :after, :at, :cause)")
                .param("id", newest())
                .param("name", name)
                .param("revision", revision)
                .param("before", before.orElse(null), Types.VARCHAR)
                .param("after", after.orElse(null), Types.VARCHAR)
                .param("at", Rows.written(at))
                .param("cause", cause.name())
                .update();
    }

    @Override
    public long newest() {
        return jdbc.sql("select newest from verdict_change_counter where id = 1")
                .query(Long.class)
                .single();
    }

    @Override
    public List<VerdictChange> after(long id, int most) {
        return jdbc.sql("select * from verdict_change where id > :id order by id limit :most")
                .param("id", id)
                .param("most", most)
                .query(JdbcVerdictLog::change)
                .list();
    }

    private static VerdictChange change(ResultSet row, int number) throws SQLException {
        return new VerdictChange(
                row.getLong("id"),
                row.getString("name"),
                row.getLong("revision"),
                row.getString("verdict_before"),
                row.getString("verdict_after"),
                Rows.instant(row, "changed_at"),
                VerdictChange.Cause.valueOf(row.getString("cause")));
    }

    /** By number, as clocks of several writers need not agree and nothing between two that are kept may be missing. */
    @Override
    public void forget(Instant before) {
        long next = newest() + 1;
        long kept = jdbc.sql("select id from verdict_change where changed_at >= :before order by id limit 1")
                .param("before", Rows.written(before))
                .query(Long.class)
                .optional()
                .orElse(next);
        jdbc.sql("delete from verdict_change where id < :kept")
                .param("kept", Math.min(kept, next))
                .update();
    }
}
