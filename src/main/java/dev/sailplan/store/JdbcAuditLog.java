package dev.sailplan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the audit log beside the topologies. */
public final class JdbcAuditLog implements AuditLog {

    private final JdbcClient jdbc;

    public JdbcAuditLog(JdbcOperations jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    @Override
    public void add(AuditEntry entry) {
        jdbc.sql("insert into audit_entry (id, acted_at, actor, address, action, target, result, detail)"
                        + " values (:id, :at, :actor, :address, :action, :target, :result, :detail)")
                .param("id", entry.id().toString())
                .param("at", Rows.written(entry.at()))
                .param("actor", entry.actor())
                .param("address", entry.address())
                .param("action", entry.action().name())
                .param("target", entry.target())
                .param("result", entry.result().name())
                .param("detail", entry.detail())
                .update();
    }

    @Override
    public List<AuditEntry> entries(Optional<Mark> before, int most) {
        String where = before.isPresent() ? " where acted_at < :at or (acted_at = :at and id < :id)" : "";
        JdbcClient.StatementSpec query = jdbc.sql(
                        "select * from audit_entry" + where + " order by acted_at desc, id desc limit :most")
                .param("most", most);
        before.ifPresent(mark -> query.param("at", Rows.written(mark.at())).param("id", mark.id()));
        return query.query(JdbcAuditLog::entry).list();
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                UUID.fromString(row.getString("id")),
                Rows.instant(row, "acted_at"),
                row.getString("actor"),
                row.getString("address"),
                Action.valueOf(row.getString("action")),
                row.getString("target"),
                AuditEntry.Result.valueOf(row.getString("result")),
                row.getString("detail"));
    }

    @Override
    public void forget(Instant before) {
        jdbc.sql("delete from audit_entry where acted_at < :before")
                .param("before", Rows.written(before))
                .update();
    }
}
