package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which databases nobody else can write to. */
class EmbeddedDatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./data/sailplan;MODE=PostgreSQL;WRITE_DELAY=0", "jdbc:h2:file:/var/sailplan"})
    void filesThatAreLockedAreOwned(String url) {
        assertThat(EmbeddedDatabase.isOwnedAt(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./data/sailplan;AUTO_SERVER=TRUE",
                "jdbc:h2:file:./data/sailplan;file_lock=no",
                "jdbc:h2:tcp://db.example.com/sailplan",
                "jdbc:h2:mem:sailplan",
                "jdbc:postgresql://db.example.com/sailplan"
            })
    void whatOthersMayWriteToIsNot(String url) {
        assertThat(EmbeddedDatabase.isOwnedAt(url)).isFalse();
    }
}
