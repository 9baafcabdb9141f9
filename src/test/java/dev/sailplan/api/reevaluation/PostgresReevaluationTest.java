package dev.sailplan.api.reevaluation;

import dev.sailplan.store.Databases;

/** A real PostgreSQL, whose binaries come as a dependency. */
class PostgresReevaluationTest extends ReevaluationContract {

    PostgresReevaluationTest() {
        super(Databases.postgresUrl());
    }
}
