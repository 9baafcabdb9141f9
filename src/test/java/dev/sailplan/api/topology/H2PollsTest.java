package dev.sailplan.api.topology;

import dev.sailplan.store.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** With the embedded database in files, of which nothing has to be read again. */
class H2PollsTest extends PollsContract {

    H2PollsTest(@TempDir Path folder) {
        super("jdbc:h2:file:" + folder.resolve("sailplan") + Databases.H2_SETTINGS);
    }

    @Override
    int statements() {
        return 0;
    }
}
