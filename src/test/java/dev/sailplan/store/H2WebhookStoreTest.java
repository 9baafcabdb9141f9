package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database, in files as it is delivered. */
class H2WebhookStoreTest extends WebhookStoreContract {

    @TempDir
    private Path folder = Path.of("");

    @Override
    HikariDataSource empty() {
        return Databases.h2(folder);
    }
}
