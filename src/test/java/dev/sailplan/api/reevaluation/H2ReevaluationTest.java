package dev.sailplan.api.reevaluation;

import dev.sailplan.store.Databases;
import java.util.UUID;

/** The embedded database, in memory, so that two services of one process can have it. */
class H2ReevaluationTest extends ReevaluationContract {

    H2ReevaluationTest() {
        super("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"
                + Databases.H2_SETTINGS.replace("WRITE_DELAY=0;", ""));
    }
}
