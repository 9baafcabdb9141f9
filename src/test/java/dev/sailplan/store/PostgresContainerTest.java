package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.Skipped;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The image of PostgreSQL that operators run. */
class PostgresContainerTest extends TopologyStoreContract {

    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18-alpine");
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    @BeforeAll
    static void start() {
        Skipped.unless(DockerClientFactory.instance().isDockerAvailable(), "needs a running Docker engine");
        POSTGRES.start();
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    @Override
    HikariDataSource empty() {
        String separator = POSTGRES.getJdbcUrl().contains("?") ? "&" : "?";
        return Databases.migrated(POSTGRES.getJdbcUrl() + separator + "user=" + POSTGRES.getUsername() + "&password="
                + POSTGRES.getPassword() + "&currentSchema=test_" + SCHEMAS.incrementAndGet());
    }
}
