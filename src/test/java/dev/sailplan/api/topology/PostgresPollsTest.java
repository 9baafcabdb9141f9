package dev.sailplan.api.topology;

import dev.sailplan.store.Databases;

/** With a real PostgreSQL, which is asked each time. */
class PostgresPollsTest extends PollsContract {

    PostgresPollsTest() {
        super(Databases.postgresUrl());
    }

    @Override
    int statements() {
        return 1;
    }
}
