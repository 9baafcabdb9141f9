package dev.sailplan.store;

import com.zaxxer.hikari.HikariDataSource;

/** A real PostgreSQL, which others may write to. */
class PostgresStandingsTest extends StandingsContract {

    @Override
    HikariDataSource empty() {
        return Databases.postgres();
    }

    @Override
    Standings standings(TopologyStore store, KeptStandings kept) {
        return new GroupedStandings(store);
    }
}
