package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database, which nobody else writes to. */
class H2StandingsTest extends StandingsContract {

    @TempDir
    private Path folder = Path.of("");

    @Override
    HikariDataSource empty() {
        return Databases.h2(folder);
    }

    @Override
    Standings standings(TopologyStore store, KeptStandings kept) {
        return kept.inFrontOf(new GroupedStandings(store));
    }
}
