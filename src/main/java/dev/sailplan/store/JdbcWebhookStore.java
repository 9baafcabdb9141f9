package dev.sailplan.store;

import dev.sailplan.store.Webhook.Attempt;
import dev.sailplan.store.Webhook.Delivery;
import dev.sailplan.store.Webhook.Pause;
import dev.sailplan.store.Webhook.SecretIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps webhooks beside the topologies, in the same SQL.
 *
 * <p>A claim is taken by an update that holds only while nobody else has it, so that of several processes one succeeds.
 */
public final class JdbcWebhookStore implements WebhookStore {

    /** As many others may be faster before it is looked again. */
    private static final int CANDIDATES = 50;

    private static final String MAY_BE_CLAIMED =
            " paused is null and next_at <= :now" + " and (claimed_until is null or claimed_until <= :now)";
    private static final String IS_HELD = " where name = :name and claimed_by = :token";
    private static final String UNCLAIMED = ", claimed_by = null, claimed_until = null";
    private static final String UNTROUBLED = ", failures = 0, failing_since = null, paused = null";

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final VerdictLog changes;
    private final JdbcAuditLog audit;

    public JdbcWebhookStore(JdbcOperations jdbc, TransactionOperations transactions) {
        this.jdbc = JdbcClient.create(jdbc);
        this.attempts = new Attempts(transactions);
        this.changes = new JdbcVerdictLog(jdbc);
        this.audit = new JdbcAuditLog(jdbc);
    }

    @Override
    public Optional<Registered> put(String name, Subscription subscription, String secret, int most, Act act) {
        return attempts.of(() -> {
            Optional<Webhook> before = lock(name);
            if (before.isPresent()) {
                replace(name, subscription, isElsewhere(subscription, before.get()), act.at());
            } else if (count() < most) {
                create(name, subscription, secret, act.at());
            }
            Optional<Webhook> after = find(name);
            after.ifPresent(webhook -> note(act, Action.PUT_WEBHOOK, name, subscription.url()));
            return after.map(webhook -> new Registered(webhook, before.isEmpty()));
        });
    }

    private void note(Act act, Action action, String name, String detail) {
        audit.add(act.done(action, "webhook/" + name, detail));
    }

    private static boolean isElsewhere(Subscription subscription, Webhook before) {
        return !subscription.url().equals(before.subscription().url());
    }

    private Optional<Webhook> lock(String name) {
        return jdbc.sql("select * from webhook where name = :name for update")
                .param("name", name)
                .query(JdbcWebhookStore::webhook)
                .optional();
    }

    private long count() {
        return jdbc.sql("select count(*) from webhook").query(Long.class).single();
    }

    /** What was tried at another address says nothing of this one. */
    private void replace(String name, Subscription subscription, boolean elsewhere, Instant now) {
        String anew = elsewhere ? UNTROUBLED + UNCLAIMED + ", next_at = :now" : "";
        written(
                        "update webhook set url = :url, description = :description, topologies = :topologies,"
                                + " verdicts = :verdicts, changed_at = :now" + anew + " where name = :name",
                        name,
                        subscription,
                        now)
                .update();
    }

    private void create(String name, Subscription subscription, String secret, Instant now) {
        written(
                        "insert into webhook (name, url, description, topologies, verdicts, created_at, changed_at, secret,"
                                + " position, failures, next_at) values (:name, :url, :description, :topologies, :verdicts,"
                                + " :now, :now, :secret, :newest, 0, :now)",
                        name,
                        subscription,
                        now)
                .param("secret", secret)
                .param("newest", changes.newest())
                .update();
    }

    private JdbcClient.StatementSpec written(String sql, String name, Subscription subscription, Instant now) {
        return jdbc.sql(sql)
                .param("name", name)
                .param("url", subscription.url())
                .param("description", subscription.description(), Types.VARCHAR)
                .param("topologies", String.join(" ", subscription.topologies()))
                .param("verdicts", String.join(" ", subscription.verdicts()))
                .param("now", millis(now));
    }

    private static OffsetDateTime millis(Instant instant) {
        return Rows.written(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public boolean delete(String name, Act act) {
        return attempts.of(() -> {
            boolean there = jdbc.sql("delete from webhook where name = :name")
                            .param("name", name)
                            .update()
                    > 0;
            if (there) {
                note(act, Action.DELETE_WEBHOOK, name, "");
            }
            return there;
        });
    }

    @Override
    public Optional<Webhook> find(String name) {
        return jdbc.sql("select * from webhook where name = :name")
                .param("name", name)
                .query(JdbcWebhookStore::webhook)
                .optional();
    }

    @Override
    public List<Webhook> list() {
        return jdbc.sql("select * from webhook order by name")
                .query(JdbcWebhookStore::webhook)
                .list();
    }

    @Override
    public Optional<Webhook> rotate(String name, String secret, Instant formerUntil, Act act) {
        return attempts.of(() -> {
            jdbc.sql("update webhook set former_secret = secret, former_until = :until, secret = :secret"
                            + " where name = :name")
                    .param("name", name)
                    .param("secret", secret)
                    .param("until", millis(formerUntil))
                    .update();
            Optional<Webhook> rotated = find(name);
            rotated.ifPresent(
                    webhook -> note(act, Action.ROTATE_WEBHOOK, name, "the former secret until " + formerUntil));
            return rotated;
        });
    }

    @Override
    public Optional<Webhook> resume(String name, Act act) {
        return attempts.of(() -> {
            jdbc.sql("update webhook set next_at = :now" + UNTROUBLED + " where name = :name")
                    .param("name", name)
                    .param("now", millis(act.at()))
                    .update();
            Optional<Webhook> resumed = find(name);
            resumed.ifPresent(webhook -> note(act, Action.RESUME_WEBHOOK, name, ""));
            return resumed;
        });
    }

    @Override
    public Optional<Webhook> claim(String token, Instant now, Instant until) {
        return due(now).stream()
                .filter(name -> isClaimed(new Claim(name, token), now, until))
                .findFirst()
                .flatMap(this::find);
    }

    private List<String> due(Instant now) {
        return jdbc.sql("select name from webhook where" + MAY_BE_CLAIMED
                        + " and position < (select newest from verdict_change_counter where id = 1)"
                        + " order by next_at, name limit :most")
                .param("now", millis(now))
                .param("most", CANDIDATES)
                .query(String.class)
                .list();
    }

    private boolean isClaimed(Claim claim, Instant now, Instant until) {
        return attempts.of(
                () -> jdbc.sql("update webhook set claimed_by = :token, claimed_until = :until where name = :name and"
                                        + MAY_BE_CLAIMED)
                                .param("name", claim.webhook())
                                .param("token", claim.token())
                                .param("until", millis(until))
                                .param("now", millis(now))
                                .update()
                        > 0);
    }

    @Override
    public Optional<Webhook> prolong(Claim claim, Instant until) {
        return attempts.of(() -> {
            int prolonged = held("update webhook set claimed_until = :until", claim)
                    .param("until", millis(until))
                    .update();
            return prolonged == 0 ? Optional.<Webhook>empty() : find(claim.webhook());
        });
    }

    private JdbcClient.StatementSpec held(String sql, Claim claim) {
        return jdbc.sql(sql + IS_HELD).param("name", claim.webhook()).param("token", claim.token());
    }

    @Override
    public boolean pass(Claim claim, long position) {
        return attempts.of(() -> held("update webhook set position = :position", claim)
                        .param("position", position)
                        .update()
                > 0);
    }

    @Override
    public boolean succeed(Claim claim, long position, Attempt attempt) {
        return attempts.of(
                () -> attempted("update webhook set position = :position" + UNTROUBLED, claim, position, attempt)
                                .update()
                        > 0);
    }

    /** The end of an update that notes an attempt. */
    private JdbcClient.StatementSpec attempted(String sql, Claim claim, long position, Attempt attempt) {
        return held(sql + ", last_at = :at, last_result = :result, last_status = :status", claim)
                .param("position", position)
                .param("at", millis(attempt.at()))
                .param("result", attempt.result())
                .param("status", attempt.status(), Types.INTEGER);
    }

    @Override
    public void fail(Claim claim, long position, Attempt attempt, Instant nextAt, @Nullable Pause pause) {
        attempts.of(() -> attempted(
                        "update webhook set position = :position, failures = failures + 1,"
                                + " failing_since = coalesce(failing_since, :at), next_at = :nextAt, paused = :paused"
                                + UNCLAIMED,
                        claim,
                        position,
                        attempt)
                .param("nextAt", millis(nextAt))
                .param("paused", pause == null ? null : pause.name(), Types.VARCHAR)
                .update());
    }

    @Override
    public void release(Claim claim, Instant now) {
        attempts.of(() -> held("update webhook set next_at = :now" + UNCLAIMED, claim)
                .param("now", millis(now))
                .update());
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        return new Webhook(
                row.getString("name"),
                new Subscription(
                        row.getString("url"),
                        row.getString("description"),
                        words(row.getString("topologies")),
                        words(row.getString("verdicts"))),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "changed_at"),
                new SecretIds(
                        row.getString("secret"),
                        row.getString("former_secret"),
                        Rows.optionalInstant(row, "former_until")),
                delivery(row));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        String paused = row.getString("paused");
        return new Delivery(
                row.getLong("position"),
                row.getInt("failures"),
                Rows.optionalInstant(row, "failing_since"),
                attempt(row),
                Rows.instant(row, "next_at"),
                paused == null ? null : Pause.valueOf(paused));
    }

    private static @Nullable Attempt attempt(ResultSet row) throws SQLException {
        Instant at = Rows.optionalInstant(row, "last_at");
        return at == null
                ? null
                : new Attempt(at, row.getString("last_result"), row.getObject("last_status", Integer.class));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
    }
}
