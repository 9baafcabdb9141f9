package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;

/** A real PostgreSQL, whose binaries come as a dependency. */
class PostgresWebhookStoreTest extends WebhookStoreContract {

    @Override
    HikariDataSource empty() {
        return Databases.postgres();
    }
}
