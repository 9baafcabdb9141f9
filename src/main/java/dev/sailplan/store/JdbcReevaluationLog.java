package dev.sailplan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the log beside the topologies, in the same SQL. */
public final class JdbcReevaluationLog implements ReevaluationLog {

    /** How long an edition is taken to be there after one of its replicas said so: some times as long as one is silent. */
    static final Duration PRESENCE = Duration.ofMinutes(10);

    private static final String IS_UNJUDGED =
            " from unjudged u join topology t on t.name = u.name and t.revision = u.revision"
                    + " where not t.deleted and u.edition = :edition and u.judged_on = :day";

    private final JdbcClient jdbc;
    private final Attempts attempts;

    public JdbcReevaluationLog(JdbcOperations jdbc, TransactionOperations transactions) {
        this.jdbc = JdbcClient.create(jdbc);
        this.attempts = new Attempts(transactions);
    }

    @Override
    public boolean announce(String edition, Instant now) {
        return attempts.of(() -> {
            int known = jdbc.sql("update edition set seen_at = :now where edition = :edition and seen_at >= :since")
                    .param("now", Rows.written(millis(now)))
                    .param("edition", edition)
                    .param("since", Rows.written(since(now)))
                    .update();
            if (known == 0) {
                arrive(edition, millis(now));
            }
            return governing(now).filter(edition::equals).isPresent();
        });
    }

    /** Those that are gone are forgotten, this one's earlier presence too. */
    private void arrive(String edition, Instant now) {
        jdbc.sql("delete from edition where seen_at < :since")
                .param("since", Rows.written(since(now)))
                .update();
        jdbc.sql("insert into edition (edition, arrived_at, seen_at) values (:edition, :now, :now)")
                .param("edition", edition)
                .param("now", Rows.written(now))
                .update();
    }

    private Optional<String> governing(Instant now) {
        return jdbc.sql("select edition from edition where seen_at >= :since"
                        + " order by arrived_at desc, edition desc limit 1")
                .param("since", Rows.written(since(now)))
                .query(String.class)
                .optional();
    }

    private static Instant since(Instant now) {
        return millis(now).minus(PRESENCE);
    }

    private static Instant millis(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void begin(String edition, Instant now) {
        attempts.of(() -> jdbc.sql("update edition set began_at = :now where edition = :edition")
                .param("now", Rows.written(millis(now)))
                .param("edition", edition)
                .update());
    }

    @Override
    public void finish(String edition, Instant now) {
        attempts.of(() -> jdbc.sql("update edition set began_at = null, finished_at = :now where edition = :edition")
                .param("now", Rows.written(millis(now)))
                .param("edition", edition)
                .update());
    }

    @Override
    public Headway headway(String edition, Instant now) {
        boolean governs = governing(now).filter(edition::equals).isPresent();
        return jdbc.sql("select seen_at, began_at, finished_at from edition where edition = :edition")
                .param("edition", edition)
                .query((row, number) -> headway(row, governs))
                .optional()
                .orElse(new Headway(false, false, null));
    }

    private static Headway headway(ResultSet row, boolean governs) throws SQLException {
        return new Headway(
                governs,
                governs && Rows.optionalInstant(row, "began_at") != null,
                Rows.optionalInstant(row, "finished_at"));
    }

    @Override
    public void giveUp(String name, long revision, Freshness freshness) {
        attempts.of(() -> {
            jdbc.sql("delete from unjudged where name = :name")
                    .param("name", name)
                    .update();
            return jdbc.sql("insert into unjudged (name, revision, edition, judged_on)"
                            + " values (:name, :revision, :edition, :day)")
                    .param("name", name)
                    .param("revision", revision)
                    .param("edition", freshness.edition())
                    .param("day", freshness.day())
                    .update();
        });
    }

    @Override
    public boolean isGivenUp(String name, long revision, Freshness freshness) {
        return jdbc.sql("select count(*) from unjudged where name = :name and revision = :revision"
                                + " and edition = :edition and judged_on = :day")
                        .param("name", name)
                        .param("revision", revision)
                        .param("edition", freshness.edition())
                        .param("day", freshness.day())
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public Unjudged unjudged(Freshness freshness, int most) {
        long count = jdbc.sql("select count(*)" + IS_UNJUDGED)
                .param("edition", freshness.edition())
                .param("day", freshness.day())
                .query(Long.class)
                .single();
        return new Unjudged(
                count,
                jdbc.sql("select u.name" + IS_UNJUDGED + " order by u.name limit :most")
                        .param("edition", freshness.edition())
                        .param("day", freshness.day())
                        .param("most", most)
                        .query(String.class)
                        .list());
    }
}
