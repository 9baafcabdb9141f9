package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Databases as the service uses them, empty and migrated. */
public final class Databases {

    /** As the service's own settings have it, besides the place. */
    public static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0;LOCK_TIMEOUT=10000";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Databases() {}

    /** One server for all tests of a run; it ends with the process. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** A database of its own in the real PostgreSQL that comes as a dependency. */
    public static HikariDataSource postgres() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        return migrated(Server.POSTGRES.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema);
    }

    /** The address of that PostgreSQL, with a schema of its own. */
    public static String postgresUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", "postgres") + "&currentSchema=test_" + SCHEMAS.incrementAndGet();
    }

    /** The embedded database in a folder. */
    public static HikariDataSource h2(Path folder) {
        return migrated("jdbc:h2:file:" + folder.resolve("sailplan") + H2_SETTINGS);
    }

    /** A database that is already there. */
    public static HikariDataSource migrated(String url) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(url);
        if (EmbeddedDatabase.isAt(url)) {
            source.setMaximumPoolSize(EmbeddedDatabase.CONNECTIONS);
        }
        Flyway.configure()
                .dataSource(url, source.getUsername(), source.getPassword())
                .load()
                .migrate();
        return source;
    }

    /** The store on a database. */
    public static TopologyStore storeOn(HikariDataSource source) {
        return new JdbcTopologyStore(
                new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    /** The log of re-evaluation on a database. */
    static ReevaluationLog logOn(HikariDataSource source) {
        return new JdbcReevaluationLog(
                new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    /** The keys in a database. */
    static KeyStore keysIn(HikariDataSource source) {
        return new JdbcKeyStore(new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    /** The audit log in a database. */
    static AuditLog auditIn(HikariDataSource source) {
        return new JdbcAuditLog(new JdbcTemplate(source));
    }

    /** The receipts in a database. */
    public static ReceiptLog receiptsIn(HikariDataSource source) {
        return new JdbcReceiptLog(new JdbcTemplate(source));
    }

    /** The changes of verdicts in a database. */
    public static VerdictLog changesIn(HikariDataSource source) {
        return new JdbcVerdictLog(new JdbcTemplate(source));
    }

    /** The webhooks in a database. */
    public static WebhookStore webhooksIn(HikariDataSource source) {
        return new JdbcWebhookStore(
                new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    /** Changes the verdict on a topology. */
    public static void change(HikariDataSource source, String name, String verdict, Instant at) {
        byte[] bytes = verdict.getBytes(StandardCharsets.UTF_8);
        String hash = Sha256.of(bytes);
        Evaluated found = new Evaluated(verdict, "1", null, verdict, hash.substring(0, 32), bytes);
        Draft draft = new Draft(new Content(bytes, "application/yaml", hash), Map.of(), null, found);
        storeOn(source).put(name, draft, Precondition.none(), Somebody.at(at));
    }
}
