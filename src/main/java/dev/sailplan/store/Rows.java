package dev.sailplan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Rows as values, and instants as the databases take them. */
final class Rows {

    private Rows() {}

    static Head head(ResultSet row, int number) throws SQLException {
        return new Head(entry(row, number), row.getBoolean("deleted"));
    }

    static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getString("name"),
                row.getLong("revision"),
                instant(row, "changed_at"),
                row.getString("media_type"),
                row.getString("sha256"),
                row.getString("verdict"),
                row.getString("report_tag"),
                row.getString("edition"),
                row.getObject("judged_on", LocalDate.class),
                row.getString("summary"),
                row.getString("owner"));
    }

    static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getLong("revision"),
                row.getString("report_tag"),
                row.getString("edition"),
                row.getObject("judged_on", LocalDate.class));
    }

    static Revision revision(ResultSet row, int number) throws SQLException {
        return new Revision(
                row.getLong("revision"),
                row.getBoolean("deleted"),
                instant(row, "written_at"),
                row.getString("media_type"),
                row.getString("sha256"),
                row.getLong("size"),
                row.getString("verdict"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime written(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
