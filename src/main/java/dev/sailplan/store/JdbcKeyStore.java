package dev.sailplan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps keys beside the topologies. */
public final class JdbcKeyStore implements KeyStore {

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final JdbcAuditLog audit;

    public JdbcKeyStore(JdbcOperations jdbc, TransactionOperations transactions) {
        this.jdbc = JdbcClient.create(jdbc);
        this.attempts = new Attempts(transactions);
        this.audit = new JdbcAuditLog(jdbc);
    }

    @Override
    public void add(StoredKey key, Act act) {
        boolean unused = attempts.of(() -> {
            insert(key);
            audit.add(act.done(Action.CREATE_KEY, target(key.id()), detailOf(key)));
            return true;
        });
    }

    private void insert(StoredKey key) {
        jdbc.sql("insert into api_key (id, description, role, teams, secret_hash, created_at, created_by, expires_at)"
                        + " values (:id, :description, :role, :teams, :hash, :createdAt, :createdBy, :expiresAt)")
                .param("id", key.id())
                .param("description", key.description())
                .param("role", key.role())
                .param("teams", key.joinedTeams())
                .param("hash", key.secretHash())
                .param("createdAt", Rows.written(key.createdAt()))
                .param("createdBy", key.createdBy())
                .param("expiresAt", Rows.written(key.expiresAt()))
                .update();
    }

    private static String target(String id) {
        return "key/" + id;
    }

    private static String detailOf(StoredKey key) {
        String teams = key.joinedTeams().replace('\n', ',');
        return key.role() + (teams.isEmpty() ? "" : " for " + teams) + " until " + key.expiresAt();
    }

    @Override
    public Optional<StoredKey> find(String id) {
        return jdbc.sql("select * from api_key where id = :id")
                .param("id", id)
                .query(JdbcKeyStore::key)
                .optional();
    }

    @Override
    public List<StoredKey> list(String after, int most) {
        return jdbc.sql("select * from api_key where id > :after order by id limit :most")
                .param("after", after)
                .param("most", most)
                .query(JdbcKeyStore::key)
                .list();
    }

    @Override
    public long valid(Instant now) {
        return jdbc.sql("select count(*) from api_key where expires_at > :now")
                .param("now", Rows.written(now))
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<StoredKey> rotate(String id, String newHash, Instant until, Act act) {
        return attempts.of(() -> {
            Optional<StoredKey> rotated = jdbc.sql("select * from api_key where id = :id for update")
                    .param("id", id)
                    .query(JdbcKeyStore::key)
                    .optional()
                    .map(key -> key.rotated(newHash, until));
            rotated.ifPresent(key -> {
                updateSecrets(key, until);
                audit.add(act.done(Action.ROTATE_KEY, target(id), "the former secret until " + until));
            });
            return rotated;
        });
    }

    private void updateSecrets(StoredKey key, Instant until) {
        jdbc.sql("update api_key set secret_hash = :hash, former_hash = :former, former_until = :until where id = :id")
                .param("id", key.id())
                .param("hash", key.secretHash())
                .param("former", key.formerHash())
                .param("until", Rows.written(until))
                .update();
    }

    @Override
    public boolean revoke(String id, Act act) {
        return attempts.of(() -> {
            boolean there = jdbc.sql("delete from api_key where id = :id")
                            .param("id", id)
                            .update()
                    > 0;
            if (there) {
                audit.add(act.done(Action.REVOKE_KEY, target(id), ""));
            }
            return there;
        });
    }

    private static StoredKey key(ResultSet row, int number) throws SQLException {
        return new StoredKey(
                row.getString("id"),
                row.getString("description"),
                row.getString("role"),
                teamsIn(row.getString("teams")),
                row.getString("secret_hash"),
                row.getString("former_hash"),
                Rows.optionalInstant(row, "former_until"),
                Rows.instant(row, "created_at"),
                row.getString("created_by"),
                Rows.instant(row, "expires_at"));
    }

    private static Set<String> teamsIn(String joined) {
        return joined.isEmpty() ? Set.of() : Set.of(joined.split("\n", -1));
    }
}
